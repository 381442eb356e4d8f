// Paths as a layered flow: a column for each tier, a node for each sector in a country (or for either alone), the small ones together.
import type { Schemas } from '../api/client';

export type Path = Schemas['Upstream']['paths'][number];

export interface Node { key: string; column: number; share: number; synthetic: boolean; y: number; height: number; }
export interface Ribbon { from: Node; to: Node; share: number; synthetic: boolean; y0: number; y1: number; }
export interface Flow { columns: number; height: number; nodes: Node[]; ribbons: Ribbon[]; }

export const other = 'other';
const nodesPerColumn = 9;
const gap = 8;

export type By = 'cell' | 'region' | 'sector';

/** What a step is counted under: 'IND.c4', 'IND.' or '.c4'. */
export const keyOf = (step: Schemas['Step'], by: By): string => `${by === 'sector' ? '' : step.region}.${by === 'region' ? '' : step.sector}`;

/** Whether a step is one of those. */
export const isOf = (step: Schemas['Step'], key: string): boolean => [keyOf(step, 'cell'), keyOf(step, 'region'), keyOf(step, 'sector')].includes(key);

function largest(paths: Path[], column: number, by: By): Set<string> {
  const shares = new Map<string, number>();
  for (const path of paths) {
    const step = path.steps[column];
    if (step) shares.set(keyOf(step, by), (shares.get(keyOf(step, by)) ?? 0) + path.share);
  }
  const order = [...shares].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return new Set(order.slice(0, nodesPerColumn).map(([key]) => key));
}

/** Nodes and ribbons with their places, `height` high. */
export function flowOf(paths: Path[], columns: number, height: number, by: By): Flow {
  const shown = Array.from({ length: columns }, (_, column) => largest(paths, column, by));
  const nodes = new Map<string, Node>();
  const ribbons = new Map<string, Ribbon>();
  for (const path of paths) {
    let before: Node | null = null;
    path.steps.slice(0, columns).forEach((step, column) => {
      const key = shown[column]!.has(keyOf(step, by)) ? keyOf(step, by) : other;
      const place = `${column}|${key}`;
      const node: Node = nodes.get(place) ?? { key, column, share: 0, synthetic: false, y: 0, height: 0 };
      node.share += path.share;
      node.synthetic ||= step.synthetic ?? false;
      nodes.set(place, node);
      if (before) {
        const way = `${before.column}|${before.key}>${key}`;
        const ribbon = ribbons.get(way) ?? { from: before, to: node, share: 0, synthetic: false, y0: 0, y1: 0 };
        ribbon.share += path.share;
        ribbon.synthetic ||= path.synthetic;
        ribbons.set(way, ribbon);
      }
      before = node;
    });
  }
  return placed([...nodes.values()], [...ribbons.values()], columns, height);
}

function placed(nodes: Node[], ribbons: Ribbon[], columns: number, height: number): Flow {
  const most = Math.max(1e-12, ...Array.from({ length: columns }, (_, c) => nodes.filter(n => n.column === c).reduce((s, n) => s + n.share, 0)));
  const scale = (height - nodesPerColumn * (gap + 14)) / most;
  for (let column = 0; column < columns; ++column) {
    let y = 0;
    const here = nodes.filter(n => n.column === column).sort((a, b) => Number(a.key === other) - Number(b.key === other) || b.share - a.share);
    for (const node of here) {
      node.y = y;
      node.height = Math.max(2, node.share * scale);
      y += Math.max(node.height, 14) + gap;
    }
  }
  const left = new Map<Node, number>();
  const right = new Map<Node, number>();
  ribbons.sort((a, b) => a.from.y - b.from.y || a.to.y - b.to.y);
  for (const ribbon of ribbons) {
    ribbon.y0 = ribbon.from.y + (left.get(ribbon.from) ?? 0);
    ribbon.y1 = ribbon.to.y + (right.get(ribbon.to) ?? 0);
    left.set(ribbon.from, (left.get(ribbon.from) ?? 0) + ribbon.share * scale);
    right.set(ribbon.to, (right.get(ribbon.to) ?? 0) + ribbon.share * scale);
  }
  const used = Math.max(60, ...nodes.map(node => node.y + Math.max(node.height, 14)));
  return { columns, height: used, nodes, ribbons };
}

/** How high a ribbon of this share is drawn. */
export const thickness = (ribbon: Ribbon): number => Math.max(1, (ribbon.share / Math.max(1e-12, ribbon.from.share)) * ribbon.from.height);
