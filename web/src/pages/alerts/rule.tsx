import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { AlertEvents, AlertGroup, AlertRule, AlertSilences } from '../../api/types';
import { duration, inLanguage, number, t, tn } from '../../i18n';
import { scheduleText } from '../../i18n/schedule';
import { ago, time } from '../../i18n/time';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Page, Panel } from '../../ui/page';
import { Sql } from '../../ui/sql';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { Switch } from '../../ui/switch';
import { say, sayError } from '../../ui/toast';
import { Events, openStatement } from './events';
import { SilenceForm, SilenceList } from './silences';
import { Labels, RuleState, Severity, State, titleOf } from './state';
import { Test } from './test';

/** A rule: where it stands, what happened to it, what it asks. */
export function OneRule({ name }: { name: string }) {
  const rule = useLoad((signal) => api.get<AlertRule>(`/alerts/rules/${name}`, {}, signal), [name]);
  const events = useLoad((signal) => api.get<AlertEvents>('/alerts/events', { rule: name, limit: 100 }, signal), [name]);
  const silences = useLoad((signal) => api.get<AlertSilences>('/alerts/silences', {}, signal), []);
  const [testing, setTesting] = useState(false);
  const [silencing, setSilencing] = useState<string | null>(null);
  const reload = () => {
    rule.reload();
    events.reload();
    silences.reload();
  };
  useEvery(10_000, reload);
  const r = rule.value;
  const enable = async (enabled: boolean) => {
    try {
      await api.put(`/alerts/rules/${name}/enabled`, { enabled });
      say(t(enabled ? 'alerts.enabled' : 'alerts.disabled', { name: titleOf(r!) }));
      reload();
    } catch (e) {
      sayError(e);
    }
  };
  return (
    <Page
      title={r ? titleOf(r) : name}
      sub={
        <>
          <a href="/alerts">{t('alerts.title')}</a>
          {r?.description && <> · {inLanguage(r.description)}</>}
        </>
      }
      actions={
        r && (
          <>
            {may('manage') && <Switch on={r.enabled} label={t('alerts.evaluate')} onChange={(on) => void enable(on)} />}
            {!r.hidden && (
              <Button icon="history" onClick={() => setTesting(true)}>
                {t('alerts.testOver')}
              </Button>
            )}
            {may('manage') && (
              <Button icon="pause" onClick={() => setSilencing('')}>
                {t('alerts.silence')}
              </Button>
            )}
          </>
        )
      }
    >
      {rule.error && <Failed error={rule.error} retry={reload} />}
      {!r ? (
        !rule.error && <Panel><Skeleton lines={8} /></Panel>
      ) : (
        <>
          {!!r.needs?.length && (
            <div class="panel inset alerts-note">
              <p>{t('alerts.needs', { names: r.needs.join(', ') })}</p>
              <pre class="command">{`alerts:\n  parameters:\n    ${r.name}:\n${r.needs.map((n) => `      ${n}: …`).join('\n')}`}</pre>
            </div>
          )}
          {r.error &&
            (r.noLogs ? (
              <div class="panel inset alerts-note">
                <p>{r.error}</p>
              </div>
            ) : (
              <div class="failed" role="alert">
                <p class="prewrap">{r.error}</p>
              </div>
            ))}
          <div class="alerts-columns">
            <div class="alerts-main">
              <Panel title={t('alerts.groups')} actions={<RuleState rule={r} />}>
                <Groups rule={r} onSilence={(labels) => setSilencing(labels)} />
              </Panel>
              <Panel title={t('alerts.history')}>
                <Events events={events} rules={[r]} of={name} />
              </Panel>
              <Panel
                title={t('alerts.statement')}
                actions={
                  <Button icon="query" onClick={() => void openStatement(name)}>
                    {t('common.openQuery')}
                  </Button>
                }
              >
                <div class="inset">
                  <Sql text={r.sql ?? ''} />
                </div>
              </Panel>
            </div>
            <div class="alerts-side">
              <Panel title={t('alerts.definition')}>
                <Facts rule={r} />
              </Panel>
              <Panel title={t('alerts.silences')}>
                <SilenceList silences={silences} onChange={reload} of={name} />
              </Panel>
            </div>
          </div>
          {testing && <Test rule={r} onClose={() => setTesting(false)} />}
          {silencing !== null && <SilenceForm rules={[r]} rule={name} labels={silencing} onClose={() => setSilencing(null)} onDone={reload} />}
        </>
      )}
    </Page>
  );
}

function Groups({ rule, onSilence }: { rule: AlertRule; onSilence: (labels: string) => void }) {
  const groups = rule.groups ?? [];
  if (!groups.length) return <Empty icon="check" title={t('alerts.quiet')}>{rule.evaluated ? t('alerts.quietSince', { when: ago(rule.evaluated) }) : t('alerts.notYet')}</Empty>;
  const text = (g: AlertGroup) =>
    Object.entries(g.labels ?? {})
      .map(([k, v]) => `${k}=${v}`)
      .join('\n');
  return (
    <ul class="alerts-groups">
      {groups.map((g) => (
        <li key={text(g)}>
          <State state={g.state} />
          <div class="grow">
            <Labels labels={g.labels} />
            <p class="dim">
              <span title={time(g.since)}>{t('alerts.since', { when: ago(g.since) })}</span> · {tn('alerts.rows', g.rows)}
              {g.value && ` · ${g.value}`} · {g.silence ? t('alerts.silenced') : tn('alerts.messages', g.messages)}
            </p>
          </div>
          {may('manage') && (
            <Button kind="quiet" icon="pause" onClick={() => onSilence(text(g))}>
              {t('alerts.silence')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Facts({ rule: r }: { rule: AlertRule }) {
  const rows: [string, preact.ComponentChildren][] = [
    [t('alerts.severityColumn'), <Severity severity={r.severity} />],
    [t('alerts.schedule'), <span title={r.schedule}>{scheduleText(r.schedule)}</span>],
    [t('alerts.threshold'), r.threshold === 'any row' || !r.threshold ? t('alerts.anyRow') : <code>{r.threshold}</code>],
    [t('alerts.window'), [r.window, r.delay && t('alerts.delayed', { time: r.delay })].filter(Boolean).join(', ')],
    [t('alerts.for'), r.for],
    [t('alerts.keepFiring'), r.keepFiringFor],
    [t('alerts.maxAge'), r.maxAge],
    [t('alerts.groupBy'), r.groupBy?.length ? <span class="mono">{r.groupBy.join(', ')}</span> : ''],
    [t('alerts.groupInterval'), r.groupInterval],
    [t('alerts.repeat'), r.repeatInterval],
    [t('alerts.resolved'), r.sendResolved ? t('alerts.isSent') : ''],
    [t('alerts.labels'), r.labels && <Labels labels={r.labels} />],
    [t('alerts.notifiers'), r.notifiers?.length ? r.notifiers.join(', ') : <a href="/alerts?show=notifiers">{t('alerts.noNotifiersShort')}</a>],
    [t('alerts.parameters'), Object.entries(r.parameters ?? {}).map(([k, v]) => <div key={k} class="mono">{`@${k} = ${v}`}</div>)],
    [t('alerts.as'), r.as],
    [t('alerts.evaluated'), r.evaluated ? `${time(r.evaluated)} (${duration(r.took ?? 0)})` : t('alerts.never')],
    [t('alerts.next'), r.next && time(r.next)],
    [t('alerts.name'), <span class="mono">{r.name}</span>],
    [t('alerts.file'), r.builtIn ? t('alerts.isBuiltIn') : <span class="mono">{r.path}</span>],
    [t('alerts.reference'), r.reference && <Reference text={r.reference} />],
  ];
  return (
    <div class="inset">
      <dl class="facts">
        {rows
          .filter(([, v]) => v !== undefined && v !== '' && !(Array.isArray(v) && !v.length))
          .map(([k, v]) => (
            <>
              <dt>{k}</dt>
              <dd>{typeof v === 'number' ? number(v) : v}</dd>
            </>
          ))}
      </dl>
    </div>
  );
}

/** A reference with its address, to be opened beside the console. */
function Reference({ text }: { text: string }) {
  const m = /^(.*?),?\s*(https:\/\/\S+)$/.exec(text);
  if (!m) return <>{text}</>;
  return (
    <a href={m[2]} target="_blank" rel="noreferrer noopener">
      {m[1] || m[2]}
    </a>
  );
}
