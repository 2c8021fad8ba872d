import { useEffect, useRef, useState } from 'preact/hooks';
import { accounts, named } from '../accounts';
import type { Column } from '../api/types';
import { number, short, t } from '../i18n';
import { language } from '../i18n';
import { dark } from '../theme';
import { Empty } from '../ui/state';
import type { ChartSpec, Row } from './spec';
import { exact } from './unit';
import './chart.css';

interface Props {
  spec: ChartSpec;
  columns: Column[];
  rows: Row[];
  /** Of a number: the rows of the time before. */
  before?: Row[];
  label: string;
  /** A mark was chosen: the values of the dimension and of the series. */
  onSelect?: (x: string | null, series: string | null) => void;
  /** Hands the function out that makes a PNG of the chart. */
  onReady?: (png: () => string) => void;
}

/** A result as a chart. ECharts is loaded with the first one. */
export function Chart({ spec, columns, rows, before, label, onSelect, onReady }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  const plain = spec.kind === 'number' || spec.kind === 'table';
  const mode = dark.value;
  const lang = language.value;
  const select = useRef(onSelect);
  select.current = onSelect;
  useEffect(() => {
    if (plain || !root.current) return;
    let drawn: { dispose: () => void; resize: () => void } | undefined;
    let gone = false;
    const watch = new ResizeObserver(() => drawn?.resize());
    const world = spec.kind === 'map' ? import('./world') : null;
    void Promise.all([import('./draw'), world]).then(
      ([{ draw }, w]) => {
        w?.registerWorld();
        if (gone || !root.current) return;
        const d = draw(root.current, spec, columns, rows, (x, s) => select.current?.(x, s));
        drawn = d;
        onReady?.(d.png);
        watch.observe(root.current);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      watch.disconnect();
      drawn?.dispose();
    };
  }, [JSON.stringify(spec), columns, rows, mode, lang, plain, accounts.value]);
  if (failed) return <Empty icon="warn" title={t('error.page')} />;
  if (spec.kind === 'number') return <Figure spec={spec} columns={columns} rows={rows} before={before} />;
  if (spec.kind === 'table') return <Plain columns={columns} rows={rows} label={label} />;
  return <div class="chart" ref={root} role="img" aria-label={label} data-select={onSelect ? '' : undefined} />;
}

/** A number, and how it changed where there are two. */
function Figure({ spec, columns, rows, before }: { spec: ChartSpec; columns: Column[]; rows: Row[]; before: Row[] | undefined }) {
  const at = (name?: string) => columns.findIndex((c) => c.name === name);
  const i = Math.max(0, at(spec.y?.[0]));
  const now = Number(rows.at(-1)?.[i] ?? rows[0]?.[i]);
  const cell = before?.[0]?.[i];
  const second = before ? (cell == null ? NaN : Number(cell)) : spec.y?.[1] ? Number(rows[0]?.[at(spec.y[1])]) : rows.length > 1 ? Number(rows.at(-2)?.[i]) : NaN;
  const change = second ? (now - second) / Math.abs(second) : NaN;
  return (
    <div class="chart-number">
      <b title={Number.isNaN(now) ? undefined : number(now)}>{rows.length === 0 || rows[0]![i] === null || Number.isNaN(now) ? '–' : spec.unit ? exact(now, spec.unit) : Math.abs(now) >= 1e6 ? short(now) : number(now)}</b>
      {!Number.isNaN(change) && (
        <span class={change === 0 || !spec.better ? '' : change > 0 === (spec.better === 'up') ? 'good' : 'bad'} title={before ? t('chart.before', { n: exact(second, spec.unit) }) : undefined}>
          {change > 0 ? '▲' : change < 0 ? '▼' : '='} {number(Math.round(Math.abs(change) * 1000) / 10)}%
        </span>
      )}
    </div>
  );
}

function Plain({ columns, rows, label }: { columns: Column[]; rows: Row[]; label: string }) {
  return (
    <div class="table-wrap chart-table" tabIndex={0} role="region" aria-label={label}>
      <table class="list">
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.name} class={/^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(c.type) ? 'num' : ''}>
                {c.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 500).map((r, i) => (
            <tr key={i}>
              {columns.map((c, n) => (
                <td key={n} title={r[n] ?? undefined} class={/^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(c.type) ? 'num' : ''}>
                  {shown(r[n], c.type)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const shown = (v: string | null | undefined, type: string) => (v === null || v === undefined ? <span class="dim">–</span> : type.startsWith('timestamp') ? v.replace(/\.000$/, '') : named(v));
