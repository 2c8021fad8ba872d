import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Job } from '../../api/types';
import { duration, number, t } from '../../i18n';
import { ago, time, zoneLabel } from '../../i18n/time';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { say, sayError } from '../../ui/toast';
import { Schedule } from './list';

/** What a job's file says, and how far its schedule has come. */
export function Facts({ job: j, reload }: { job: Job; reload: () => void }) {
  const [resetting, setResetting] = useState(false);
  const parameters = Object.entries(j.parameters ?? {});
  const pause = async () => {
    try {
      await api.put(`/jobs/${j.name}/bookmark/paused`, { paused: !j.paused });
      reload();
    } catch (e) {
      sayError(e);
    }
  };
  return (
    <div class="inset">
      <dl class="facts">
        <dt>{t('jobs.schedule')}</dt>
        <dd>
          <Schedule job={j} />
          {!!j.delay && <div class="dim">{t('jobs.delay', { time: duration(j.delay) })}</div>}
          {j.catchUp && <div class="dim">{t('jobs.catchUp')}</div>}
        </dd>
        {j.enabled && j.next && (
          <>
            <dt>{t('jobs.next')}</dt>
            <dd>
              {time(j.next, false)} {zoneLabel()} <span class="dim">{ago(j.next)}</span>
            </dd>
          </>
        )}
        {j.startDate && (
          <>
            <dt>{t('jobs.startDate')}</dt>
            <dd class="tnum">{j.startDate}</dd>
          </>
        )}
        <dt>{t('jobs.target')}</dt>
        <dd>
          {j.target ? (
            <>
              <a class="mono" href={'/query?sql=' + encodeURIComponent(`SELECT * FROM ${j.target} LIMIT 100`)}>
                {j.target}
              </a>
              <div class="dim">
                {t(j.mode === 'append' ? 'jobs.append' : 'jobs.overwrite')}
                {!!j.partitionBy?.length && <> {t('jobs.partitionBy', { columns: j.partitionBy.join(', ') })}</>}
              </div>
            </>
          ) : (
            <span class="dim">{t('jobs.noTarget')}</span>
          )}
        </dd>
        {!!j.dependsOn?.length && (
          <>
            <dt>{t('jobs.dependsOn')}</dt>
            <dd>
              {j.dependsOn.map((name) => (
                <a key={name} class="mono" href={'/jobs/' + name}>
                  {name}{' '}
                </a>
              ))}
            </dd>
          </>
        )}
        {parameters.length > 0 && (
          <>
            <dt>{t('jobs.parameters')}</dt>
            <dd>
              {parameters.map(([name, value]) => (
                <div key={name} class="mono">
                  @{name} = {value}
                </div>
              ))}
            </dd>
          </>
        )}
        {!!j.retries && (
          <>
            <dt>{t('jobs.retries')}</dt>
            <dd>{number(j.retries)}</dd>
          </>
        )}
        {j.export && (
          <>
            <dt>{t('jobs.export')}</dt>
            <dd class="mono">{j.export}</dd>
          </>
        )}
        <dt>{t('jobs.file')}</dt>
        <dd>{j.builtIn ? t('jobs.isBuiltIn') : <span class="mono">{j.path}</span>}</dd>
        {j.schedule && (
          <>
            <dt>{t('jobs.bookmark')}</dt>
            <dd>
              {j.bookmark ? `${time(j.bookmark, false)} ${zoneLabel()}` : <span class="dim">{t('jobs.noBookmark')}</span>} {j.paused && <span class="tag warn">{t('jobs.paused')}</span>}
              {may('manage') && (
                <div class="row jobs-bookmark">
                  <Button icon="refresh" onClick={() => setResetting(true)}>
                    {t('jobs.reset')}
                  </Button>
                  <Button icon={j.paused ? 'play' : 'pause'} onClick={() => void pause()}>
                    {t(j.paused ? 'jobs.resume' : 'jobs.pause')}
                  </Button>
                </div>
              )}
            </dd>
          </>
        )}
      </dl>
      {resetting && <Reset job={j} onClose={() => setResetting(false)} onDone={reload} />}
    </div>
  );
}

function Reset({ job, onClose, onDone }: { job: Job; onClose: () => void; onDone: () => void }) {
  const [to, setTo] = useState('');
  const reset = async () => {
    await api.put(`/jobs/${job.name}/bookmark`, to ? { to } : {});
    say(t('jobs.resetDone'));
    onDone();
    onClose();
  };
  return (
    <Confirm title={t('jobs.resetTitle')} action={t('jobs.reset')} onConfirm={reset} onClose={onClose}>
      <p>{t(job.mode === 'append' ? 'jobs.resetAppend' : 'jobs.resetText')}</p>
      <Field label={t('jobs.resetTo')} optional={t('common.optional')} help={t('jobs.resetHelp', { zone: job.timeZone })}>
        {(id) => <input id={id} type="date" value={to} onInput={(e) => setTo(e.currentTarget.value)} />}
      </Field>
    </Confirm>
  );
}
