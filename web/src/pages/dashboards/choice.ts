import { place, setParams } from '../../router';
import { zoneName } from '../../i18n/time';
import type { Dashboard } from '../../api/types';

/** What a viewer chose; all of it is in the address. */
export interface Choice {
  range: string;
  from: string;
  to: string;
  filters: Record<string, string>;
}

export const ranges = ['1h', '24h', '7d', '30d', '90d', '12mo'];

export function chosen(d: Dashboard): Choice {
  const p = place.value.params;
  const filters: Record<string, string> = {};
  for (const f of d.filters ?? []) {
    const v = p.get('f.' + f.name);
    if (v !== null) filters[f.name] = v;
  }
  const from = p.get('from') ?? '';
  const to = p.get('to') ?? '';
  return { range: from && to ? '' : (p.get('range') ?? d.range), from, to, filters };
}

/** What is sent with each question of a page. */
export function asked(c: Choice) {
  return { ...(c.range ? { range: c.range } : { from: c.from, to: c.to }), zone: zoneName(), filters: c.filters };
}

export const chooseRange = (range: string) => setParams({ range, from: undefined, to: undefined });
export const chooseSpan = (from: string, to: string) => setParams({ from, to, range: undefined });
export const chooseFilter = (name: string, value: string) => setParams({ ['f.' + name]: value || undefined });
