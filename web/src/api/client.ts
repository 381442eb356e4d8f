// The API of server/openapi.yaml; its types are made from that file by tools/web check.
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
type Screens = {
  [P in keyof paths]: paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer Body } } } } }
    ? Body
    : never;
};

/** The server refused: its sentence, and what came with it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly body: unknown,
  ) {
    super(message);
  }
}

async function asked(path: string, request?: RequestInit): Promise<Response> {
  const response = await fetch(path, request);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => ({}));
    const said = (body as { error?: string }).error;
    throw new Refused(response.status, said ?? response.statusText, body);
  }
  return response;
}

const kept = new Map<string, Promise<unknown>>();
const mostKept = 60;

/** What depends on the results alone is asked for once, until they change. */
export function screen<P extends keyof Screens>(path: P, address: string = path): Promise<Screens[P]> {
  let answer = kept.get(address);
  if (!answer) {
    answer = asked(address).then(response => response.json());
    answer.catch(() => kept.delete(address));
    kept.set(address, answer);
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  }
  return answer as Promise<Screens[P]>;
}

export function forgetScreens(): void {
  kept.clear();
}

export async function fresh<P extends keyof Screens>(path: P, address: string = path): Promise<Screens[P]> {
  return (await asked(address)).json();
}

export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return (await posted(path, body)).json();
}

export async function postForFile(path: string, body: unknown): Promise<Blob> {
  return (await posted(path, body)).blob();
}

function posted(path: string, body: unknown): Promise<Response> {
  return asked(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export async function cancelJob(id: number): Promise<void> {
  await asked(`/api/jobs/${id}`, { method: 'DELETE' });
}
