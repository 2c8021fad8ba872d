import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { Job, JobList as List } from '../../api/types';
import { inLanguage, t } from '../../i18n';
import { scheduleText } from '../../i18n/schedule';
import { ago, time } from '../../i18n/time';
import { go } from '../../router';
import { may } from '../../session';
import { Page, Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { Progress, State } from './state';
import { Switch } from '../../ui/switch';

/** All jobs, and how each stands. */
export function JobList() {
  const jobs = useLoad((signal) => api.get<List>('/jobs', {}, signal), []);
  const list = jobs.value?.jobs ?? [];
  const busy = list.some((j) => j.backfilling || j.last?.state === 'running');
  useEvery(busy ? 2000 : 15_000, jobs.reload, [busy]);
  const own = list.filter((j) => !j.builtIn);
  const builtIn = list.filter((j) => j.builtIn);
  return (
    <Page title={t('jobs.title')} sub={t('jobs.sub')}>
      {jobs.error && <Failed error={jobs.error} retry={jobs.reload} />}
      {jobs.value?.faults.map((fault) => (
        <div class="failed" role="alert" key={fault}>
          <p class="mono">{fault}</p>
        </div>
      ))}
      {!jobs.value ? (
        !jobs.error && (
          <Panel>
            <Skeleton lines={8} />
          </Panel>
        )
      ) : (
        <>
          <Panel title={t('jobs.own')}>
            {own.length ? (
              <Table jobs={own} reload={jobs.reload} />
            ) : (
              <Empty icon="job" title={t('jobs.noOwn')}>
                {t('jobs.noOwnText')}
              </Empty>
            )}
          </Panel>
          {builtIn.length > 0 && (
            <Panel title={t('jobs.builtIn')}>
              <Table jobs={builtIn} reload={jobs.reload} />
            </Panel>
          )}
        </>
      )}
    </Page>
  );
}

function Table({ jobs, reload }: { jobs: Job[]; reload: () => void }) {
  return (
    <div class="table-wrap">
      <table class="list jobs-list">
        <thead>
          <tr>
            <th>{t('jobs.name')}</th>
            <th>{t('jobs.schedule')}</th>
            <th>{t('jobs.target')}</th>
            <th>{t('jobs.last')}</th>
            <th>{t('jobs.next')}</th>
            <th>{t('jobs.on')}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((j) => (
            <tr key={j.name} class="link" onClick={(e) => !(e.target as Element).closest('a, button, label') && go('/jobs/' + j.name)}>
              <td class="jobs-name">
                <a href={'/jobs/' + j.name} class="mono">
                  {j.name}
                </a>
                {j.description && <small class="dim">{inLanguage(j.description)}</small>}
              </td>
              <td>
                <Schedule job={j} />
              </td>
              <td class="mono">{j.target ?? <span class="dim">–</span>}</td>
              <td class="nowrap">
                {j.backfilling ? (
                  <Progress of={j.backfilling} />
                ) : j.last ? (
                  <>
                    <State state={j.last.state} /> <span class="dim" title={time(j.last.begun)}>{ago(j.last.begun)}</span>
                  </>
                ) : (
                  <span class="dim">{t('jobs.never')}</span>
                )}
              </td>
              <td class="nowrap">{j.enabled && j.next ? <span title={ago(j.next)}>{time(j.next, false)}</span> : <span class="dim">–</span>}</td>
              <td>{j.schedule ? <Enabled job={j} reload={reload} /> : <span class="dim">{t('jobs.onDemandShort')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Schedule({ job }: { job: Job }) {
  if (!job.schedule) return <span class="dim">{t('jobs.onDemand')}</span>;
  return (
    <span title={job.schedule}>
      {scheduleText(job.schedule)}
      {job.schedule.startsWith('cron') && <small class="dim jobs-zone">{job.timeZone}</small>}
    </span>
  );
}

/** Whether the schedule is followed, and the way to change that. */
export function Enabled({ job, reload }: { job: Job; reload: () => void }) {
  const [busy, setBusy] = useState(false);
  const change = async (enabled: boolean) => {
    setBusy(true);
    try {
      await api.put(`/jobs/${job.name}/enabled`, { enabled });
      say(t(enabled ? 'jobs.enabled' : 'jobs.disabled', { name: job.name }));
      reload();
    } catch (e) {
      sayError(e);
    }
    setBusy(false);
  };
  if (!may('manage')) return <span class={job.enabled ? 'tag ok' : 'tag'}>{t(job.enabled ? 'jobs.isOn' : 'jobs.isOff')}</span>;
  return <Switch on={job.enabled} disabled={busy} label={t('jobs.follow', { name: job.name })} onChange={(on) => void change(on)} />;
}
