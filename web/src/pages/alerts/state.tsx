import { named } from '../../accounts';
import type { AlertRule } from '../../api/types';
import { inLanguage, t, type Key } from '../../i18n';

const kinds: Record<string, string> = { firing: 'bad', pending: 'warn', resolved: 'ok' };

export function State({ state }: { state: string }) {
  return <span class={'tag ' + (kinds[state] ?? '')}>{t(`alerts.state.${state}` as Key)}</span>;
}

/** Where a rule stands, and what keeps it from being evaluated. */
export function RuleState({ rule: r }: { rule: AlertRule }) {
  return (
    <span class="row alerts-states">
      {!r.enabled ? (
        <span class="tag">{t('alerts.off')}</span>
      ) : r.needs?.length ? (
        <span class="tag" title={r.needs.join(', ')}>
          {t('alerts.needsShort')}
        </span>
      ) : (
        <State state={r.state} />
      )}
      {r.silenced && <span class="tag info">{t('alerts.silenced')}</span>}
      {r.error && (
        <span class={r.noLogs ? 'tag' : 'tag warn'} title={r.error}>
          {t(r.noLogs ? 'alerts.noLogs' : 'alerts.failed')}
        </span>
      )}
    </span>
  );
}

export function Severity({ severity }: { severity: string }) {
  return (
    <span class={'severity ' + severity}>
      <i aria-hidden="true" />
      {t(`alerts.severity.${severity}` as Key)}
    </span>
  );
}

export const titleOf = (r: { name: string; title?: Record<string, string> }) => inLanguage(r.title) || r.name;

export const severities = ['critical', 'high', 'medium', 'low', 'info'];

export function Labels({ labels }: { labels: Record<string, string> | undefined }) {
  const all = Object.entries(labels ?? {});
  if (!all.length) return null;
  return (
    <span class="labels">
      {all.map(([name, value]) => (
        <span key={name} class="tag" title={`${name}=${value}`}>
          {name}={named(value)}
        </span>
      ))}
    </span>
  );
}
