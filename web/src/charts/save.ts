// A chart as a file of its own, and what it shows as a table.

const styled = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-weight',
  'font-family', 'text-anchor', 'dominant-baseline', 'paint-order'];

function hand(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The drawing with the looks that the page's style gives it, which no file beside it would know. */
function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const looks = getComputedStyle(element);
    for (const name of styled) to[i]!.setAttribute(name, looks.getPropertyValue(name));
    to[i]!.removeAttribute('class');
    to[i]!.removeAttribute('tabindex');
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const [x, y, w, h] = (svg.getAttribute('viewBox') ?? `0 0 ${width} ${height}`).split(' ');
  Object.entries({ x, y, width: w, height: h, fill: getComputedStyle(document.body).backgroundColor }).forEach(([name, value]) =>
    paper.setAttribute(name, String(value)),
  );
  copy.prepend(paper);
  return copy;
}

export function saveSvg(svg: SVGSVGElement, name: string): void {
  hand(new Blob([standalone(svg).outerHTML], { type: 'image/svg+xml' }), `${name}.svg`);
}

export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const picture = new Image();
  picture.src = URL.createObjectURL(new Blob([standalone(svg).outerHTML], { type: 'image/svg+xml' }));
  await picture.decode();
  const canvas = document.createElement('canvas');
  const scale = 2;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  canvas.toBlob(content => content && hand(content, `${name}.png`), 'image/png');
}

export type Cell = string | number | null;

/** RFC 4180; text that a spreadsheet would run as a formula gets an apostrophe. */
export function csv(columns: string[], rows: Cell[][]): string {
  const cell = (value: Cell): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [columns, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

export function saveCsv(columns: string[], rows: Cell[][], name: string): void {
  hand(new Blob([csv(columns, rows)], { type: 'text/csv' }), `${name}.csv`);
}

export const saveFile = hand;
