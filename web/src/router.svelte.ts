// Every view has an address: the path says which screen, the query how it is set.

export const screens = ['overview', 'upstream', 'suppliers', 'review', 'plan', 'people', 'sharing', 'method'] as const;
export type Screen = (typeof screens)[number];

interface Route {
  screen: Screen;
  item: string | null;
  query: URLSearchParams;
}

function read(): Route {
  const [first, ...rest] = location.pathname.split('/').filter(Boolean);
  const screen = screens.find(name => name === first) ?? 'overview';
  return {
    screen,
    item: rest.length > 0 ? decodeURIComponent(rest.join('/')) : null,
    query: new URLSearchParams(location.search),
  };
}

export const route = $state<{ now: Route }>({ now: read() });

addEventListener('popstate', () => {
  route.now = read();
});

/** Goes to an address of the page; `replace` for what is no step of its own, such as typing. */
export function go(address: string, replace = false): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  const before = route.now;
  route.now = read();
  if (before.screen !== route.now.screen || before.item !== route.now.item) scrollTo(0, 0);
}

/** The address of this screen with some of its settings changed; empty ones are left out. */
export function withQuery(changes: Record<string, string | null>): string {
  const query = new URLSearchParams(route.now.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : '');
}

/** Links within the page change the address without loading it anew. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element).closest('a');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.hasAttribute('target') || link.hasAttribute('download')) return;
  const to = new URL(link.getAttribute('href') ?? '', location.href); // a link in a drawing has no pathname
  if (to.origin !== location.origin || to.hash) return;
  event.preventDefault();
  go(to.pathname + to.search);
}
