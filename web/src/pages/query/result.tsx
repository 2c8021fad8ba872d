import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api, url } from '../../api/client';
import type { Column, Execution, Rows } from '../../api/types';
import { Chart } from '../../chart/chart';
import { chartKinds, fits, isNumber, propose, type ChartSpec, type Row } from '../../chart/spec';
import { bytes, duration, number, percent, t, tn, type Key } from '../../i18n';
import { fromUTC, time, zone, zoneLabel } from '../../i18n/time';
import { stored } from '../../stored';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Grid } from '../../ui/grid';
import { Icon } from '../../ui/icons';
import { Json } from '../../ui/json';
import { Menu } from '../../ui/menu';
import { Empty, Failed, Loading } from '../../ui/state';
import { ApiError } from '../../api/client';
import { useLoad } from '../../api/load';
import { copy } from '../../ui/toast';
import { change, final, type Run, type Tab } from './tabs';
import { runKeys } from './query';

/** Whether timestamps of results are shown in the zone. SQL's are UTC, whatever the zone: this changes what is shown, and no answer. */
const zoned = stored('tarn.query.zoned', false);
const isStamp = (type: string) => type.startsWith('timestamp');
const converts = () => zoned.value && zone.value !== 'UTC';

/** Rows as they are shown. */
function shownRows(columns: Column[], rows: Row[]): Row[] {
  return converts() ? rows.map((r) => r.map((v, i) => (v !== null && isStamp(columns[i]!.type) ? fromUTC(v) : v))) : rows;
}

export function Result({ tab, run, goto }: { tab: Tab; run: Run | undefined; goto: (at: number) => void }) {
  const x = run?.execution;
  if (!run)
    return (
      <section class="result">
        <Empty icon="play" title={t('query.ready')}>
          {t('query.readyText', { keys: runKeys })}
        </Empty>
      </section>
    );
  if (run.busy) return <Progress x={x} />;
  if (run.error) return <Problem run={run} goto={goto} />;
  if (!x) return null;
  const text = x.columns.length === 1 && /^(query plan|create (table|view)|io|logical plan)/i.test(x.columns[0]!.name);
  return (
    <section class="result" aria-label={t('query.result')}>
      <div class="result-head">
        <div class="tabs" role="tablist">
          {(['table', 'chart', 'details'] as const).map((v) => (
            <button key={v} type="button" role="tab" aria-selected={tab.view === v} onClick={() => change(tab.id, { view: v })} disabled={v === 'chart' && !x.columns.length}>
              {t(`query.view.${v}`)}
            </button>
          ))}
        </div>
        <span class="result-stats">
          {x.columns.length > 0 && tn('query.rows', x.rows)}
          {x.columns.length > 0 && ' · '}
          {duration(x.took)}
          {x.allFiles > 0 && <span title={t('query.filesTitle')}>{' · ' + t('query.read', { bytes: bytes(x.bytes), files: x.files, all: x.allFiles })}</span>}
        </span>
        <span class="grow" />
        {zone.value !== 'UTC' && x.columns.some((c) => isStamp(c.type)) && (
          <label class="check result-zoned" title={t('query.zonedTitle')}>
            <input type="checkbox" checked={zoned.value} onChange={(e) => (zoned.value = e.currentTarget.checked)} />
            <span>{t('query.zoned', { zone: zoneLabel() })}</span>
          </label>
        )}
        {x.columns.length > 0 && (
          <Menu
            label={t('query.download')}
            align="end"
            items={[
              { label: 'CSV', icon: 'download', href: url(`/queries/${x.id}/download`, { format: 'csv' }) },
              { label: t('query.csvExcel'), icon: 'download', href: url(`/queries/${x.id}/download`, { format: 'csv', bom: true }) },
              { label: 'JSON', icon: 'download', href: url(`/queries/${x.id}/download`, { format: 'json' }) },
              { label: 'JSON Lines', icon: 'download', href: url(`/queries/${x.id}/download`, { format: 'jsonl' }) },
              { label: 'Parquet', icon: 'download', href: url(`/queries/${x.id}/download`, { format: 'parquet' }) },
            ]}
          >
            <Icon name="download" />
            <span>{t('query.download')}</span>
          </Menu>
        )}
      </div>
      {x.notes?.map((n, i) => (
        <p key={i} class="result-note">
          <Icon name="info" size={14} /> {n.text}
        </p>
      ))}
      <div class="result-body">
        {tab.view === 'details' ? <Details x={x} /> : x.columns.length === 0 ? <Done x={x} /> : x.rows === 0 ? <Empty icon="table" title={t('query.noRows')}>{t('query.noRowsText')}</Empty> : tab.view === 'chart' ? <ResultChart tab={tab} x={x} /> : text ? <Text x={x} /> : <Table x={x} />}
      </div>
    </section>
  );
}

function Progress({ x }: { x: Execution | undefined }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const begun = performance.now();
    const id = setInterval(() => setNow(performance.now() - begun), 100);
    return () => clearInterval(id);
  }, []);
  if (now < 250) return <section class="result" aria-busy="true" />;
  return (
    <section class="result" aria-busy="true">
      <div class="progress" role="status">
        <div class="row">
          <span class="spinner" />
          <b>{x?.state === 'QUEUED' ? t('query.queued') : x?.doing || t('query.running')}</b>
          <span class="dim num">{duration(Math.max(now, x?.took ?? 0))}</span>
        </div>
        <div class={x && x.fraction >= 0 ? 'meter' : 'meter unknown'}>
          <i style={x && x.fraction >= 0 ? { width: `${100 * x.fraction}%` } : undefined} />
        </div>
        <p class="dim">
          {x && x.fraction >= 0 && percent(x.fraction) + ' · '}
          {x && x.allFiles > 0 && t('query.scanning', { bytes: bytes(x.bytes), files: x.files, all: x.allFiles })}
          {x && x.rows > 0 && ' · ' + tn('query.rows', x.rows)}
        </p>
      </div>
    </section>
  );
}

const stopped: Record<string, Key> = { CANCELLED: 'query.cancelled', TIMED_OUT: 'query.timedOut' };

function Problem({ run, goto }: { run: Run; goto: (at: number) => void }) {
  const f = run.error!;
  const placed = !!f.line && !f.text;
  const state = run.execution?.state;
  return (
    <section class="result">
      <div class="problem" role="alert">
        <Icon name="warn" />
        <div>
          <p class="problem-code">
            {(state && stopped[state] && t(stopped[state]!)) || f.code}
            {placed && (
              <button type="button" class="problem-place" onClick={() => goto(run.base + (f.from ?? 0))}>
                {t('query.at', { line: f.line!, column: f.column! })}
              </button>
            )}
          </p>
          <p class="problem-message">{f.message}</p>
          {f.hint && <p class="problem-hint">{f.hint}</p>}
        </div>
      </div>
    </section>
  );
}

function Table({ x }: { x: Execution }) {
  const [row, setRow] = useState<{ row: Row; at: number } | null>(null);
  const key = converts() ? x.id + zone.value : x.id;
  const load = useMemo(() => (from: number, limit: number) => api.get<Rows>(`/queries/${x.id}/rows`, { from, limit }).then((r) => shownRows(x.columns, r.rows)), [key]);
  const columns = useMemo(() => (converts() ? x.columns.map((c) => (isStamp(c.type) ? { ...c, name: `${c.name} (${zoneLabel()})` } : c)) : x.columns), [key]);
  return (
    <>
      <Grid key={key} columns={columns} total={x.rows} load={load} onOpen={(r, at) => setRow({ row: r, at })} label={t('query.result')} />
      {row && <RowDetail x={x} row={row.row} at={row.at} load={load} onMove={(r, at) => setRow({ row: r, at })} onClose={() => setRow(null)} />}
    </>
  );
}

const nested = (type: string) => /^(row|array|map|json)/.test(type);
const looksLikeJSON = (v: string) => /^\s*[{[]/.test(v);

function RowDetail({ x, row, at, load, onMove, onClose }: { x: Execution; row: Row; at: number; load: (from: number, limit: number) => Promise<Row[]>; onMove: (row: Row, at: number) => void; onClose: () => void }) {
  const move = async (to: number) => {
    const [r] = await load(to, 1);
    if (r) onMove(r, to);
  };
  return (
    <Dialog
      kind="drawer"
      wide
      title={t('query.row', { n: at + 1, of: x.rows })}
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy(JSON.stringify(Object.fromEntries(x.columns.map((c, i) => [c.name, row[i]])), null, 2), t('common.copied'))}>
            {t('common.copyJson')}
          </Button>
          <span class="grow" />
          <Button disabled={at === 0} onClick={() => void move(at - 1)}>{t('query.previous')}</Button>
          <Button disabled={at >= x.rows - 1} onClick={() => void move(at + 1)}>{t('query.next')}</Button>
        </>
      }
    >
      <dl class="row-detail">
        {x.columns.map((c, i) => {
          const v = row[i];
          return (
            <div key={i}>
              <dt>
                {c.name} <span class="dim">{c.type.length > 40 ? c.type.slice(0, 38) + '…' : c.type}</span>
              </dt>
              <dd>{v === null || v === undefined ? <span class="grid-null">NULL</span> : nested(c.type) || looksLikeJSON(v) ? <Json text={v} open={3} /> : <span class="mono">{named(v)}</span>}</dd>
            </div>
          );
        })}
      </dl>
    </Dialog>
  );
}

function Text({ x }: { x: Execution }) {
  const rows = useLoad((signal) => api.get<Rows>(`/queries/${x.id}/rows`, { limit: 10000 }, signal), [x.id]);
  if (rows.error) return <Failed error={rows.error} retry={rows.reload} />;
  if (!rows.value) return <Loading />;
  const text = rows.value.rows.map((r) => r[0] ?? '').join('\n');
  return (
    <div class="result-text">
      <Button kind="quiet" icon="copy" onClick={() => void copy(text, t('common.copied'))}>{t('common.copy')}</Button>
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}

function Done({ x }: { x: Execution }) {
  return (
    <Empty icon="check" title={t('query.done')}>
      {x.rows > 0 ? tn('query.wrote', x.rows) : undefined}
      {x.written?.length ? ' ' + tn('query.files', x.written.length) : undefined}
    </Empty>
  );
}

function Details({ x }: { x: Execution }) {
  const fact = (name: Key, value: string | undefined) =>
    value && (
      <>
        <dt>{t(name)}</dt>
        <dd>{value}</dd>
      </>
    );
  return (
    <div class="result-details">
      <dl class="facts">
        {fact('query.fact.id', x.id)}
        {fact('query.fact.state', x.state)}
        {fact('query.fact.submitted', time(x.submitted))}
        {fact('query.fact.queued', duration(x.queued))}
        {fact('query.fact.took', duration(x.took))}
        {fact('query.fact.rows', number(x.rows))}
        {fact('query.fact.bytes', bytes(x.bytes))}
        {fact('query.fact.readRows', number(x.read))}
        {fact('query.fact.files', `${number(x.files)} / ${number(x.allFiles)}`)}
        {fact('query.fact.face', x.face)}
        {fact('query.fact.parameters', x.parameters?.join(', '))}
      </dl>
      {x.columns.length > 0 && (
        <table class="list">
          <thead>
            <tr>
              <th>{t('query.column')}</th>
              <th>{t('query.type')}</th>
            </tr>
          </thead>
          <tbody>
            {x.columns.map((c, i) => (
              <tr key={i}>
                <td>{c.name}</td>
                <td class="mono dim">{c.type}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Most rows of a result that a chart is drawn of. */
const charted = 10_000;

function ResultChart({ tab, x }: { tab: Tab; x: Execution }) {
  const rows = useLoad((signal) => api.get<Rows>(`/queries/${x.id}/rows`, { limit: charted }, signal), [x.id]);
  const png = useRef<(() => string) | null>(null);
  const drawn = useMemo(() => shownRows(x.columns, (rows.value?.rows ?? []) as Row[]), [rows.value, converts(), zone.value]);
  if (rows.error) return <Failed error={rows.error as ApiError} retry={rows.reload} />;
  if (!rows.value) return <Loading />;
  const spec: ChartSpec = tab.chart && fits(tab.chart, x.columns) ? tab.chart : propose(x.columns, x.rows);
  const set = (more: Partial<ChartSpec>) => change(tab.id, { chart: { ...spec, ...more } });
  const measures = x.columns.filter((c) => isNumber(c.type));
  const names = x.columns.map((c) => c.name);
  return (
    <div class="result-chart">
      <div class="chart-tools">
        <label>
          <span>{t('chart.kind')}</span>
          <select value={spec.kind} onChange={(e) => set({ kind: e.currentTarget.value as ChartSpec['kind'] })}>
            {chartKinds.map((k) => (
              <option key={k} value={k}>{t(`chart.kind.${k}`)}</option>
            ))}
          </select>
        </label>
        {spec.kind !== 'number' && spec.kind !== 'table' && (
          <label>
            <span>{t('chart.x')}</span>
            <select value={spec.x} onChange={(e) => set({ x: e.currentTarget.value })}>
              {names.map((n) => <option key={n}>{n}</option>)}
            </select>
          </label>
        )}
        {spec.kind !== 'table' && (
          <label>
            <span>{t('chart.y')}</span>
            <select value={spec.y?.[0]} onChange={(e) => set({ y: [e.currentTarget.value] })}>
              {measures.map((c) => <option key={c.name}>{c.name}</option>)}
            </select>
          </label>
        )}
        {spec.kind !== 'number' && spec.kind !== 'table' && spec.kind !== 'pie' && (
          <label>
            <span>{t('chart.colour')}</span>
            <select value={spec.colour ?? ''} onChange={(e) => set({ colour: e.currentTarget.value || undefined, ...(e.currentTarget.value ? { y: spec.y?.slice(0, 1) } : {}) })}>
              <option value="">{t('chart.none')}</option>
              {names.map((n) => <option key={n}>{n}</option>)}
            </select>
          </label>
        )}
        <span class="grow" />
        {x.rows > charted && <span class="dim">{t('chart.first', { n: charted })}</span>}
        {spec.kind !== 'number' && spec.kind !== 'table' && (
          <Button kind="quiet" icon="download" onClick={() => {
            const a = document.createElement('a');
            a.href = png.current?.() ?? '';
            a.download = 'tarn-chart.png';
            a.click();
          }}>
            PNG
          </Button>
        )}
      </div>
      <div class="chart-box">
        <Chart spec={spec} columns={x.columns} rows={drawn} label={t('query.view.chart')} onReady={(f) => (png.current = f)} />
      </div>
    </div>
  );
}

export { final };
