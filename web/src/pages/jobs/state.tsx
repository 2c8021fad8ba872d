import type { Backfilling } from '../../api/types';
import { number, t, type Key } from '../../i18n';

const kinds: Record<string, [string, Key]> = {
  success: ['ok', 'jobs.state.success'],
  failed: ['bad', 'jobs.state.failed'],
  running: ['info', 'jobs.state.running'],
  up_for_retry: ['warn', 'jobs.state.upForRetry'],
};

export function State({ state }: { state: string }) {
  const [kind, key] = kinds[state] ?? ['', undefined];
  return (
    <span class={'tag ' + kind}>
      {state === 'running' && <span class="spinner small" />}
      {key ? t(key) : state}
    </span>
  );
}

/** How far runs that the console began are. */
export function Progress({ of }: { of: Backfilling }) {
  return (
    <span class="jobs-progress" role="progressbar" aria-valuemin={0} aria-valuemax={of.of} aria-valuenow={of.done} aria-label={t('jobs.progress')}>
      <span class="meter">
        <i class={of.failed ? 'bad' : ''} style={{ width: `${(100 * of.done) / Math.max(1, of.of)}%` }} />
      </span>
      <span class="num">
        {number(of.done)} / {number(of.of)}
      </span>
      {of.failed > 0 && <span class="tag bad">{t('jobs.failedOf', { n: of.failed })}</span>}
    </span>
  );
}
