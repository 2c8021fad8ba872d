import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { Job, JobRuns } from '../../api/types';
import { inLanguage, t } from '../../i18n';
import { place, setParams } from '../../router';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Sql } from '../../ui/sql';
import { Page, Panel } from '../../ui/page';
import { Failed, Skeleton } from '../../ui/state';
import { sayError } from '../../ui/toast';
import { Calendar } from './calendar';
import { Facts } from './facts';
import { Enabled } from './list';
import { Backfill, RunNow } from './run';
import { Runs, RunDrawer } from './runs';
import { Progress } from './state';

/** A job: what it is, its calendar, its runs. */
export function OneJob({ name }: { name: string }) {
  const job = useLoad((signal) => api.get<Job>(`/jobs/${name}`, {}, signal), [name]);
  const runs = useLoad((signal) => api.get<JobRuns>(`/jobs/${name}/runs`, { limit: 200 }, signal), [name]);
  const j = job.value;
  const busy = !!j?.backfilling || runs.value?.runs[0]?.state === 'running';
  const [turn, setTurn] = useState(0);
  const reload = () => {
    job.reload();
    runs.reload();
    setTurn((n) => n + 1);
  };
  useEvery(busy ? 1500 : 15_000, reload, [busy]);
  const [asked, setAsked] = useState<'run' | null>(null);
  const [range, setRange] = useState<[string, string] | null>(null);
  const shown = place.value.params.get('run');
  return (
    <Page
      title={name}
      sub={
        <>
          <a href="/jobs">{t('jobs.title')}</a>
          {j?.description && <> · {inLanguage(j.description)}</>}
        </>
      }
      actions={
        j && (
          <>
            {j.schedule && (
              <span class="row jobs-follow">
                <Enabled job={j} reload={reload} />
                <span class="dim">{t(j.enabled ? 'jobs.followed' : 'jobs.notFollowed')}</span>
              </span>
            )}
            {may('manage') && (
              <Button kind="primary" icon="play" disabled={!!j.backfilling} onClick={() => setAsked('run')}>
                {t('jobs.runNow')}
              </Button>
            )}
          </>
        )
      }
    >
      {job.error && <Failed error={job.error} retry={reload} />}
      {!j ? (
        !job.error && (
          <Panel>
            <Skeleton lines={8} />
          </Panel>
        )
      ) : (
        <>
          {j.backfilling && (
            <div class="panel jobs-going" role="status">
              <Progress of={j.backfilling} />
              <span class="dim grow">{t('jobs.goesOn')}</span>
              {may('manage') && (
                <Button icon="stop" onClick={() => void api.delete(`/jobs/${name}/backfill`).then(reload, sayError)}>
                  {t('jobs.end')}
                </Button>
              )}
            </div>
          )}
          <div class="jobs-columns">
            <Panel title={t('jobs.calendar')} actions={<span class="dim">{j.timeZone}</span>}>
              <Calendar job={j} turn={turn} onBackfill={(from, to) => setRange([from, to])} />
            </Panel>
            <Panel title={t('jobs.definition')}>
              <Facts job={j} reload={reload} />
            </Panel>
          </div>
          <Runs runs={runs} name={name} turn={turn} onOpen={(id) => setParams({ run: id })} />
          <Panel title={t('jobs.statement')}>
            <div class="inset jobs-sql">
              {j.before?.map((sql) => <Sql key={sql} text={sql} />)}
              <Sql text={j.sql ?? ''} />
            </div>
          </Panel>
        </>
      )}
      {j && asked === 'run' && <RunNow job={j} onClose={() => setAsked(null)} onDone={reload} />}
      {j && range && <Backfill job={j} range={range} onClose={() => setRange(null)} onDone={reload} />}
      {shown && <RunDrawer name={name} id={shown} runs={runs.value?.runs} onClose={() => setParams({ run: undefined })} />}
    </Page>
  );
}
