import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { named } from '../accounts';
import type { Column } from '../api/types';
import { number, t } from '../i18n';
import './grid.css';

type Row = (string | null)[];

interface Props {
  columns: Column[];
  total: number;
  /** Gives some rows, the first being number from. */
  load: (from: number, limit: number) => Promise<Row[]>;
  onOpen?: (row: Row, at: number) => void;
  label: string;
}

const rowHeight = 27;
const block = 500;
const kept = 60;
/** Browsers bound the height of an element: beyond this, places are scaled. */
const tallest = 8_000_000;

const numeric = (type: string) => /^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(type);
const nested = (type: string) => /^(row|array|map|json)/.test(type);

/** A table of any length: what is in view is loaded and drawn, and no more. Arrow keys move, Enter opens a row. */
export function Grid({ columns, total, load, onOpen, label }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const blocks = useRef(new Map<number, Row[] | 'loading'>());
  const [, redraw] = useState(0);
  const [view, setView] = useState({ top: 0, height: 400 });
  const [widths, setWidths] = useState<number[] | null>(null);
  const [cursor, setCursor] = useState<[number, number] | null>(null);
  const real = total * rowHeight;
  const height = Math.min(real, tallest);
  const scale = height > view.height ? (real - view.height) / (height - view.height) : 1;

  useEffect(() => {
    const e = root.current!;
    const measure = () => setView({ top: e.scrollTop, height: e.clientHeight - rowHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(e);
    e.addEventListener('scroll', measure, { passive: true });
    return () => {
      watch.disconnect();
      e.removeEventListener('scroll', measure);
    };
  }, []);

  const offset = view.top * scale;
  const first = Math.max(0, Math.floor(offset / rowHeight) - 6);
  const last = Math.min(total, Math.ceil((offset + view.height) / rowHeight) + 6);

  const live = useRef(true);
  useEffect(() => () => void (live.current = false), []);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        for (let b = Math.floor(first / block); b <= Math.floor(Math.max(first, last - 1) / block); b++) {
          if (b * block >= total || blocks.current.has(b)) continue;
          blocks.current.set(b, 'loading');
          load(b * block, block).then(
            (rows) => {
              blocks.current.set(b, rows);
              for (const old of blocks.current.keys()) {
                if (blocks.current.size <= kept) break;
                if (Math.abs(old - b) > 3) blocks.current.delete(old);
              }
              if (live.current) redraw((n) => n + 1);
            },
            () => blocks.current.delete(b),
          );
        }
      },
      blocks.current.size ? 60 : 0,
    );
    return () => clearTimeout(timer);
  });

  const row = (i: number): Row | undefined => {
    const b = blocks.current.get(Math.floor(i / block));
    return b && b !== 'loading' ? b[i % block] : undefined;
  };

  // Columns are as wide as what the first rows have in them, within bounds.
  const sample = blocks.current.get(0);
  useLayoutEffect(() => {
    if (widths || (total > 0 && (!sample || sample === 'loading'))) return;
    const rows = sample && sample !== 'loading' ? sample.slice(0, 100) : [];
    const length = (s: string) => [...s.slice(0, 80)].reduce((n, c) => n + (c > '\u2e7f' ? 1.8 : 1), 0);
    let w = columns.map((c, i) => Math.min(420, Math.max(64, 26 + 7.7 * Math.max(length(c.name) + 1, ...rows.map((r) => length(named(r[i] ?? 'NULL')))))));
    const space = (root.current?.clientWidth ?? 0) - 64;
    const sum = w.reduce((a, b) => a + b, 0);
    if (columns.length > 0 && columns.length <= 4 && sum < space) w = w.map((x) => x * Math.min(1.6, space / sum));
    setWidths(w);
  }, [sample, widths, columns]);

  const index = Math.max(44, 20 + 8 * number(total).length);
  const template = `${index}px ${(widths ?? columns.map(() => 120)).map((w) => `${w}px`).join(' ')} minmax(0, 1fr)`;
  const width = index + (widths ?? []).reduce((a, b) => a + b, 0);

  const show = (r: number, c: number) => {
    const e = root.current!;
    const at = r * rowHeight;
    if (at < offset) e.scrollTop = at / scale;
    else if (at + rowHeight > offset + view.height) e.scrollTop = (at + rowHeight - view.height) / scale;
    const left = index + (widths ?? []).slice(0, c).reduce((a, b) => a + b, 0);
    const w = widths?.[c] ?? 120;
    if (left - index < e.scrollLeft) e.scrollLeft = left - index;
    else if (left + w > e.scrollLeft + e.clientWidth) e.scrollLeft = left + w - e.clientWidth;
    setCursor([r, c]);
  };

  const keys = (e: KeyboardEvent) => {
    if (!total) return;
    const [r, c] = cursor ?? [0, 0];
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const to: Record<string, [number, number]> = {
      ArrowDown: [r + 1, c], ArrowUp: [r - 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], PageDown: [r + page, c], PageUp: [r - page, c],
      Home: [e.ctrlKey || e.metaKey ? 0 : r, 0], End: [e.ctrlKey || e.metaKey ? total - 1 : r, columns.length - 1],
    };
    const target = to[e.key];
    if (target) {
      e.preventDefault();
      show(Math.min(total - 1, Math.max(0, target[0])), Math.min(columns.length - 1, Math.max(0, target[1])));
    } else if (e.key === 'Enter') {
      const x = row(r);
      if (x) onOpen?.(x, r);
    } else if (e.key === 'c' && (e.ctrlKey || e.metaKey) && !getSelection()?.toString()) {
      void navigator.clipboard?.writeText(row(r)?.[c] ?? '');
    }
  };

  const resize = (i: number) => (e: PointerEvent) => {
    e.preventDefault();
    e.stopPropagation();
    const begin = e.clientX;
    const old = widths?.[i] ?? 120;
    const move = (m: PointerEvent) => setWidths((w) => w && w.map((x, n) => (n === i ? Math.max(40, old + m.clientX - begin) : x)));
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
  };

  const lines = [];
  for (let i = first; i < last; i++) {
    const r = row(i);
    lines.push(
      <div key={i} role="row" aria-rowindex={i + 2} class={cursor?.[0] === i ? 'grid-row current' : 'grid-row'} style={{ gridTemplateColumns: template, transform: `translateY(${i * rowHeight - offset + view.top}px)` }} onDblClick={() => r && onOpen?.(r, i)}>
        <span class="grid-index" role="rowheader">
          {onOpen && r ? (
            <button type="button" tabIndex={-1} onClick={() => onOpen(r, i)} title={t('grid.open', { n: i + 1 })}>
              {number(i + 1)}
            </button>
          ) : (
            number(i + 1)
          )}
        </span>
        {columns.map((c, n) => {
          const v = r?.[n];
          return (
            <span key={n} role="gridcell" id={cursor?.[0] === i && cursor[1] === n ? 'grid-cursor' : undefined} class={`grid-cell${numeric(c.type) ? ' num' : ''}${nested(c.type) ? ' nested' : ''}${cursor?.[0] === i && cursor[1] === n ? ' cursor' : ''}`} onPointerDown={() => setCursor([i, n])}>
              {r === undefined ? <i class="grid-wait" /> : v === null || v === undefined ? <i class="grid-null">NULL</i> : v.length > 400 ? v.slice(0, 400) + '…' : named(v)}
            </span>
          );
        })}
        <span />
      </div>,
    );
  }
  return (
    <div class="grid" role="grid" aria-label={label} aria-rowcount={total + 1} aria-colcount={columns.length} aria-activedescendant={cursor ? 'grid-cursor' : undefined} tabIndex={0} ref={root} onKeyDown={keys}>
      <div class="grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template, minWidth: `${width}px` }}>
        <span class="grid-index" role="columnheader">
          <span class="visually-hidden">{t('grid.row')}</span>
        </span>
        {columns.map((c, i) => (
          <span key={i} role="columnheader" class={numeric(c.type) ? 'num' : ''} title={`${c.name}  ${c.type}`}>
            <span class="cut">{c.name}</span>
            <i class="grid-resize" onPointerDown={resize(i)} />
          </span>
        ))}
        <span />
      </div>
      <div class="grid-body" style={{ height: `${height}px`, minWidth: `${width}px` }}>
        {lines}
      </div>
    </div>
  );
}
