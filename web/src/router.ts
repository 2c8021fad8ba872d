import { signal } from '@preact/signals';

export interface Place {
  path: string;
  params: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, params: new URLSearchParams(location.search) });

export const place = signal<Place>(here());

/** Goes to an address of the app. */
export function go(to: string, replace = false) {
  if (to === location.pathname + location.search) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', to);
  place.value = here();
}

/** Writes parameters into the address without a step in the history. Empty ones leave it. */
export function setParams(values: Record<string, string | undefined>) {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const text = params.toString();
  go(location.pathname + (text ? '?' + text : ''), true);
}

export function startRouter() {
  addEventListener('popstate', () => (place.value = here()));
  document.addEventListener('click', (e) => {
    const a = (e.target as Element | null)?.closest?.('a');
    if (!a || e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    if (a.target || a.hasAttribute('download') || a.origin !== location.origin || a.pathname.startsWith('/api/') || a.dataset.native !== undefined) return;
    e.preventDefault();
    go(a.pathname + a.search);
    scrollTo(0, 0);
  });
}
