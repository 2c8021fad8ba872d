import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { NotifierFigures, Notifiers, Retried } from '../../api/types';
import { number, t, tn, type Key } from '../../i18n';
import { ago, time } from '../../i18n/time';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { say, sayError } from '../../ui/toast';

const example = `notifiers:
- name: security
  slack: {url: {env: TARN_SLACK_URL}}
alerts:
  notifiers: [security]`;

/** Where messages go, and those that did not arrive. */
export function NotifierList() {
  const all = useLoad((signal) => api.get<Notifiers>('/alerts/notifiers', {}, signal), []);
  useEvery(10_000, all.reload);
  const v = all.value;
  if (all.error && !v) return <Failed error={all.error} retry={all.reload} />;
  if (!v) return <Panel><Skeleton lines={4} /></Panel>;
  const retry = async () => {
    try {
      const r = await api.post<Retried>('/alerts/outbox/retry', {});
      say(tn('alerts.retried', r.messages));
      all.reload();
    } catch (e) {
      sayError(e);
    }
  };
  return (
    <>
      <Panel title={t('alerts.notifiers')}>
        {!v.notifiers.length ? (
          <Empty icon="alert" title={t('alerts.noNotifiers')} action={<pre class="command alerts-example">{example}</pre>}>
            {t('alerts.noNotifiersText')}
          </Empty>
        ) : (
          <div class="table-wrap">
            <table class="list">
              <thead>
                <tr>
                  <th>{t('alerts.name')}</th>
                  <th>{t('alerts.kind')}</th>
                  <th class="num">{t('alerts.sent')}</th>
                  <th class="num">{t('alerts.waiting')}</th>
                  <th class="num">{t('alerts.given')}</th>
                  <th>{t('alerts.lastSent')}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {v.notifiers.map((n) => (
                  <tr key={n.name}>
                    <td class="mono">{n.name}</td>
                    <td>{t(`alerts.kind.${n.kind}` as Key)}</td>
                    <td class="num">{number(n.sent)}</td>
                    <td class="num">{number(n.waiting)}</td>
                    <td class="num">{n.failed ? <span class="tag bad">{number(n.failed)}</span> : 0}</td>
                    <td class="nowrap">{n.last ? <span title={time(n.last)}>{ago(n.last)}</span> : <span class="dim">–</span>}</td>
                    <td class="num">{may('manage') && <SendTest of={n} />}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {v.failed.length > 0 && (
        <Panel
          title={t('alerts.undelivered')}
          actions={
            may('manage') &&
            v.failed.some((d) => d.progress === 'failed') && (
              <Button icon="refresh" onClick={() => void retry()}>
                {t('alerts.retryAll')}
              </Button>
            )
          }
        >
          <div class="table-wrap">
            <table class="list">
              <thead>
                <tr>
                  <th>{t('alerts.time')}</th>
                  <th>{t('alerts.message')}</th>
                  <th>{t('alerts.to')}</th>
                  <th class="num">{t('alerts.attempts')}</th>
                  <th>{t('alerts.error')}</th>
                </tr>
              </thead>
              <tbody>
                {v.failed.map((d) => (
                  <tr key={d.id}>
                    <td class="nowrap">{time(d.created, false)}</td>
                    <td>{d.rule ? <a href={'/alerts/' + d.rule}>{d.title}</a> : d.title}</td>
                    <td class="mono">{d.notifier}</td>
                    <td class="num">{number(d.attempts)}</td>
                    <td>
                      <span class={'tag ' + (d.progress === 'failed' ? 'bad' : 'warn')}>{d.due ? t('alerts.againIn', { when: ago(d.due) }) : t('alerts.givenUp')}</span> <span class="dim">{d.error}</span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Panel>
      )}
    </>
  );
}

function SendTest({ of }: { of: NotifierFigures }) {
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await api.post(`/alerts/notifiers/${encodeURIComponent(of.name)}/test`, {});
      say(t('alerts.testArrived', { name: of.name }));
    } catch (e) {
      sayError(e);
    }
    setBusy(false);
  };
  return (
    <Button busy={busy} onClick={() => void send()}>
      {t('alerts.sendTest')}
    </Button>
  );
}
