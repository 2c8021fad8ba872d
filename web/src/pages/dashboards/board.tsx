import { useEffect, useRef, useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { Dashboard, DashboardFilter, PanelAnswer } from '../../api/types';
import { t, type Key } from '../../i18n';
import { fromField, time, toField, zone, zoneLabel } from '../../i18n/time';
import { go } from '../../router';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { Page } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { copy, say } from '../../ui/toast';
import { asked, chooseFilter, chooseRange, chooseSpan, chosen, ranges, type Choice } from './choice';
import { PanelView } from './panel';
import { inLanguage } from './text';

/** A dashboard. */
export function Board({ name }: { name: string }) {
  const board = useLoad((signal) => api.get<Dashboard>('/dashboards/' + encodeURIComponent(name), {}, signal), [name]);
  const [round, again] = useState(0);
  const [full, setFull] = useState(false);
  const [removing, setRemoving] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  const d = board.value;
  if (board.error?.status === 404)
    return (
      <Page title={name}>
        <Empty icon="dashboard" title={t('dashboards.gone')} action={<a class="button" href="/dashboards">{t('dashboards.title')}</a>} />
      </Page>
    );
  const choice = d && chosen(d);
  const remove = async () => {
    await api.delete('/dashboards/' + encodeURIComponent(name));
    say(t('dashboards.removed'));
    go('/dashboards');
  };
  return (
    <div ref={root} class={full ? 'board full' : 'board'}>
      <Page
        title={d ? inLanguage(d.title) : name}
        sub={d && inLanguage(d.description)}
        actions={
          d && (
            <>
              <Button icon="refresh" label={t('dashboards.refresh')} onClick={() => again(round + 1)} />
              <Button icon="expand" label={t('dashboards.full')} onClick={() => (full ? void document.exitFullscreen() : void root.current?.requestFullscreen().catch(() => undefined))} />
              <Menu
                label={t('dashboards.more')}
                align="end"
                items={[
                  { label: t('dashboards.print'), icon: 'save', onSelect: () => print() },
                  { label: t('dashboards.share'), icon: 'link', onSelect: () => void copy(location.href, t('dashboards.copied')) },
                  ...(may('save')
                    ? ([
                        'line',
                        { label: d.builtIn ? t('dashboards.copy') : t('dashboards.edit'), icon: 'edit', href: `/dashboards/${name}/edit` },
                        ...(d.builtIn ? [] : [{ label: t('dashboards.remove'), icon: 'trash' as const, danger: true, onSelect: () => setRemoving(true) }]),
                      ] as const)
                    : []),
                ]}
              >
                <Icon name="dots" />
              </Menu>
            </>
          )
        }
      >
        {board.error && <Failed error={board.error} retry={board.reload} />}
        {!d && !board.error && <Skeleton lines={3} height={160} />}
        {d && choice && (
          <>
            <Bar d={d} choice={choice} />
            {d.panels.length === 0 && <Empty icon="dashboard" title={t('dashboards.noPanels')} action={may('save') && !d.builtIn ? <a class="button" href={`/dashboards/${name}/edit`}>{t('dashboards.edit')}</a> : undefined} />}
            <div class="board-grid">
              {d.panels.map((p) => (
                <PanelView key={p.name} board={d.name} panel={p} choice={choice} round={round} />
              ))}
            </div>
          </>
        )}
      </Page>
      {removing && (
        <Confirm title={t('dashboards.remove')} action={t('dashboards.remove')} danger onConfirm={remove} onClose={() => setRemoving(false)}>
          {t('dashboards.removeText', { name: d ? inLanguage(d.title) : name })}
        </Confirm>
      )}
    </div>
  );
}

/** The range and the filters. */
function Bar({ d, choice }: { d: Dashboard; choice: Choice }) {
  const [own, setOwn] = useState(false);
  const known = ranges.includes(choice.range) || !choice.range ? ranges : [...ranges, choice.range];
  return (
    <div class="board-bar" role="group" aria-label={t('dashboards.bar')}>
      <label class="board-filter">
        <span>{t('dashboards.range')}</span>
        <select value={choice.range || 'own'} onChange={(e) => (e.currentTarget.value === 'own' ? setOwn(true) : chooseRange(e.currentTarget.value))}>
          {known.map((r) => (
            <option key={r} value={r}>
              {rangeText(r)}
            </option>
          ))}
          <option value="own">{choice.range ? t('dashboards.ownRange') : `${time(choice.from, false)} – ${time(choice.to, false)}`}</option>
        </select>
      </label>
      {!choice.range && <Button kind="quiet" icon="edit" label={t('dashboards.ownRange')} onClick={() => setOwn(true)} />}
      <span class="dim">{zoneLabel()}</span>
      {(d.filters ?? []).map((f) => (
        <FilterView key={f.name} d={d} filter={f} choice={choice} />
      ))}
      {own && <OwnRange choice={choice} onClose={() => setOwn(false)} />}
    </div>
  );
}

export function rangeText(r: string) {
  const m = /^(\d+)(m|h|d|mo)$/.exec(r);
  return m ? t(`dashboards.last.${m[2]}` as Key, { n: +m[1]! }) : r;
}

function OwnRange({ choice, onClose }: { choice: Choice; onClose: () => void }) {
  const [from, setFrom] = useState(toField(choice.from ? new Date(choice.from) : new Date(Date.now() - 7 * 86400e3)).slice(0, 16));
  const [to, setTo] = useState(toField(choice.to ? new Date(choice.to) : new Date()).slice(0, 16));
  const a = fromField(from);
  const b = fromField(to);
  const good = a && b && a < b;
  const take = () => {
    if (!good) return;
    chooseSpan(a.toISOString(), b.toISOString());
    onClose();
  };
  return (
    <Dialog
      title={t('dashboards.ownRange')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" disabled={!good} onClick={take}>
            {t('dashboards.show')}
          </Button>
        </>
      }
    >
      <div class="board-own">
        <Field label={`${t('dashboards.from')} (${zoneLabel()})`}>{(id) => <input id={id} type="datetime-local" value={from} onInput={(e) => setFrom(e.currentTarget.value)} />}</Field>
        <Field label={`${t('dashboards.to')} (${zoneLabel()})`} error={good ? undefined : t('dashboards.badRange')}>
          {(id) => <input id={id} type="datetime-local" value={to} onInput={(e) => setTo(e.currentTarget.value)} />}
        </Field>
      </div>
    </Dialog>
  );
}

function FilterView({ d, filter, choice }: { d: Dashboard; filter: DashboardFilter; choice: Choice }) {
  const offered = useLoad<string[]>(
    async (signal) => {
      const own = (filter.values ?? []).map(String);
      if (!filter.sql) return own;
      const a = await api.post<PanelAnswer>(`/dashboards/${encodeURIComponent(d.name)}/panel`, { filter: filter.name, ...asked(choice), filters: {} }, signal);
      return [...new Set([...own, ...a.rows.map((r) => r[0]).filter((v): v is string => v !== null && v !== undefined)])];
    },
    [filter.name, choice.range, choice.from, choice.to, zone.value],
  );
  const value = choice.filters[filter.name] ?? String(filter.default);
  const list = [...new Set([...(offered.value ?? []), ...(value ? [value] : [])])];
  if (filter.sql || filter.values)
    return (
      <label class="board-filter">
        <span>{inLanguage(filter.title)}</span>
        <select value={value} aria-busy={offered.loading} onChange={(e) => chooseFilter(filter.name, e.currentTarget.value)}>
          {filter.default === '' && <option value="">{t('dashboards.all')}</option>}
          {list.map((v) => (
            <option key={v} value={v}>
              {named(v)}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <label class="board-filter">
      <span>{inLanguage(filter.title)}</span>
      <input type="text" value={value} onChange={(e) => chooseFilter(filter.name, e.currentTarget.value)} />
    </label>
  );
}
