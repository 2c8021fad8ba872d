import { api } from '../../api/client';
import { useLoad, type Loading } from '../../api/load';
import type { Execution, JobRun, JobRuns } from '../../api/types';
import { bytes, duration, number, t, tn, type Key } from '../../i18n';
import { time, zoneLabel } from '../../i18n/time';
import { place, setParams } from '../../router';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { Sql } from '../../ui/sql';
import { State } from './state';

const by = (text: string) => (['schedule', 'manual', 'backfill'].includes(text) ? t(`jobs.by.${text}` as Key) : text);

/** The runs of a job, or of the day that is chosen. */
export function Runs({ runs, name, turn, onOpen }: { runs: Loading<JobRuns>; name: string; turn: number; onOpen: (id: string) => void }) {
  const day = place.value.params.get('day');
  const ofDay = useLoad(async (signal) => (day ? api.get<JobRuns>(`/jobs/${name}/runs`, { day }, signal) : null), [name, day, turn]);
  const list = (day ? ofDay.value : runs.value)?.runs;
  const error = day ? ofDay.error : runs.error;
  return (
    <Panel
      title={day ? t('jobs.runsOf', { day }) : t('jobs.runs')}
      actions={
        day && (
          <Button kind="quiet" icon="close" onClick={() => setParams({ day: undefined })}>
            {t('jobs.allDays')}
          </Button>
        )
      }
    >
      {error && (
        <div class="inset">
          <Failed error={error} retry={runs.reload} />
        </div>
      )}
      {!list ? (
        !error && <Skeleton lines={5} />
      ) : !list.length ? (
        <Empty icon="job" title={day ? t('jobs.noRunsOf', { day }) : t('jobs.noRuns')}>
          {day ? undefined : t('jobs.noRunsText')}
        </Empty>
      ) : (
        <div class="table-wrap jobs-runs">
          <table class="list">
            <thead>
              <tr>
                <th>{t('jobs.day')}</th>
                <th>{t('jobs.stateColumn')}</th>
                <th>{t('jobs.startedBy')}</th>
                <th>{t('jobs.begunAt', { zone: zoneLabel() })}</th>
                <th class="num">{t('jobs.took')}</th>
                <th class="num">{t('jobs.rowsColumn')}</th>
                <th class="num">{t('jobs.read')}</th>
                <th>{t('jobs.error')}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((r) => (
                <tr key={r.id} class="link" onClick={(e) => !(e.target as Element).closest('a, button') && onOpen(r.id)}>
                  <td class="nowrap">
                    <button type="button" class="linklike num" onClick={() => onOpen(r.id)} aria-label={t('jobs.openRun', { day: r.day })}>
                      {r.day}
                    </button>
                  </td>
                  <td class="nowrap">
                    <State state={r.state} />
                    {r.attempt > 1 && <small class="dim"> {t('jobs.attempt', { n: r.attempt })}</small>}
                  </td>
                  <td class="nowrap">{by(r.by)}</td>
                  <td class="nowrap tnum">{time(r.begun)}</td>
                  <td class="num nowrap">{r.state === 'running' ? '' : duration(r.took)}</td>
                  <td class="num">{number(r.rows)}</td>
                  <td class="num nowrap">{bytes(r.bytes)}</td>
                  <td class="jobs-error">{r.error && <span class="cut" title={r.error}>{r.error}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** One run: what it was about, and each statement that it ran. */
export function RunDrawer({ name, id, runs, onClose }: { name: string; id: string; runs: JobRun[] | undefined; onClose: () => void }) {
  const all = useLoad((signal) => api.get<JobRuns>(`/jobs/${name}/runs`, { limit: 1000 }, signal), [name, id]);
  const r = (runs ?? []).find((x) => x.id === id) ?? all.value?.runs.find((x) => x.id === id);
  return (
    <Dialog kind="drawer" wide title={r ? t('jobs.runOf', { day: r.day }) : t('jobs.run')} onClose={onClose}>
      {!r ? (
        all.error ? <Failed error={all.error} retry={all.reload} /> : all.value ? <Empty icon="job" title={t('jobs.noSuchRun')} /> : <Skeleton lines={6} />
      ) : (
        <>
          {r.error && (
            <div class="failed" role="alert">
              <p class="prewrap">{r.error}</p>
            </div>
          )}
          <dl class="facts">
            <dt>{t('jobs.stateColumn')}</dt>
            <dd>
              <State state={r.state} />
            </dd>
            <dt>{t('jobs.interval')}</dt>
            <dd class="tnum">
              {time(r.start)} – {time(r.end)} {zoneLabel()}
            </dd>
            <dt>{t('jobs.startedBy')}</dt>
            <dd>{by(r.by)}</dd>
            <dt>{t('jobs.begunAt', { zone: zoneLabel() })}</dt>
            <dd class="tnum">{time(r.begun)}</dd>
            <dt>{t('jobs.took')}</dt>
            <dd>{r.state === 'running' ? '–' : duration(r.took)}</dd>
            <dt>{t('jobs.rowsColumn')}</dt>
            <dd>{number(r.rows)}</dd>
            <dt>{t('jobs.read')}</dt>
            <dd>{bytes(r.bytes)}</dd>
            {r.attempt > 1 && (
              <>
                <dt>{t('jobs.attempts')}</dt>
                <dd>{number(r.attempt)}</dd>
              </>
            )}
            {!!r.partitions?.length && (
              <>
                <dt>{t('jobs.partitions')}</dt>
                <dd class="mono jobs-partitions">{r.partitions.slice(0, 40).join('\n') + (r.partitions.length > 40 ? '\n…' : '')}</dd>
              </>
            )}
            <dt>ID</dt>
            <dd class="mono">{r.id}</dd>
          </dl>
          <h3>{t('jobs.log')}</h3>
          {r.queries?.length ? r.queries.map((q, i) => <Statement key={q} id={q} n={i + 1} running={r.state === 'running'} />) : <p class="dim">{t('jobs.noLog')}</p>}
        </>
      )}
    </Dialog>
  );
}

const kinds: Record<string, string> = { FINISHED: 'ok', FAILED: 'bad', TIMED_OUT: 'bad', RUNNING: 'info', QUEUED: 'info' };
const states: Record<string, Key> = { FINISHED: 'state.finished', FAILED: 'state.failed', TIMED_OUT: 'state.timedOut', RUNNING: 'state.running', QUEUED: 'state.queued', CANCELLED: 'state.cancelled' };

function Statement({ id, n, running }: { id: string; n: number; running: boolean }) {
  const x = useLoad((signal) => api.get<Execution>(`/queries/${id}`, {}, signal), [id, running]);
  const e = x.value;
  if (x.error) return x.error.status === 404 ? <p class="dim">{t('jobs.statementGone', { id })}</p> : <Failed error={x.error} retry={x.reload} />;
  if (!e) return <Skeleton lines={3} />;
  return (
    <div class="jobs-statement">
      <div class="row">
        <b>{t('jobs.statementN', { n })}</b>
        <span class={'tag ' + (kinds[e.state] ?? '')}>{states[e.state] ? t(states[e.state]!) : e.state}</span>
        <span class="dim">
          {[time(e.submitted), duration(e.took), tn('jobs.rows', e.rows), t('jobs.readBytes', { bytes: bytes(e.bytes) })].join(' · ')}
        </span>
        <span class="grow" />
        <a href={'/query?id=' + id}>{t('common.openQuery')}</a>
      </div>
      {e.error && (
        <div class="failed">
          <p class="prewrap">
            {e.error.code}: {e.error.message}
          </p>
        </div>
      )}
      <Sql text={e.sql} />
    </div>
  );
}
