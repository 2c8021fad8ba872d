import { useState } from 'preact/hooks';
import { nameOf } from '../../accounts';
import { useLoad, useEvery } from '../../api/load';
import { api, ApiError } from '../../api/client';
import type { Arrivals, Overview, StoreFigures } from '../../api/types';
import { bytes, number, percent, short, t, tn } from '../../i18n';
import { ago, time, zoneLabel } from '../../i18n/time';
import { may, session } from '../../session';
import { Page, Panel } from '../../ui/page';
import { Empty, Failed, Skeleton } from '../../ui/state';
import { Icon } from '../../ui/icons';
import { Bars } from '../../ui/bars';
import { Button } from '../../ui/button';
import { Accounts } from './accounts';
import './home.css';

export default function Home() {
  const overview = useLoad((signal) => api.get<Overview>('/overview', {}, signal), []);
  const arrivals = useLoad<Arrivals | null>(async (signal) => {
    if (!may('query')) return null;
    try {
      return await api.get<Arrivals>('/overview/arrivals', {}, signal);
    } catch (e) {
      if (e instanceof ApiError && e.status === 404) return null;
      throw e;
    }
  }, []);
  useEvery(30_000, () => {
    overview.reload();
    arrivals.reload();
  });
  const [naming, setNaming] = useState(false);
  const o = overview.value;
  const own = o?.stores.filter((s) => !s.builtIn) ?? [];
  const empty = o && own.every((s) => s.events === 0) && o.tables === 0;
  return (
    <Page title={t('home.title')} sub={session.value?.demo ? t('home.demo') : t('home.sub')}>
      {overview.error && <Failed error={overview.error} retry={overview.reload} />}
      {empty ? (
        <FirstSteps />
      ) : (
        <>
          <Figures o={o} arrivals={arrivals.value} />
          <Panel title={t('home.byDay')} actions={arrivals.value?.newest && <span class="dim">{t('home.newest', { time: time(arrivals.value.newest, false), zone: zoneLabel() })}</span>}>
            {arrivals.error ? (
              <div class="inset"><Failed error={arrivals.error} retry={arrivals.reload} /></div>
            ) : !arrivals.value ? (
              arrivals.loading ? <Skeleton lines={1} height={140} /> : <Empty icon="chart" title={t('home.noEvents')} />
            ) : (
              <Days a={arrivals.value} />
            )}
          </Panel>
          <div class="home-columns">
            <Panel title={t('home.arrival')} actions={<><span class="dim">{t('home.hours')}</span>{may('list') && <Button kind="quiet" onClick={() => setNaming(true)}>{t('home.accounts')}</Button>}</>}>
              {arrivals.value ? <Places a={arrivals.value} /> : <Skeleton lines={6} />}
            </Panel>
            <div class="home-side">
              <Panel title={t('home.stores')} actions={may('list') && <a href="/stores">{t('common.all')}</a>}>
                {o ? <Stores stores={o.stores} /> : <Skeleton lines={4} />}
              </Panel>
              {o && o.disk.size > 0 && (
                <Panel title={t('home.disk')}>
                  <Disk o={o} />
                </Panel>
              )}
            </div>
          </div>
        </>
      )}
      {naming && <Accounts onClose={() => setNaming(false)} />}
    </Page>
  );
}

function Figures({ o, arrivals }: { o: Overview | undefined; arrivals: Arrivals | null | undefined }) {
  const own = o?.stores.filter((s) => !s.builtIn) ?? [];
  const events = own.reduce((n, s) => n + s.events, 0);
  const objects = own.reduce((n, s) => n + s.objects, 0);
  const bad = own.reduce((n, s) => n + s.quarantine, 0);
  const gaps = arrivals?.places.filter((p) => p.gap).length ?? 0;
  const cell = (label: string, value: string | undefined, sub: string, kind = '', href?: string) => (
    <div class={'figure ' + kind}>
      <span class="figure-label">{label}</span>
      <span class="figure-value">{value ?? <span class="skeleton figure-skeleton" />}</span>
      <span class="figure-sub">{href ? <a href={href}>{sub}</a> : sub}</span>
    </div>
  );
  return (
    <div class="figures">
      {cell(t('home.events'), o && short(events), o ? tn('home.objects', objects) : ' ')}
      {cell(t('home.newestEvent'), arrivals === undefined ? undefined : arrivals?.newest ? ago(arrivals.newest) : '–', arrivals?.newest ? time(arrivals.newest, false) : ' ')}
      {cell(t('home.tables'), o && number(o.tables), o ? tn('home.databases', o.databases) : ' ')}
      {cell(t('home.quarantine'), o && number(bad), bad > 0 ? t('home.quarantineShow') : t('home.quarantineNone'), bad > 0 ? 'warn' : '', bad > 0 ? '/query?sql=' + encodeURIComponent('SELECT time, kind, reason, object, record\nFROM tarn.quarantine\nORDER BY time DESC') : undefined)}
      {cell(t('home.gaps'), arrivals === undefined ? undefined : number(gaps), gaps > 0 ? t('home.gapsSome') : t('home.gapsNone'), gaps > 0 ? 'warn' : '')}
    </div>
  );
}

function Days({ a }: { a: Arrivals }) {
  const total = a.days.reduce((n, d) => n + d.events, 0);
  return (
    <div class="inset">
      <Bars
        height={150}
        label={t('home.byDay')}
        bars={a.days.map((d) => ({ key: d.day, label: d.day.slice(5), value: d.events, part: d.errors, text: `${d.day}: ${tn('home.eventCount', d.events)}${d.errors ? ', ' + tn('home.errorCount', d.errors) : ''}`, href: `/events?from=${d.day}T00:00:00Z&to=${next(d.day)}T00:00:00Z&reads=1` }))}
      />
      <p class="legend">
        <i class="swatch" /> {t('home.eventsLegend')} <i class="swatch part" /> {t('home.errorsLegend')} <span class="dim">{tn('home.eventCount', total)}</span>
      </p>
    </div>
  );
}

const next = (day: string) => new Date(Date.parse(day + 'T00:00:00Z') + 86400e3).toISOString().slice(0, 10);

function Places({ a }: { a: Arrivals }) {
  if (a.places.length === 0) return <Empty icon="clock" title={t('home.noEvents')} />;
  const most = Math.max(1, ...a.places.flatMap((p) => p.events));
  return (
    <div class="table-wrap">
      <table class="list">
        <thead>
          <tr>
            <th>{t('home.account')}</th>
            <th>{t('home.region')}</th>
            <th class="num">{t('home.last')}</th>
            <th class="num">{t('home.arrived')}</th>
            <th>{t('home.hoursColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {a.places.map((p) => (
            <tr key={p.account + p.region}>
              <td>{p.account ? <Account id={p.account} /> : '–'}</td>
              <td class="nowrap">
                {p.region || (p.newest ? '–' : '')} {p.gap && <span class="tag warn">{t(p.newest ? 'home.gap' : 'home.never')}</span>}
              </td>
              <td class="num nowrap" title={p.newest && time(p.newest)}>{p.newest ? ago(p.newest) : '–'}</td>
              <td class="num nowrap" title={p.arrived && time(p.arrived)}>{p.arrived ? ago(p.arrived) : '–'}</td>
              <td>
                <Strip events={p.events} hours={a.hours} most={most} name={`${p.account} ${p.region}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** An account, its name above its ID. */
function Account({ id }: { id: string }) {
  const name = nameOf(id);
  return name === undefined ? (
    <span class="mono">{id}</span>
  ) : (
    <span class="home-account">
      {name}
      <small class="mono dim">{id}</small>
    </span>
  );
}

/** The hours of a place, each the darker the more came. */
function Strip({ events, hours, most, name }: { events: number[]; hours: string[]; most: number; name: string }) {
  const w = 4;
  const empty = events.filter((n) => n === 0).length;
  return (
    <svg class="strip" width={w * events.length} height={18} viewBox={`0 0 ${w * events.length} 18`} role="img" aria-label={`${name}: ${tn('home.emptyHours', empty)}`}>
      {events.map((n, i) => (
        <rect key={i} x={i * w} y={1} width={w - 1} height={16} rx={1} class={n ? 'some' : 'none'} style={n ? { opacity: 0.25 + 0.75 * Math.sqrt(n / most) } : undefined}>
          <title>{`${time(hours[i]!, false)}: ${number(n)}`}</title>
        </rect>
      ))}
    </svg>
  );
}

function Stores({ stores }: { stores: StoreFigures[] }) {
  return (
    <table class="list">
      <tbody>
        {stores.map((s) => (
          <tr key={s.id}>
            <td>
              <a href={`/stores/${s.id}`} class="store-name">
                <Icon name="store" size={14} />
                {s.name}
              </a>
            </td>
            <td class="dim">{s.kind}</td>
            <td class="num">{number(s.events)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Disk({ o }: { o: Overview }) {
  const used = o.disk.size - o.disk.free;
  const own = o.disk.folders.reduce((n, f) => n + f.bytes, 0);
  return (
    <div class="inset disk">
      <div class="row">
        <b>{bytes(own)}</b>
        <span class="dim">{t('home.diskOwn')}</span>
      </div>
      <div class="meter" role="img" aria-label={percent(used / o.disk.size)}>
        <i class={o.disk.free / o.disk.size < 0.1 ? 'bad' : ''} style={{ width: `${(100 * used) / o.disk.size}%` }} />
      </div>
      <p class="dim">{t('home.diskFree', { free: bytes(o.disk.free), size: bytes(o.disk.size) })}</p>
      <ul>
        {o.disk.folders
          .filter((f) => f.bytes > 0)
          .sort((a, b) => b.bytes - a.bytes)
          .map((f) => (
            <li key={f.name}>
              <code>{f.name}</code>
              <span class="num">{bytes(f.bytes)}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}

function FirstSteps() {
  const steps: [string, string, string][] = [
    [t('home.first.folder'), t('home.first.folderText'), 'tarn import /path/to/AWSLogs'],
    [t('home.first.bucket'), t('home.first.bucketText'), 'tarn source add s3://my-trail-bucket/AWSLogs/'],
    [t('home.first.demo'), t('home.first.demoText'), 'tarn demo ./demo-logs && tarn --data ./demo-lake import ./demo-logs'],
  ];
  return (
    <Panel>
      <Empty icon="store" title={t('home.first.title')}>
        {t('home.first.text')}
      </Empty>
      <div class="steps">
        {steps.map(([title, text, command]) => (
          <div key={command}>
            <h3>{title}</h3>
            <p class="dim">{text}</p>
            <pre class="command">{command}</pre>
          </div>
        ))}
      </div>
    </Panel>
  );
}
