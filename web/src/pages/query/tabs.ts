import { computed, signal } from '@preact/signals';
import { api, ApiError } from '../../api/client';
import type { Execution, Failure } from '../../api/types';
import type { ChartSpec } from '../../chart/spec';
import { stored } from '../../stored';
import { statements } from '../../editor/statements';

/** A tab of the editor. What the browser keeps of it is here; what runs in it is in runs. */
export interface Tab {
  id: string;
  title: string;
  sql: string;
  parameters: string[];
  database: string;
  /** The execution whose result is shown. */
  execution?: string;
  /** The saved query that it is from. */
  saved?: string;
  view: 'table' | 'chart' | 'details';
  chart?: ChartSpec;
}

/** What runs, or ran, in a tab. base is where its statement begins in the text. */
export interface Run {
  execution?: Execution;
  error?: Failure;
  busy: boolean;
  base: number;
  /** It is to end, and has no ID yet. */
  cancelled?: boolean;
}

const id = () => Math.random().toString(36).slice(2, 10);
const fresh = (more: Partial<Tab> = {}): Tab => ({ id: id(), title: '', sql: '', parameters: [], database: 'default', view: 'table', ...more });

export const tabs = stored<Tab[]>('tarn.query.tabs', []);
export const current = stored<string>('tarn.query.tab', '');
export const runs = signal<Record<string, Run>>({});

export const tab = computed(() => tabs.value.find((x) => x.id === current.value) ?? tabs.value[0]);

export function open(more: Partial<Tab> = {}): Tab {
  // An empty tab is used first.
  const there = tab.peek();
  if (there && !there.sql.trim() && !there.title && more.sql) {
    change(there.id, more);
    return { ...there, ...more };
  }
  const made = fresh(more);
  tabs.value = [...tabs.value, made];
  current.value = made.id;
  return made;
}

export function change(which: string, more: Partial<Tab>) {
  tabs.value = tabs.value.map((x) => (x.id === which ? { ...x, ...more } : x));
}

export function close(which: string) {
  const at = tabs.value.findIndex((x) => x.id === which);
  const left = tabs.value.filter((x) => x.id !== which);
  if (runs.value[which]?.busy) void cancel(which);
  tabs.value = left.length ? left : [fresh()];
  if (current.value === which) current.value = tabs.value[Math.min(at, tabs.value.length - 1)]!.id;
}

export function begin() {
  if (!tabs.value.length) open();
}

const set = (which: string, run: Run) => (runs.value = { ...runs.value, [which]: run });

/** Runs a statement in a tab, and follows it to its end. */
export async function run(which: string, sql: string, base: number, parameters: string[], database: string) {
  set(which, { busy: true, base });
  try {
    const x = await api.post<Execution>('/queries', { sql, parameters, database });
    change(which, { execution: x.id });
    // Whoever cancelled before the server had given it an ID meant this one.
    if (runs.peek()[which]?.cancelled && !final(x)) await api.delete(`/queries/${x.id}`);
    await follow(which, x, base);
  } catch (e) {
    set(which, { busy: false, base, error: e instanceof ApiError ? e.failure : { code: 'Failed', message: String(e) } });
  }
}

export const final = (x: Execution) => x.state !== 'QUEUED' && x.state !== 'RUNNING';

async function follow(which: string, x: Execution, base: number) {
  for (;;) {
    set(which, { execution: x, busy: !final(x), base, ...(x.error ? { error: x.error } : {}) });
    if (final(x)) return;
    x = await api.get<Execution>(`/queries/${x.id}`, { wait: x.took < 2000 ? 150 : 500 });
    if (runs.peek()[which]?.execution?.id !== x.id) return; // another one runs there
  }
}

export async function cancel(which: string) {
  const r = runs.value[which];
  if (r?.execution) await api.delete(`/queries/${r.execution.id}`);
  else if (r?.busy) set(which, { ...r, cancelled: true });
}

/** Shows an execution of the past in a tab, or one that still runs. */
export async function restore(which: string, execution: string) {
  if (runs.peek()[which]) return;
  set(which, { busy: true, base: 0 });
  try {
    const x = await api.get<Execution>(`/queries/${execution}`);
    const text = tabs.peek().find((t) => t.id === which)?.sql ?? '';
    await follow(which, x, Math.max(0, statements(text).find((s) => s.text === x.sql)?.from ?? 0));
  } catch {
    const { [which]: _gone, ...rest } = runs.peek();
    runs.value = rest;
  }
}

/** A name for a tab: its own, or the first words of its statement. */
export function titleOf(x: Tab, untitled: string): string {
  if (x.title) return x.title;
  const line = x.sql.replace(/--[^\n]*/g, '').replace(/\s+/g, ' ').trim();
  return line ? line.slice(0, 28) : untitled;
}
