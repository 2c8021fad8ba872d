import type { Condition, Search } from '../../api/types';
import type { Key } from '../../i18n';
import { place, setParams, go } from '../../router';

/** The fields that conditions may be about: the eight lookup attributes first. */
export const fields = [
  'eventName', 'userName', 'eventSource', 'resourceName', 'resourceType', 'accessKeyId', 'eventId', 'readOnly',
  'address', 'region', 'account', 'errorCode', 'userType', 'userArn', 'userAccount', 'issuedKeyId', 'issuerArn', 'userAgent', 'errorMessage', 'requestId', 'sharedEventId', 'type', 'category', 'vpcEndpointId', 'object',
] as const;
export const lookup = 8;
export const fieldKey = (f: string) => `events.field.${f}` as Key;
export const ops = ['is', 'not', 'contains', 'starts', 'present', 'absent'] as const;

export const ranges: [string, number][] = [
  ['1h', 3600e3],
  ['6h', 6 * 3600e3],
  ['24h', 86400e3],
  ['7d', 7 * 86400e3],
  ['30d', 30 * 86400e3],
  ['90d', 90 * 86400e3],
  ['all', 0],
];

export interface Asked {
  store: string;
  /** A range's name, or custom. */
  range: string;
  from: string;
  to: string;
  reads: boolean;
  text: string;
  filters: Condition[];
}

/** What the address asks for. */
export function asked(): Asked {
  const p = place.value.params;
  const from = p.get('from') ?? '';
  const to = p.get('to') ?? '';
  return {
    store: p.get('store') ?? '',
    range: from || to ? 'custom' : (p.get('range') ?? ''),
    from,
    to,
    reads: p.get('reads') === '1',
    text: p.get('text') ?? '',
    filters: p.getAll('f').map((x) => {
      const [field = '', op = 'is', ...rest] = x.split('~');
      return { field, op, value: rest.join('~') };
    }),
  };
}

/** Writes conditions into the address. */
export function setFilters(filters: Condition[]) {
  const p = new URLSearchParams(location.search);
  p.delete('f');
  for (const f of filters) p.append('f', [f.field, f.op ?? 'is', f.value ?? ''].join('~'));
  go(location.pathname + (p.size ? '?' + p : ''));
}

export function addFilter(field: string, value: string, op = 'is') {
  const old = asked().filters;
  if (old.some((f) => f.field === field && f.value === value && (f.op ?? 'is') === op)) return;
  setFilters([...old, { field, op, value }]);
}

export const ask = (values: Record<string, string | undefined>) => setParams(values);

/** The search as the API takes it; now is where relative ranges end. */
export function searchOf(a: Asked, now: number): Search {
  const length = ranges.find(([n]) => n === (a.range || '7d'))?.[1] ?? 0;
  return {
    store: a.store || undefined,
    from: a.from || (a.range !== 'custom' && length ? new Date(now - length).toISOString() : undefined),
    to: a.to || (a.range !== 'custom' && length ? new Date(now + 1000).toISOString() : undefined),
    reads: a.reads || a.filters.some((f) => f.field === 'readOnly') || undefined,
    text: a.text || undefined,
    filters: a.filters.length ? a.filters : undefined,
  } as Search;
}
