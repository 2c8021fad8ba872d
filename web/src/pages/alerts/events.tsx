import { useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api } from '../../api/client';
import type { Loading } from '../../api/load';
import type { AlertEvent, AlertEvents, AlertRule, RuleStatement } from '../../api/types';
import { t, tn } from '../../i18n';
import { ago, time, zoneLabel } from '../../i18n/time';
import { go } from '../../router';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { sayError } from '../../ui/toast';
import { Labels, State, titleOf } from './state';

/** Opens a rule's statement, with the values of a time, in the editor. */
export async function openStatement(rule: string, at?: string) {
  try {
    const s = await api.get<RuleStatement>(`/alerts/rules/${rule}/statement`, { at });
    go('/query?sql=' + encodeURIComponent(s.sql) + '&title=' + encodeURIComponent(rule));
  } catch (e) {
    sayError(e);
  }
}

/** What happened, the youngest first; of one rule, or of all. */
export function Events({ events, rules, of }: { events: Loading<AlertEvents>; rules: AlertRule[]; of?: string }) {
  const [open, setOpen] = useState<AlertEvent | null>(null);
  if (events.error && !events.value) return <div class="inset"><Failed error={events.error} retry={events.reload} /></div>;
  if (!events.value) return <Skeleton lines={6} />;
  const list = events.value.events;
  if (!list.length)
    return (
      <Empty icon="alert" title={t('alerts.noEvents')}>
        {t('alerts.noEventsText')}
      </Empty>
    );
  const title = (e: AlertEvent) => {
    const r = rules.find((x) => x.name === e.rule);
    return r ? titleOf(r) : e.title || e.rule;
  };
  return (
    <>
      <ol class="alerts-events">
        {list.map((e) => (
          <li key={e.id}>
            <span class="alerts-time dim" title={ago(e.time)}>
              {time(e.time, false)}
            </span>
            <span class="alerts-kind">{e.error ? <span class="tag warn">{t('alerts.failed')}</span> : <State state={e.state ?? ''} />}</span>
            <div class="grow">
              <div class="row">
                {of ? null : <a href={'/alerts/' + e.rule}>{title(e)}</a>}
                <Labels labels={e.labels} />
                {e.rows > 0 && <span class="dim">{tn('alerts.rows', e.rows)}</span>}
              </div>
              {e.error ? <p class="alerts-error">{e.error}</p> : e.text && <p class="alerts-text">{e.text}</p>}
            </div>
            <span class="alerts-told dim">{e.silence ? t('alerts.silenced') : e.notifiers?.length ? e.notifiers.join(', ') : e.error ? '' : t('alerts.nobody')}</span>
            <Button kind="quiet" icon="chevron" label={t('alerts.details')} onClick={() => setOpen(e)} />
          </li>
        ))}
      </ol>
      {open && <Details event={open} title={title(open)} onClose={() => setOpen(null)} />}
    </>
  );
}

function Details({ event: e, title, onClose }: { event: AlertEvent; title: string; onClose: () => void }) {
  return (
    <Dialog
      kind="drawer"
      wide
      title={title}
      onClose={onClose}
      footer={
        <Button icon="query" onClick={() => void openStatement(e.rule, e.time)}>
          {t('common.openQuery')}
        </Button>
      }
    >
      {e.error && (
        <div class="failed" role="alert">
          <p class="prewrap">{e.error}</p>
        </div>
      )}
      {e.text && <p class="prewrap">{e.text}</p>}
      {e.hidden && <p class="dim">{t('alerts.hidden')}</p>}
      <dl class="facts">
        {e.state && (
          <>
            <dt>{t('alerts.stateColumn')}</dt>
            <dd>
              <State state={e.state} />
            </dd>
          </>
        )}
        <dt>{t('alerts.time')}</dt>
        <dd>
          {time(e.time)} {zoneLabel()} <span class="dim">{ago(e.time)}</span>
        </dd>
        <dt>{t('alerts.rule')}</dt>
        <dd>
          <a class="mono" href={'/alerts/' + e.rule} onClick={onClose}>
            {e.rule}
          </a>
        </dd>
        {e.value && (
          <>
            <dt>{t('alerts.value')}</dt>
            <dd>{e.value}</dd>
          </>
        )}
        {e.labels && (
          <>
            <dt>{t('alerts.labels')}</dt>
            <dd>
              <Labels labels={e.labels} />
            </dd>
          </>
        )}
        {!e.error && (
          <>
            <dt>{t('alerts.told')}</dt>
            <dd>{e.silence ? t('alerts.silencedBy', { id: e.silence }) : (e.notifiers ?? []).join(', ') || t('alerts.nobody')}</dd>
          </>
        )}
      </dl>
      {!!e.sample?.length && (
        <>
          <h3>{tn('alerts.rows', e.rows)}</h3>
          <Sample columns={e.columns ?? []} rows={e.sample} />
          {e.rows > e.sample.length && <p class="dim">{t('alerts.first', { n: e.sample.length })}</p>}
        </>
      )}
    </Dialog>
  );
}

export function Sample({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <div class="table-wrap alerts-sample" tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c}>{c}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, i) => (
            <tr key={i}>
              {r.map((v, n) => (
                <td key={n} class="mono" title={v}>
                  {v.length > 120 ? v.slice(0, 120) + '…' : named(v)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
