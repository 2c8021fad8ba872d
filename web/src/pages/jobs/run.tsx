import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Backfilling, Job } from '../../api/types';
import { t, tn } from '../../i18n';
import { place } from '../../router';
import { Checkbox, Field } from '../../ui/field';
import { Confirm } from '../../ui/dialog';
import { say } from '../../ui/toast';

/** Runs a job for one day. */
export function RunNow({ job, onClose, onDone }: { job: Job; onClose: () => void; onDone: () => void }) {
  const [day, setDay] = useState(place.peek().params.get('day') ?? '');
  const [again, setAgain] = useState(false);
  const [values, setValues] = useState<Record<string, string>>({});
  const run = async () => {
    const parameters = Object.fromEntries(Object.entries(values).filter(([, v]) => v !== ''));
    await api.post(`/jobs/${job.name}/run`, { ...(day && { day }), again, parameters });
    say(t('jobs.begun', { name: job.name }));
    onDone();
    onClose();
  };
  return (
    <Confirm title={t('jobs.runTitle', { name: job.name })} action={t('jobs.runNow')} onConfirm={run} onClose={onClose}>
      <Field label={t('jobs.day')} optional={t('common.optional')} help={t(job.schedule ? 'jobs.runDay' : 'jobs.runDayOnDemand', { zone: job.timeZone })}>
        {(id) => <input id={id} type="date" value={day} onInput={(e) => setDay(e.currentTarget.value)} />}
      </Field>
      {Object.entries(job.parameters ?? {}).map(([name, value]) => (
        <Field key={name} label={'@' + name}>
          {(id) => <input id={id} class="mono" placeholder={value} value={values[name] ?? ''} onInput={(e) => setValues({ ...values, [name]: e.currentTarget.value })} />}
        </Field>
      ))}
      <Again job={job} again={again} onChange={setAgain} />
    </Confirm>
  );
}

function Again({ job, again, onChange }: { job: Job; again: boolean; onChange: (on: boolean) => void }) {
  if (job.mode === 'append') return <p class="dim">{t('jobs.againAppend')}</p>;
  return <Checkbox label={t('jobs.again')} help={t('jobs.againHelp')} checked={again} onChange={onChange} />;
}

/** Runs a job for the intervals of days. */
export function Backfill({ job, range, onClose, onDone }: { job: Job; range: [string, string]; onClose: () => void; onDone: () => void }) {
  const [from, setFrom] = useState(range[0]);
  const [to, setTo] = useState(range[1]);
  const [again, setAgain] = useState(false);
  const run = async () => {
    const b = await api.post<Backfilling>(`/jobs/${job.name}/backfill`, { from, to, again });
    say(tn('jobs.backfillBegun', b.of));
    onDone();
    onClose();
  };
  return (
    <Confirm title={t('jobs.backfillTitle', { name: job.name })} action={t('jobs.backfill')} onConfirm={run} onClose={onClose}>
      <p class="dim">{t('jobs.backfillText')}</p>
      <div class="jobs-range">
        <Field label={t('jobs.from')}>{(id) => <input id={id} type="date" required value={from} onInput={(e) => setFrom(e.currentTarget.value)} />}</Field>
        <Field label={t('jobs.to')}>{(id) => <input id={id} type="date" required min={from} value={to} onInput={(e) => setTo(e.currentTarget.value)} />}</Field>
      </div>
      <Again job={job} again={again} onChange={setAgain} />
    </Confirm>
  );
}
