import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { DashboardList, DashboardName } from '../../api/types';
import { t, tn } from '../../i18n';
import { place } from '../../router';
import { may } from '../../session';
import { Icon } from '../../ui/icons';
import { Page } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { Board } from './board';
import { Editor } from './editor';
import { inLanguage } from './text';
import './dashboards.css';

// What draws is needed as soon as the first panel has its answer, and would wait behind the panels' questions.
void import('../../chart/draw').catch(() => undefined);

/** /dashboards lists them, /dashboards/NAME shows one, /dashboards/NAME/edit changes it, /dashboards/new/edit makes one. */
export default function Dashboards() {
  const [, , name, what] = place.value.path.split('/');
  if (!name) return <List />;
  const decoded = decodeURIComponent(name);
  return what === 'edit' ? <Editor key={decoded} name={decoded} /> : <Board key={decoded} name={decoded} />;
}

function List() {
  const list = useLoad((signal) => api.get<DashboardList>('/dashboards', {}, signal), []);
  const [sought, seek] = useState('');
  const all = list.value?.dashboards ?? [];
  const found = all.filter((d) => (d.name + inLanguage(d.title) + inLanguage(d.description)).toLowerCase().includes(sought.toLowerCase()));
  const card = (d: DashboardName) => (
    <li key={d.name}>
      <a class="board-card" href={`/dashboards/${d.name}`}>
        <Icon name="dashboard" size={18} />
        <span class="grow">
          <b>{inLanguage(d.title)}</b>
          <span class="dim">{inLanguage(d.description)}</span>
        </span>
        <span class="dim nowrap">{tn('dashboards.panels', d.panels)}</span>
      </a>
    </li>
  );
  const own = found.filter((d) => !d.builtIn);
  const brought = found.filter((d) => d.builtIn);
  return (
    <Page
      title={t('dashboards.title')}
      sub={t('dashboards.sub')}
      actions={
        <>
          <input type="search" placeholder={t('dashboards.search')} aria-label={t('dashboards.search')} value={sought} onInput={(e) => seek(e.currentTarget.value)} />
          {may('save') && (
            <a class="button primary" href="/dashboards/new/edit">
              <Icon name="plus" />
              <span>{t('dashboards.new')}</span>
            </a>
          )}
        </>
      }
    >
      {list.error && <Failed error={list.error} retry={list.reload} />}
      {!list.value && !list.error && <Skeleton lines={6} height={52} />}
      {list.value?.faults.map((f) => (
        <p key={f} class="board-fault" role="alert">
          <Icon name="warn" /> {f}
        </p>
      ))}
      {own.length > 0 && (
        <section>
          <h2 class="board-group">{t('dashboards.own')}</h2>
          <ul class="board-cards">{own.map(card)}</ul>
        </section>
      )}
      {brought.length > 0 && (
        <section>
          {own.length > 0 && <h2 class="board-group">{t('dashboards.builtIn')}</h2>}
          <ul class="board-cards">{brought.map(card)}</ul>
        </section>
      )}
      {list.value && found.length === 0 && <Empty icon="search" title={t('dashboards.none')} />}
    </Page>
  );
}
