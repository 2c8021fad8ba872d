import type { ComponentChildren } from 'preact';
import type { ApiError } from '../api/client';
import { t, type Key } from '../i18n';
import { Button } from './button';
import { Icon, type IconName } from './icons';

/** What stands where nothing is yet, and what to do about it. */
export function Empty({ icon, title, children, action }: { icon: IconName; title: string; children?: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={22} />
      </span>
      <h3>{title}</h3>
      {children && <p>{children}</p>}
      {action && <div class="row">{action}</div>}
    </div>
  );
}

const known: Record<string, Key> = { Unreachable: 'error.unreachable', AccessDenied: 'error.denied', InternalError: 'error.internal', TooManyQueries: 'error.tooMany', ResultExpired: 'error.expired' };

/** What an error is in the reader's language, where the API's own words are not a statement's or a service's. */
export const errorText = (e: ApiError) => (known[e.code] ? t(known[e.code]!) : e.message);

export function Failed({ error, retry }: { error: ApiError; retry?: () => void }) {
  return (
    <div class="failed" role="alert">
      <Icon name="warn" />
      <div>
        <p>{errorText(error)}</p>
        {error.failure.hint && <p class="hint">{error.failure.hint}</p>}
      </div>
      {retry && (
        <Button kind="quiet" icon="refresh" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </div>
  );
}

export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  return (
    <div class="skeletons" aria-hidden="true">
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} class="skeleton" style={height ? { height: `${height}px` } : { width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export const Loading = () => (
  <div class="loading" role="status">
    <span class="spinner" />
    <span>{t('common.loading')}</span>
  </div>
);
