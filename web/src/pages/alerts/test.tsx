import { useEffect, useState } from 'preact/hooks';
import { api, ApiError } from '../../api/client';
import type { AlertRule, AlertTest, Arrivals } from '../../api/types';
import { t, tn } from '../../i18n';
import { fromField, time, toField, zoneLabel } from '../../i18n/time';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Empty, Failed, Loading } from '../../ui/state';
import { Sample } from './events';
import { Labels, Severity, State } from './state';

/** What a rule would have sent in a time. */
export function Test({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const [from, setFrom] = useState(toField(new Date(Date.now() - 7 * 86400e3)).slice(0, 16));
  const [to, setTo] = useState(toField(new Date()).slice(0, 16));
  const [minutes, setMinutes] = useState('60');
  const [busy, setBusy] = useState<AbortController | null>(null);
  const [got, setGot] = useState<AlertTest | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  // Where logs end before today, their end is what is of interest.
  useEffect(() => {
    api.get<Arrivals>('/overview/arrivals').then(
      (a) => {
        if (!a.newest || Date.now() - Date.parse(a.newest) < 2 * 86400e3) return;
        const end = new Date(Date.parse(a.newest) + 3600e3);
        setTo(toField(end).slice(0, 16));
        setFrom(toField(new Date(end.getTime() - 7 * 86400e3)).slice(0, 16));
      },
      () => undefined,
    );
  }, []);
  useEffect(() => () => busy?.abort(), [busy]);
  const run = async () => {
    const a = fromField(from);
    const b = fromField(to);
    if (!a || !b) return;
    const stop = new AbortController();
    setBusy(stop);
    setError(null);
    setGot(null);
    try {
      setGot(await api.post<AlertTest>(`/alerts/rules/${rule.name}/test`, { from: a.toISOString().slice(0, 19) + 'Z', to: b.toISOString().slice(0, 19) + 'Z', minutes: +minutes }, stop.signal));
    } catch (e) {
      if (e instanceof ApiError) setError(e);
    }
    setBusy(null);
  };
  return (
    <Dialog kind="drawer" wide title={t('alerts.testTitle')} onClose={onClose}>
      <p class="dim">{t('alerts.testText')}</p>
      <div class="alerts-test">
        <Field label={`${t('alerts.from')} (${zoneLabel()})`}>{(id) => <input id={id} type="datetime-local" value={from} onInput={(e) => setFrom(e.currentTarget.value)} />}</Field>
        <Field label={`${t('alerts.until')} (${zoneLabel()})`}>{(id) => <input id={id} type="datetime-local" value={to} onInput={(e) => setTo(e.currentTarget.value)} />}</Field>
        <Field label={t('alerts.every')}>
          {(id) => (
            <select id={id} value={minutes} onChange={(e) => setMinutes(e.currentTarget.value)}>
              <option value="0">{t('alerts.asScheduled')}</option>
              {[5, 15, 60, 360].map((n) => (
                <option key={n} value={String(n)}>
                  {n < 60 ? tn('schedule.minutes', n) : tn('schedule.hours', n / 60)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {busy ? (
          <Button icon="stop" onClick={() => busy.abort()}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button kind="primary" icon="play" onClick={() => void run()}>
            {t('alerts.test')}
          </Button>
        )}
      </div>
      {error && <Failed error={error} />}
      {busy && <Loading />}
      {got &&
        (got.messages.length ? (
          <>
            <p role="status">
              <b>{tn('alerts.wouldHaveSent', got.messages.length)}</b> <span class="dim">{tn('alerts.evaluations', got.evaluations)}</span>
            </p>
            {got.messages.map((m, i) => (
              <article key={i} class={'alerts-message ' + m.state}>
                <header class="row">
                  <State state={m.state} />
                  {m.severity && <Severity severity={m.severity} />}
                  <b>{m.title}</b>
                  <span class="grow" />
                  <span class="dim">
                    {time(m.time, false)} {zoneLabel()}
                  </span>
                </header>
                {m.text && <p class="prewrap">{m.text}</p>}
                <Labels labels={m.labels} />
                {!!m.rows?.length && <Sample columns={m.columns ?? []} rows={m.rows} />}
              </article>
            ))}
          </>
        ) : (
          <Empty icon="check" title={t('alerts.wouldHaveSentNothing')}>
            {tn('alerts.evaluations', got.evaluations)}
          </Empty>
        ))}
    </Dialog>
  );
}
