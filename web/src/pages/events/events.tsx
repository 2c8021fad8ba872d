import { useEffect, useRef, useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api, ApiError, url } from '../../api/client';
import { useLoad } from '../../api/load';
import type { Arrivals, Condition, Event, Events as Found, Execution, Histogram, Overview } from '../../api/types';
import { t, tn, type Key } from '../../i18n';
import { fromField, time, toField, zone, zoneLabel } from '../../i18n/time';
import { go, place, setParams } from '../../router';
import { may } from '../../session';
import { stored } from '../../stored';
import { Bars } from '../../ui/bars';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, composing } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { Empty, Failed, Loading, Skeleton } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { Compare } from './compare';
import { CreateTable } from './createtable';
import { Detail } from './detail';
import { addFilter, ask, asked, fieldKey, fields, lookup, ops, ranges, searchOf, setFilters } from './search';
import './events.css';

/** The columns that the list may have. */
const columns: Record<string, (e: Event) => string | undefined> = {
  time: (e) => time(e.time),
  name: (e) => e.name,
  userName: (e) => e.userName || e.userType,
  source: (e) => e.source.replace('.amazonaws.com', ''),
  address: (e) => e.address,
  region: (e) => e.region,
  account: (e) => e.account && named(e.account),
  errorCode: (e) => e.errorCode,
  resources: (e) => e.resources,
  userType: (e) => e.userType,
  userArn: (e) => e.userArn,
  accessKeyId: (e) => e.accessKeyId,
  readOnly: (e) => String(e.readOnly),
  userAgent: (e) => e.userAgent,
  type: (e) => e.type,
  category: (e) => e.category,
  requestId: (e) => e.requestId,
  id: (e) => e.id,
};
const columnKey = (c: string) => `events.column.${c}` as Key;
const chosen = stored<string[]>('tarn.events.columns', ['time', 'name', 'userName', 'source', 'address', 'region', 'account', 'errorCode', 'resources']);

export default function EventHistory() {
  const a = asked();
  // Logs may be old: relative ranges end at the newest event where that is older than they reach.
  const arrivals = useLoad<Arrivals | null>((signal) => api.get<Arrivals>('/overview/arrivals', { store: a.store }, signal).catch((e) => { if (e instanceof ApiError && e.status === 404) return null; throw e; }), [a.store]);
  const newest = arrivals.value?.newest ? Date.parse(arrivals.value.newest) : Date.now();
  const stale = Date.now() - newest > 86400e3;
  const now = stale ? newest : Date.now();
  const key = JSON.stringify([a, zone.value]);
  const search = searchOf(a, now);
  const ready = !!arrivals.value || !arrivals.loading;

  const [pages, setPages] = useState<Event[]>([]);
  const [next, setNext] = useState<string>();
  const [more, setMore] = useState(false);
  const first = useLoad<Found | null>((signal) => (ready && arrivals.value ? api_search(search, signal) : Promise.resolve(null)), [key, ready, now > 0 && stale]);
  const histogram = useLoad<Histogram | null>((signal) => (ready && arrivals.value ? api.post<Histogram>('/events/histogram', search, signal) : Promise.resolve(null)), [key, ready]);
  useEffect(() => {
    setPages([]);
    setNext(undefined);
  }, [key]);
  const list = [...(first.value?.events ?? []), ...pages];
  const after = next ?? first.value?.next;
  const load = async () => {
    setMore(true);
    try {
      const found = await api.post<Found>('/events', { ...search, limit: 100, after });
      setPages([...pages, ...found.events]);
      setNext(found.next ?? '');
    } catch (e) {
      sayError(e);
    }
    setMore(false);
  };

  const [picked, setPicked] = useState<Event[]>([]);
  const [comparing, setComparing] = useState(false);
  const [making, setMaking] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const id = place.value.params.get('id');
  const opened = list.find((e) => e.id === id);

  const downloadAll = async (format: string) => {
    if (!first.value) return;
    try {
      let x = await api.post<Execution>('/queries', { sql: first.value.sql.replace(/\nLIMIT \d+$/, '') });
      say(t('events.preparing'));
      while (x.state === 'QUEUED' || x.state === 'RUNNING') x = await api.get<Execution>(`/queries/${x.id}`, { wait: 1000 });
      if (x.error) throw new ApiError(400, x.error);
      location.assign(url(`/queries/${x.id}/download`, { format }));
    } catch (e) {
      sayError(e);
    }
  };

  document.title = t('nav.events') + ' · Tarn';
  if (arrivals.value === null && !arrivals.loading)
    return (
      <main class="page" id="main" tabIndex={-1}>
        <header class="page-head"><h1>{t('nav.events')}</h1></header>
        <div class="panel"><Empty icon="history" title={t('home.noEvents')} action={<a class="button primary" href="/">{t('events.goHome')}</a>}>{t('events.noStoreText')}</Empty></div>
      </main>
    );
  return (
    <main class="page full events" id="main" tabIndex={-1}>
      <header class="page-head">
        <div>
          <h1>{t('nav.events')}</h1>
        </div>
        <div class="row">
          <StoreChoice value={a.store} />
          {picked.length > 0 && (
            <Button disabled={picked.length !== 2} onClick={() => setComparing(true)}>
              {t('events.compare', { n: picked.length })}
            </Button>
          )}
          <Button kind="quiet" icon="column" onClick={() => setChoosing(true)}>{t('events.columns')}</Button>
          <Menu label={t('query.download')} align="end" items={['csv', 'json', 'jsonl', 'parquet'].map((f) => ({ label: f.toUpperCase(), icon: 'download' as const, disabled: !first.value, onSelect: () => void downloadAll(f) }))}>
            <Icon name="download" />
            <span>{t('query.download')}</span>
          </Menu>
          <Button kind="quiet" icon="query" disabled={!first.value} onClick={() => go('/query?sql=' + encodeURIComponent(first.value!.sql) + '&run=1')}>{t('events.asQuery')}</Button>
          {may('write') && <Button onClick={() => setMaking(true)}>{t('events.createTable')}</Button>}
        </div>
      </header>
      <Conditions a={a} now={now} stale={stale} />
      <div class={histogram.loading && histogram.value ? 'events-bars busy' : 'events-bars'}>
        {histogram.value ? <Times h={histogram.value} /> : histogram.error ? null : <Skeleton lines={1} height={64} />}
      </div>
      <div class="events-list" tabIndex={-1}>
        {first.error ? (
          <div class="inset-box"><Failed error={first.error} retry={first.reload} /></div>
        ) : arrivals.error ? (
          <div class="inset-box"><Failed error={arrivals.error} retry={arrivals.reload} /></div>
        ) : !first.value ? (
          <Loading />
        ) : !list.length ? (
          <Empty icon="search" title={t('events.none')} action={<>{a.range !== 'all' && <Button onClick={() => ask({ range: 'all', from: undefined, to: undefined })}>{t('events.range.all')}</Button>}{!a.reads && <Button onClick={() => ask({ reads: '1' })}>{t('events.withReads')}</Button>}{(a.filters.length > 0 || a.text) && <Button onClick={() => go('/events')}>{t('events.clear')}</Button>}</>}>
            {t('events.noneText')}
          </Empty>
        ) : (
          <List list={list} opened={id} picked={picked} setPicked={setPicked} busy={first.loading} />
        )}
        {list.length > 0 && (
          <div class="events-foot">
            <span class="dim">{histogram.value ? t('events.shown', { n: list.length, of: histogram.value.total }) : tn('home.eventCount', list.length)}</span>
            {after && <Button busy={more} onClick={() => void load()}>{t('common.more')}</Button>}
          </div>
        )}
      </div>
      {id && <Detail id={id} short={opened} store={a.store} at={opened?.time} list={list} onClose={() => setParams({ id: undefined })} />}
      {comparing && picked.length === 2 && <Compare store={a.store} pair={[picked[0]!, picked[1]!]} onClose={() => setComparing(false)} />}
      {making && <CreateTable onClose={() => setMaking(false)} />}
      {choosing && <Columns onClose={() => setChoosing(false)} />}
    </main>
  );
}

const api_search = (search: object, signal: AbortSignal) => api.post<Found>('/events', { ...search, limit: 100 }, signal);

function StoreChoice({ value }: { value: string }) {
  const overview = useLoad((signal) => api.get<Overview>('/overview', {}, signal), []);
  const stores = overview.value?.stores.filter((s) => s.kind === 'cloudtrail' && s.status !== 'PENDING_DELETION') ?? [];
  if (stores.length < 2) return null;
  const first = stores.filter((s) => !s.builtIn).sort((x, y) => y.events - x.events)[0];
  return (
    <label class="events-store">
      <span class="visually-hidden">{t('events.store')}</span>
      <select value={value || first?.id} onChange={(e) => ask({ store: e.currentTarget.value === first?.id ? undefined : e.currentTarget.value })}>
        {stores.map((s) => (
          <option key={s.id} value={s.id}>{s.name}</option>
        ))}
      </select>
    </label>
  );
}

function Conditions({ a, now, stale }: { a: ReturnType<typeof asked>; now: number; stale: boolean }) {
  const [text, setText] = useState(a.text);
  const [adding, setAdding] = useState<Condition | null>(null);
  useEffect(() => setText(a.text), [a.text]);
  const range = a.range || '7d';
  return (
    <div class="conditions">
      <div class="conditions-row">
        <form class="search events-search" onSubmit={(e) => { e.preventDefault(); ask({ text: text.trim() || undefined }); }}>
          <Icon name="search" size={14} />
          <input type="search" value={text} placeholder={t('events.searchText')} aria-label={t('events.searchText')} onInput={(e) => setText(e.currentTarget.value)} onBlur={() => text.trim() !== a.text && ask({ text: text.trim() || undefined })} onKeyDown={(e) => e.key === 'Enter' && composing(e) && e.preventDefault()} />
        </form>
        <div class="segments" role="radiogroup" aria-label={t('events.range')}>
          {ranges.map(([name]) => (
            <button key={name} type="button" role="radio" aria-checked={range === name} onClick={() => ask({ range: name === '7d' ? undefined : name, from: undefined, to: undefined })}>
              {t(`events.range.${name}` as Key)}
            </button>
          ))}
          <CustomRange a={a} now={now} on={range === 'custom'} />
        </div>
        <label class="check">
          <input type="checkbox" checked={a.reads} onChange={(e) => ask({ reads: e.currentTarget.checked ? '1' : undefined })} />
          <span>{t('events.reads')}</span>
        </label>
      </div>
      <div class="conditions-row">
        {a.filters.map((f, i) => (
          <span key={i} class="chip">
            <button type="button" onClick={() => setAdding({ ...f, index: i } as Condition)}>
              <span class="dim">{t(fieldKey(f.field))}</span> {f.op !== 'is' && t(`events.op.${f.op}` as Key)} <b>{f.value}</b>
            </button>
            <button type="button" class="chip-close" aria-label={t('events.removeFilter', { name: t(fieldKey(f.field)) })} onClick={() => setFilters(a.filters.filter((_, n) => n !== i))}>
              <Icon name="close" size={12} />
            </button>
          </span>
        ))}
        <Button kind="quiet" icon="filter" onClick={() => setAdding({ field: 'eventName', op: 'is', value: '' })}>{t('events.addFilter')}</Button>
        {(a.filters.length > 0 || a.text) && <Button kind="quiet" onClick={() => go('/events' + (a.store ? '?store=' + a.store : ''))}>{t('events.clear')}</Button>}
        {stale && range !== 'all' && range !== 'custom' && <span class="dim">{t('events.upTo', { time: time(new Date(now), false), zone: zoneLabel() })}</span>}
      </div>
      {adding && <FilterDialog first={adding} filters={a.filters} onClose={() => setAdding(null)} />}
    </div>
  );
}

function CustomRange({ a, now, on }: { a: ReturnType<typeof asked>; now: number; on: boolean }) {
  const [open, setOpen] = useState(false);
  const search = searchOf(a, now);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const begin = () => {
    setFrom(search.from ? toField(new Date(search.from)) : '');
    setTo(search.to ? toField(new Date(search.to)) : '');
    setOpen(true);
  };
  return (
    <>
      <button type="button" role="radio" aria-checked={on} onClick={begin}>
        {on ? `${a.from ? time(a.from, false) : '…'} – ${a.to ? time(a.to, false) : '…'}` : t('events.range.custom')}
      </button>
      {open && (
        <Dialog title={t('events.range.custom')} onClose={() => setOpen(false)} footer={<><Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button><Button kind="primary" onClick={() => { ask({ range: undefined, from: fromField(from)?.toISOString(), to: fromField(to)?.toISOString() }); setOpen(false); }}>{t('common.apply')}</Button></>}>
          <Field label={t('events.from', { zone: zoneLabel() })}>{(fid) => <input id={fid} type="datetime-local" step={1} value={from} onInput={(e) => setFrom(e.currentTarget.value)} />}</Field>
          <Field label={t('events.to', { zone: zoneLabel() })}>{(fid) => <input id={fid} type="datetime-local" step={1} value={to} onInput={(e) => setTo(e.currentTarget.value)} />}</Field>
        </Dialog>
      )}
    </>
  );
}

function FilterDialog({ first, filters, onClose }: { first: Condition; filters: Condition[]; onClose: () => void }) {
  const [f, setF] = useState(first);
  const index = (first as { index?: number }).index;
  const needs = f.op !== 'present' && f.op !== 'absent';
  const apply = () => {
    const made = { field: f.field, op: f.op ?? 'is', value: needs ? (f.value ?? '').trim() : '' };
    if (needs && !made.value) return;
    setFilters(index === undefined ? [...filters, made] : filters.map((x, i) => (i === index ? made : x)));
    onClose();
  };
  return (
    <Dialog title={t('events.addFilter')} onClose={onClose} footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="primary" disabled={needs && !f.value?.trim()} onClick={apply}>{t('common.apply')}</Button></>}>
      <div class="filter-fields">
        <Field label={t('events.field')}>
          {(fid) => (
            <select id={fid} value={f.field} onChange={(e) => setF({ ...f, field: e.currentTarget.value })}>
              <optgroup label={t('events.lookup')}>{fields.slice(0, lookup).map((x) => <option key={x} value={x}>{t(fieldKey(x))}</option>)}</optgroup>
              <optgroup label={t('events.otherFields')}>{fields.slice(lookup).map((x) => <option key={x} value={x}>{t(fieldKey(x))}</option>)}</optgroup>
            </select>
          )}
        </Field>
        <Field label={t('events.op')}>
          {(fid) => (
            <select id={fid} value={f.op ?? 'is'} onChange={(e) => setF({ ...f, op: e.currentTarget.value })}>
              {ops.map((o) => <option key={o} value={o}>{t(`events.op.${o}`)}</option>)}
            </select>
          )}
        </Field>
        {needs && (
          <Field label={t('events.value')}>
            {(fid) =>
              f.field === 'readOnly' ? (
                <select id={fid} value={f.value} onChange={(e) => setF({ ...f, value: e.currentTarget.value })}>
                  <option value="">…</option>
                  <option>true</option>
                  <option>false</option>
                </select>
              ) : (
                <input id={fid} class="mono" autofocus value={f.value} onInput={(e) => setF({ ...f, value: e.currentTarget.value })} onKeyDown={(e) => e.key === 'Enter' && !composing(e) && apply()} />
              )
            }
          </Field>
        )}
      </div>
    </Dialog>
  );
}

function Times({ h }: { h: Histogram }) {
  if (!h.buckets.length) return <div class="events-nobars" />;
  // Stretches without events are drawn, too.
  const bars = [];
  const counts = new Map(h.buckets.map((b) => [Date.parse(b.time), b]));
  const from = Date.parse(h.buckets[0]!.time);
  const to = Date.parse(h.buckets.at(-1)!.time);
  for (let at = from, n = 0; at <= to && n < 400; at += h.seconds * 1000, n++) {
    const b = counts.get(at);
    const shown = time(new Date(at), false);
    const label = h.seconds >= 86400 || (to - from > 2 * 86400e3) ? shown.slice(5, 10) : shown.slice(11);
    bars.push({ key: String(at), label, value: b?.events ?? 0, part: b?.errors ?? 0, text: `${time(new Date(at), false)}: ${tn('home.eventCount', b?.events ?? 0)}${b?.errors ? ', ' + tn('home.errorCount', b.errors) : ''}` });
  }
  return (
    <Bars
      bars={bars}
      height={64}
      label={t('events.overTime')}
      onSelect={(b) => ask({ range: undefined, from: new Date(+b.key).toISOString(), to: new Date(+b.key + h.seconds * 1000).toISOString() })}
    />
  );
}

function List({ list, opened, picked, setPicked, busy }: { list: Event[]; opened: string | null; picked: Event[]; setPicked: (e: Event[]) => void; busy: boolean }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = chosen.value.filter((c) => columns[c]);
  const keys = (e: KeyboardEvent) => {
    const row = (e.target as Element).closest('tr');
    const to = e.key === 'ArrowDown' ? row?.nextElementSibling : e.key === 'ArrowUp' ? row?.previousElementSibling : null;
    if (to) {
      e.preventDefault();
      to.querySelector<HTMLElement>('.event-open')?.focus();
    }
  };
  const clickable: Record<string, string> = { userName: 'userName', address: 'address', region: 'region', account: 'account', errorCode: 'errorCode', source: 'eventSource' };
  const valueOf = (c: string, e: Event) => (c === 'source' ? e.source : c === 'userName' ? e.userName : c === 'account' ? e.account : columns[c]!(e)) ?? '';
  return (
    <table class={busy ? 'list events-table busy' : 'list events-table'} onKeyDown={keys}>
      <thead>
        <tr>
          <th class="pick"><span class="visually-hidden">{t('events.pick')}</span></th>
          {shown.map((c) => (
            <th key={c}>{c === 'time' ? `${t(columnKey(c))} (${zoneLabel()})` : t(columnKey(c))}</th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {list.map((e) => {
          const on = picked.some((p) => p.id === e.id);
          return (
            <tr key={e.id} class={e.id === opened ? 'link current' : 'link'} onClick={(x) => !(x.target as Element).closest('button, input, label') && setParams({ id: e.id })}>
              <td class="pick">
                <input type="checkbox" checked={on} aria-label={t('events.pickOne', { name: e.name })} onChange={() => setPicked(on ? picked.filter((p) => p.id !== e.id) : [...picked, e].slice(-2))} />
              </td>
              {shown.map((c) => {
                const v = columns[c]!(e) ?? '';
                if (c === 'name')
                  return (
                    <td key={c}>
                      <button type="button" class="event-open" onClick={() => setParams({ id: e.id })}>{v}</button>
                      {e.readOnly && <span class="tag">{t('events.read')}</span>}
                    </td>
                  );
                if (c === 'errorCode') return <td key={c}>{v && <button type="button" class="tag bad cell-filter" onClick={() => addFilter('errorCode', v)}>{v}</button>}</td>;
                const field = clickable[c];
                const filterValue = valueOf(c, e);
                return (
                  <td key={c} class={c === 'time' ? 'nowrap num-left' : c === 'resources' ? 'wide-cell' : ''} title={v.length > 40 ? v : undefined}>
                    {field && filterValue ? <button type="button" class="cell-filter" title={t('events.filterBy', { value: filterValue })} onClick={() => addFilter(field, filterValue)}>{v}</button> : v}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Columns({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('events.columns')} onClose={onClose}>
      <div class="columns-choice">
        {Object.keys(columns).map((c) => (
          <label class="check" key={c}>
            <input
              type="checkbox"
              checked={chosen.value.includes(c)}
              disabled={c === 'name'}
              onChange={(e) => (chosen.value = Object.keys(columns).filter((x) => (x === c ? e.currentTarget.checked : chosen.value.includes(x))))}
            />
            <span>{t(columnKey(c))}</span>
          </label>
        ))}
      </div>
    </Dialog>
  );
}

