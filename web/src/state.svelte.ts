// What is true on every screen: the case, who is working, the job under way, words for screen readers.
import { forgetScreens, fresh, type Schemas } from './api/client';

export const app = $state<{
  info: Schemas['Case'] | null;
  job: Schemas['Job'] | null;
  who: string;
  said: string;
  theme: string;
  decided: number[];  // judgements made here and not taken back: to be undone, the last first
}>({
  info: null,
  job: null,
  who: localStorage.getItem('who') ?? '',
  said: '',
  theme: localStorage.getItem('theme') ?? 'auto',
  decided: [],
});

export function remember(name: 'who' | 'theme', value: string): void {
  app[name] = value;
  localStorage.setItem(name, value);
}

/** Told to screen readers; the same words twice are told twice. */
export function say(text: string): void {
  app.said = '';
  requestAnimationFrame(() => {
    app.said = text;
  });
}

export async function refresh(): Promise<void> {
  const info = await fresh('/api/case');
  if (app.info && info.generation !== app.info.generation) forgetScreens();
  app.info = info;
  const running = info.job && (info.job.state === 'waiting' || info.job.state === 'running');
  if (info.job && running) follow(info.job.id);
}

let followed = 0;

/** Progress of a job until it ends; new results are then asked for. */
export function follow(id: number): void {
  if (followed === id) return;
  followed = id;
  const events = new EventSource(`/api/jobs/${id}/events`);
  const end = (event: MessageEvent<string>): void => {
    app.job = JSON.parse(event.data) as Schemas['Job'];
    events.close();
    followed = 0;
    void refresh();
  };
  events.addEventListener('progress', event => {
    app.job = JSON.parse(event.data) as Schemas['Job'];
  });
  for (const name of ['done', 'failed', 'cancelled']) events.addEventListener(name, end as EventListener);
  events.onerror = () => {
    events.close();
    followed = 0;
  };
}
