import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { AlertEvents, AlertRule, AlertRules, AlertSilences } from '../../api/types';
import { inLanguage, number, t } from '../../i18n';
import { scheduleText } from '../../i18n/schedule';
import { ago, time } from '../../i18n/time';
import { go, place, setParams } from '../../router';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Segments } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Page, Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { Events } from './events';
import { NotifierList } from './notifiers';
import { SilenceForm, SilenceList } from './silences';
import { RuleState, Severity, severities, titleOf } from './state';

type Part = 'rules' | 'history' | 'silences' | 'notifiers';
const parts: Part[] = ['rules', 'history', 'silences', 'notifiers'];

export function AlertList() {
  const part = (parts.find((p) => p === place.value.params.get('show')) ?? 'rules') as Part;
  const rules = useLoad((signal) => api.get<AlertRules>('/alerts/rules', {}, signal), []);
  const silences = useLoad((signal) => api.get<AlertSilences>('/alerts/silences', {}, signal), []);
  const [silencing, setSilencing] = useState(false);
  const reload = () => {
    rules.reload();
    silences.reload();
  };
  useEvery(10_000, reload);
  const counts: Partial<Record<Part, number | undefined>> = { rules: rules.value?.rules.length, silences: silences.value?.silences.length };
  return (
    <Page
      title={t('alerts.title')}
      sub={t('alerts.sub')}
      actions={
        may('manage') && (
          <Button icon="pause" onClick={() => setSilencing(true)}>
            {t('alerts.newSilence')}
          </Button>
        )
      }
    >
      <Segments value={part} options={parts.map((p) => [p, t(`alerts.${p}`) + (counts[p] ? ` (${number(counts[p])})` : '')])} label={t('alerts.title')} onChange={(p) => setParams({ show: p === 'rules' ? undefined : p })} />
      {part === 'rules' && (
        <>
          {rules.error && <Failed error={rules.error} retry={reload} />}
          {rules.value?.faults.map((fault) => (
            <div class="failed" role="alert" key={fault}>
              <p class="mono">{fault}</p>
            </div>
          ))}
          {rules.value ? <Rules rules={rules.value.rules} /> : !rules.error && <Panel><Skeleton lines={10} /></Panel>}
        </>
      )}
      {part === 'history' && <AllEvents rules={rules.value?.rules ?? []} />}
      {part === 'silences' && (
        <Panel title={t('alerts.silences')}>
          <SilenceList silences={silences} onChange={reload} />
        </Panel>
      )}
      {part === 'notifiers' && <NotifierList />}
      {silencing && <SilenceForm rules={rules.value?.rules ?? []} onClose={() => setSilencing(false)} onDone={reload} />}
    </Page>
  );
}

function AllEvents({ rules }: { rules: AlertRule[] }) {
  const events = useLoad((signal) => api.get<AlertEvents>('/alerts/events', { limit: 200 }, signal), []);
  useEvery(15_000, events.reload);
  return (
    <Panel title={t('alerts.history')}>
      <Events events={events} rules={rules} />
    </Panel>
  );
}

/** Firing ones first, then the pending, then by severity. */
const weight = (r: AlertRule) => (r.state === 'firing' ? 0 : r.state === 'pending' ? 10 : r.error && !r.noLogs ? 20 : r.enabled && !r.needs?.length ? 30 : 40) + severities.indexOf(r.severity);

function Rules({ rules }: { rules: AlertRule[] }) {
  const find = place.value.params.get('find') ?? '';
  const q = find.trim().toLowerCase();
  const list = rules.filter((r) => !q || [r.name, titleOf(r), inLanguage(r.description), r.state, r.severity].some((x) => x?.toLowerCase().includes(q))).sort((a, b) => weight(a) - weight(b) || a.name.localeCompare(b.name));
  const firing = rules.filter((r) => r.state === 'firing').length;
  const pending = rules.filter((r) => r.state === 'pending').length;
  const failed = rules.filter((r) => r.error && !r.noLogs).length;
  return (
    <>
      <div class="alerts-sums">
        {(
          [
            ['alerts.sum.firing', firing, 'bad'],
            ['alerts.sum.pending', pending, 'warn'],
            ['alerts.sum.quiet', rules.length - firing - pending, ''],
            ['alerts.sum.failed', failed, 'warn'],
          ] as const
        ).map(([key, n, kind]) => (
          <div key={key} class={n ? kind : ''}>
            <span>{t(key)}</span>
            <b>{number(n)}</b>
          </div>
        ))}
      </div>
      <Panel
        title={t('alerts.rules')}
        actions={
          <div class="search">
            <Icon name="search" size={14} />
            <input type="search" value={find} placeholder={t('alerts.find')} aria-label={t('alerts.find')} onInput={(e) => setParams({ find: e.currentTarget.value || undefined })} />
          </div>
        }
      >
        {!list.length ? (
          <Empty icon="alert" title={q ? t('common.nothingFound') : t('alerts.noRules')} />
        ) : (
          <div class="table-wrap">
            <table class="list alerts-list">
              <thead>
                <tr>
                  <th>{t('alerts.stateColumn')}</th>
                  <th>{t('alerts.rule')}</th>
                  <th>{t('alerts.severityColumn')}</th>
                  <th>{t('alerts.schedule')}</th>
                  <th>{t('alerts.evaluated')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map((r) => (
                  <tr key={r.name} class="link" onClick={(e) => !(e.target as Element).closest('a, button') && go('/alerts/' + r.name)}>
                    <td>
                      <RuleState rule={r} />
                    </td>
                    <td class="alerts-name">
                      <a href={'/alerts/' + r.name}>{titleOf(r)}</a>
                      {r.firing > 1 && <small class="dim"> {t('alerts.groupsFiring', { n: r.firing })}</small>}
                      <small class="dim mono">{r.name}</small>
                    </td>
                    <td class="nowrap">
                      <Severity severity={r.severity} />
                    </td>
                    <td class="nowrap">{scheduleText(r.schedule)}</td>
                    <td class="nowrap dim">{r.evaluated ? <span title={time(r.evaluated)}>{ago(r.evaluated)}</span> : t('alerts.never')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
    </>
  );
}
