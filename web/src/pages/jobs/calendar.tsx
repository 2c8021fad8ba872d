import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { Arrivals, Job, JobDay, JobDays } from '../../api/types';
import { language, number, t, tn, type Key } from '../../i18n';
import { place, setParams } from '../../router';
import { may, session } from '../../session';
import { Button } from '../../ui/button';
import { Failed } from '../../ui/state';

/** A day as 2026-05-07, and a month as 2026-05: arithmetic is in UTC, where all days are of one length. */
const plus = (day: string, n: number) => new Date(Date.parse(day + 'T00:00:00Z') + n * 86400e3).toISOString().slice(0, 10);
const plusMonths = (month: string, n: number) => {
  const [y, m] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(y, m - 1 + n, 1)).toISOString().slice(0, 7);
};
const first = () => (language.value === 'en' ? 1 : 0);
const format = (options: Intl.DateTimeFormatOptions, day: string) => new Intl.DateTimeFormat(language.value, { ...options, timeZone: 'UTC' }).format(new Date(day + 'T00:00:00Z'));

const months = 3;

/** What became of each day, and the choice of those to run. */
export function Calendar({ job, turn, onBackfill }: { job: Job; turn: number; onBackfill: (from: string, to: string) => void }) {
  const chosen = place.value.params.get('day') ?? '';
  const [last, setLast] = useState((chosen || job.last?.day || new Date().toISOString()).slice(0, 7));
  const [range, setRange] = useState<[string, string] | null>(chosen ? [chosen, chosen] : null);
  const drag = useRef('');
  const moved = useRef(false);
  const root = useRef<HTMLDivElement>(null);
  const from = plusMonths(last, 1 - months) + '-01';
  const to = plus(plusMonths(last, 1) + '-01', -1);
  const days = useLoad((signal) => api.get<JobDays>(`/jobs/${job.name}/days`, { from, to }, signal), [job.name, from, turn]);
  const of = new Map((days.value?.days ?? []).map((d) => [d.day, d]));

  // The demonstration's days are those of its logs.
  useEffect(() => {
    if (!session.value?.demo || job.last || chosen || !may('query')) return;
    api.get<Arrivals>('/overview/arrivals').then((a) => a.newest && setLast(a.newest.slice(0, 7)), () => undefined);
  }, []);

  useEffect(() => {
    const end = () => {
      drag.current = '';
      setTimeout(() => (moved.current = false));
    };
    addEventListener('pointerup', end);
    return () => removeEventListener('pointerup', end);
  }, []);

  const choose = (a: string, b: string) => {
    setRange([a, b]);
    setParams({ day: a === b ? a : undefined });
  };
  const [a, b] = range ? (range[0] <= range[1] ? range : [range[1], range[0]]) : ['', ''];
  const picked = [...of.values()].filter((d) => d.day >= a && d.day <= b && d.of > 0);
  const undone = picked.filter((d) => d.done < d.of).length;

  const keys = (e: KeyboardEvent) => {
    const day = (e.target as HTMLElement).dataset.day;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[e.key];
    if (e.key === 'Escape') {
      setRange(null);
      setParams({ day: undefined });
    }
    if (!day || !step) return;
    e.preventDefault();
    const next = plus(day, step);
    if (e.shiftKey) choose(range?.[0] ?? day, next);
    if (next < from) setLast(plusMonths(last, -1));
    if (next > to) setLast(plusMonths(last, 1));
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus());
  };
  const focusable = b && b >= from && b <= to ? b : (days.value?.days.findLast((d) => d.state !== 'future')?.day ?? from);
  const weekdays = Array.from({ length: 7 }, (_, i) => format({ weekday: 'narrow' }, `2023-01-0${1 + ((i + first()) % 7)}`));

  return (
    <div class="calendar" ref={root} onKeyDown={keys}>
      <div class="calendar-head">
        <Button kind="quiet" icon="chevron" class="back" label={t('jobs.earlier')} onClick={() => setLast(plusMonths(last, -1))} />
        <div class="calendar-months">
          {Array.from({ length: months }, (_, i) => plusMonths(last, i + 1 - months)).map((month) => (
            <section key={month} class="month" aria-label={format({ year: 'numeric', month: 'long' }, month + '-01')}>
              <h3>{format({ year: 'numeric', month: 'long' }, month + '-01')}</h3>
              <div class="weekdays" aria-hidden="true">
                {weekdays.map((w, i) => (
                  <span key={i}>{w}</span>
                ))}
              </div>
              <div class="days">
                {Array.from({ length: (new Date(month + '-01T00:00:00Z').getUTCDay() - first() + 7) % 7 }, (_, i) => (
                  <span key={i} />
                ))}
                {Array.from({ length: +plus(plusMonths(month, 1) + '-01', -1).slice(8) }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`).map((day) => {
                  const d = of.get(day);
                  const inside = !!a && day >= a && day <= b;
                  return (
                    <button
                      key={day}
                      type="button"
                      data-day={day}
                      class={`day ${d?.state ?? 'future'}${inside ? ' chosen' : ''}`}
                      tabIndex={day === focusable ? 0 : -1}
                      aria-pressed={inside}
                      aria-label={label(day, d)}
                      title={label(day, d)}
                      onPointerDown={(e) => {
                        if (e.button === 0 && !e.shiftKey && e.pointerType === 'mouse') drag.current = day;
                      }}
                      onPointerEnter={() => {
                        if (drag.current && drag.current !== day) moved.current = true;
                        if (drag.current && moved.current) setRange([drag.current, day]);
                      }}
                      onClick={(e) => {
                        if (moved.current) return;
                        if (e.shiftKey && range) choose(range[0], day);
                        else if (a === day && b === day) {
                          setRange(null);
                          setParams({ day: undefined });
                        } else choose(day, day);
                      }}
                    >
                      {number(+day.slice(8))}
                    </button>
                  );
                })}
              </div>
            </section>
          ))}
        </div>
        <Button kind="quiet" icon="chevron" label={t('jobs.later')} onClick={() => setLast(plusMonths(last, 1))} />
      </div>
      {days.error && <Failed error={days.error} retry={days.reload} />}
      <div class="calendar-foot">
        <ul class="calendar-legend">
          {(['done', 'failed', 'missing', 'open', 'running'] as const).map((s) => (
            <li key={s}>
              <i class={'day ' + s} aria-hidden="true" />
              {t(`jobs.day.${s}`)}
            </li>
          ))}
        </ul>
        <div class="calendar-choice" role="status">
          {range ? (
            <>
              <b class="num">{a === b ? a : `${a} – ${b}`}</b>
              <span class="dim">{picked.length ? tn('jobs.undone', undone) : t('jobs.noIntervals')}</span>
              {may('manage') && picked.length > 0 && (
                <Button icon="play" disabled={!!job.backfilling} onClick={() => onBackfill(a, b)}>
                  {t('jobs.backfillThese')}
                </Button>
              )}
            </>
          ) : (
            <span class="dim">{t('jobs.calendarHelp')}</span>
          )}
        </div>
      </div>
    </div>
  );
}

function label(day: string, d: JobDay | undefined): string {
  if (!d) return day;
  const state = t(`jobs.day.${d.state}` as Key);
  const parts = [`${day}: ${state}`];
  if (d.of > 1) parts.push(t('jobs.dayOf', { done: d.done, of: d.of }));
  if (d.done > 0) parts.push(tn('jobs.rows', d.rows));
  return parts.join(', ');
}
