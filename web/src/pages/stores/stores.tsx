import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { Overview, StoreFigures } from '../../api/types';
import { number, t, tn, type Key } from '../../i18n';
import { day, time } from '../../i18n/time';
import { go, place } from '../../router';
import { may } from '../../session';
import { Icon } from '../../ui/icons';
import { Page, Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { StoreDetail } from './store';
import { Wizard } from './wizard';
import './stores.css';

export default function Stores() {
  const rest = place.value.path.slice('/stores'.length + 1);
  if (rest === 'new') return <Wizard />;
  if (rest) return <StoreDetail id={decodeURIComponent(rest)} />;
  return <List />;
}

export const statusTag: Record<string, [string, Key]> = {
  ENABLED: ['ok', 'stores.enabled'],
  STOPPED_INGESTION: ['warn', 'stores.stopped'],
  PENDING_DELETION: ['bad', 'stores.pending'],
};

export function Status({ value }: { value: string }) {
  const [kind, key] = statusTag[value] ?? ['', undefined];
  return <span class={'tag ' + kind}>{key ? t(key) : value}</span>;
}

export const retention = (days: number) => (days % 365 === 0 || days === 3653 ? tn('stores.years', Math.floor(days / 365)) : tn('stores.days', days));

function List() {
  const [find, setFind] = useState('');
  const overview = useLoad((signal) => api.get<Overview>('/overview', {}, signal), []);
  useEvery(15_000, overview.reload);
  const q = find.trim().toLowerCase();
  const list = overview.value?.stores.filter((s) => s.name.toLowerCase().includes(q) || s.kind.includes(q)) ?? [];
  return (
    <Page title={t('nav.stores')} sub={t('stores.sub')} actions={may('manage') && <a class="button primary" href="/stores/new"><Icon name="plus" /><span>{t('stores.create')}</span></a>}>
      {overview.error ? (
        <Failed error={overview.error} retry={overview.reload} />
      ) : (
        <Panel
          title={overview.value ? t('stores.count', { n: overview.value.stores.length }) : ' '}
          actions={
            <div class="search">
              <Icon name="search" size={14} />
              <input type="search" value={find} placeholder={t('stores.find')} aria-label={t('stores.find')} onInput={(e) => setFind(e.currentTarget.value)} />
            </div>
          }
        >
          {!overview.value ? <Skeleton lines={8} /> : !list.length ? <Empty icon="store" title={q ? t('common.nothingFound') : t('stores.none')} /> : <Table list={list} />}
        </Panel>
      )}
    </Page>
  );
}

function Table({ list }: { list: StoreFigures[] }) {
  return (
    <div class="table-wrap">
      <table class="list">
        <thead>
          <tr>
            <th>{t('stores.name')}</th>
            <th>{t('stores.kind')}</th>
            <th>{t('stores.status')}</th>
            <th class="num">{t('home.events')}</th>
            <th class="num">{t('stores.objects')}</th>
            <th class="num">{t('home.quarantine')}</th>
            <th>{t('stores.retention')}</th>
            <th>{t('stores.protection')}</th>
            <th>{t('stores.created')}</th>
          </tr>
        </thead>
        <tbody>
          {list.map((s) => (
            <tr key={s.id} class="link" onClick={() => go('/stores/' + s.id)}>
              <td>
                <a href={'/stores/' + s.id} class="store-link"><Icon name="store" size={14} /> {s.name}</a> {s.builtIn && <span class="tag">{t('stores.builtIn')}</span>}
              </td>
              <td class="dim">{s.kind}</td>
              <td>
                <Status value={s.status} />
                {s.deleteAfter && <div class="dim small">{t('stores.goes', { time: time(s.deleteAfter, false) })}</div>}
              </td>
              <td class="num">{number(s.events)}</td>
              <td class="num">{number(s.objects)}</td>
              <td class="num">{s.quarantine ? <span class="warn-text">{number(s.quarantine)}</span> : '0'}</td>
              <td class="nowrap">{retention(s.retentionDays)}</td>
              <td>{s.protected ? <span class="protected"><Icon name="shield" size={14} /> {t('common.on')}</span> : <span class="dim">{t('common.off')}</span>}</td>
              <td class="nowrap dim">{day(s.created)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
