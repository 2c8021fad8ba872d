import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { Overview } from '../../api/types';
import { number, t, tn } from '../../i18n';
import { ago, fromField, time, zoneLabel } from '../../i18n/time';
import { may, session } from '../../session';
import { Button } from '../../ui/button';
import { Confirm, Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Menu, type MenuItem } from '../../ui/menu';
import { Page, Panel } from '../../ui/page';
import { Empty, Failed, Loading, Skeleton } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { lake, told, type Import } from './lake';
import { Status, retention } from './stores';

/** A store: what it takes, what came in, its imports, and what can be done with it. */
export function StoreDetail({ id }: { id: string }) {
  const overview = useLoad((signal) => api.get<Overview>('/overview', {}, signal), [id]);
  const figures = overview.value?.stores.find((s) => s.id === id);
  const ofEvents = figures?.ofEvents ?? false;
  const store = useLoad(() => (ofEvents ? lake.store(id) : Promise.resolve(null)), [id, ofEvents]);
  const [doing, setDoing] = useState<'delete' | 'retention' | 'import' | null>(null);
  const [busy, setBusy] = useState(false);
  const act = async (what: Promise<unknown>, done: string) => {
    setBusy(true);
    try {
      await what;
      say(done);
      setDoing(null);
    } catch (e) {
      sayError(e);
    }
    setBusy(false);
    overview.reload();
    store.reload();
  };
  if (overview.error) return <Page title={t('nav.stores')}><Failed error={overview.error} retry={overview.reload} /></Page>;
  if (!overview.value) return <Page title={t('nav.stores')}><Panel><Skeleton lines={8} /></Panel></Page>;
  if (!figures) return <Page title={t('nav.stores')}><Panel><Empty icon="store" title={t('stores.gone')} action={<a class="button" href="/stores">{t('stores.back')}</a>} /></Panel></Page>;
  const s = store.value;
  const pending = figures.status === 'PENDING_DELETION';
  const manage = may('manage') && !figures.builtIn && ofEvents;
  const items: (MenuItem | 'line')[] = [
    figures.status === 'STOPPED_INGESTION'
      ? { label: t('stores.start'), icon: 'play', onSelect: () => void act(lake.start(id), t('stores.started')) }
      : { label: t('stores.stop'), icon: 'pause', onSelect: () => void act(lake.stop(id), t('stores.stoppedNow')) },
    { label: t('stores.changeRetention'), icon: 'clock', onSelect: () => setDoing('retention') },
    figures.protected
      ? { label: t('stores.unprotect'), icon: 'shield', onSelect: () => void act(lake.update(id, { TerminationProtectionEnabled: false }), t('stores.unprotected')) }
      : { label: t('stores.protect'), icon: 'shield', onSelect: () => void act(lake.update(id, { TerminationProtectionEnabled: true }), t('stores.protectedNow')) },
    'line',
    { label: t('common.delete') + '…', icon: 'trash', danger: true, disabled: figures.protected, onSelect: () => setDoing('delete') },
  ];
  const sql = figures.name.match(/^[a-z_][a-z0-9_]*$/) ? figures.name : `"${figures.name}"`;
  return (
    <Page
      title={figures.name}
      sub={<><a href="/stores">{t('nav.stores')}</a> / {figures.kind}</>}
      actions={
        <>
          <a class="button" href={'/query?sql=' + encodeURIComponent(`SELECT *\nFROM ${sql}\nLIMIT 100`) + '&title=' + encodeURIComponent(figures.name)}><Icon name="query" /><span>{t('nav.query')}</span></a>
          {figures.kind === 'cloudtrail' && <a class="button" href={'/events?store=' + id}><Icon name="history" /><span>{t('nav.events')}</span></a>}
          {manage && pending && <Button kind="primary" busy={busy} onClick={() => void act(lake.restore(id), t('stores.restored'))}>{t('stores.restore')}</Button>}
          {manage && !pending && (
            <Menu label={t('stores.actions')} align="end" class="framed" items={items}>
              <span>{t('stores.actions')}</span>
              <Icon name="down" size={12} />
            </Menu>
          )}
        </>
      }
    >
      {pending && figures.deleteAfter && (
        <p class="banner bad"><Icon name="warn" /> {t('stores.goes', { time: time(figures.deleteAfter, false) + ' ' + zoneLabel() })}</p>
      )}
      <div class="figures store-figures">
        <div class="figure"><span class="figure-label">{t('stores.status')}</span><span class="figure-value small-value"><Status value={figures.status} /></span></div>
        <div class="figure"><span class="figure-label">{t('home.events')}</span><span class="figure-value">{number(figures.events)}</span></div>
        <div class="figure"><span class="figure-label">{t('stores.objects')}</span><span class="figure-value">{number(figures.objects)}</span></div>
        <div class={figures.quarantine ? 'figure warn' : 'figure'}><span class="figure-label">{t('home.quarantine')}</span><span class="figure-value">{number(figures.quarantine)}</span></div>
        <div class="figure"><span class="figure-label">{t('stores.retention')}</span><span class="figure-value">{retention(figures.retentionDays)}</span></div>
        <div class="figure"><span class="figure-label">{t('stores.protection')}</span><span class="figure-value">{figures.protected ? t('common.on') : t('common.off')}</span></div>
      </div>
      {ofEvents && (
        <>
          <div class="store-columns">
            <Panel title={t('stores.takes')}>
              {store.error ? <div class="inset"><Failed error={store.error} retry={store.reload} /></div> : !s ? <Skeleton lines={4} /> : (
                <div class="inset selectors">
                  {!s.AdvancedEventSelectors?.length && <p>{t('stores.takesAll')}</p>}
                  {s.AdvancedEventSelectors?.map((x, i) => (
                    <div key={i} class="selector">
                      <b>{x.Name || t('stores.selector', { n: i + 1 })}</b>
                      {x.FieldSelectors.map((f, n) => <code key={n}>{told(f)}</code>)}
                    </div>
                  ))}
                  <dl class="facts">
                    <dt>{t('stores.regions')}</dt><dd>{s.MultiRegionEnabled ? t('stores.allRegions') : t('stores.oneRegion', { region: session.value!.region })}</dd>
                    <dt>{t('stores.organization')}</dt><dd>{s.OrganizationEnabled ? t('common.on') : t('common.off')}</dd>
                    <dt>{t('stores.created')}</dt><dd>{time(figures.created)} {zoneLabel()}</dd>
                    <dt>ARN</dt><dd class="mono">{s.EventDataStoreArn}</dd>
                  </dl>
                </div>
              )}
            </Panel>
            {s && <Tags arn={s.EventDataStoreArn} manage={manage} />}
          </div>
          {s && !figures.builtIn && <Imports arn={s.EventDataStoreArn} onStart={may('put') && !pending ? () => setDoing('import') : undefined} />}
        </>
      )}
      {doing === 'delete' && (
        <Confirm title={t('stores.deleteTitle', { name: figures.name })} action={t('common.delete')} danger onClose={() => setDoing(null)} onConfirm={() => act(lake.remove(id), t('stores.deleted'))}>
          <p>{t('stores.deleteText')}</p>
        </Confirm>
      )}
      {doing === 'retention' && <Retention days={figures.retentionDays} busy={busy} onClose={() => setDoing(null)} onSave={(days) => void act(lake.update(id, { RetentionPeriod: days }), t('stores.retentionSet'))} />}
      {doing === 'import' && s && <StartImport arn={s.EventDataStoreArn} onClose={() => { setDoing(null); overview.reload(); }} />}
    </Page>
  );
}

function Retention({ days, busy, onClose, onSave }: { days: number; busy: boolean; onClose: () => void; onSave: (days: number) => void }) {
  const [value, setValue] = useState(String(days));
  const n = Number(value);
  const wrong = !Number.isInteger(n) || n < 7 || n > 3653;
  return (
    <Dialog title={t('stores.changeRetention')} onClose={onClose} footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="primary" busy={busy} disabled={wrong} onClick={() => onSave(n)}>{t('query.save')}</Button></>}>
      <Field label={t('stores.retentionDays')} help={t('stores.retentionHelp')} error={wrong ? t('stores.retentionWrong') : undefined}>{(fid) => <input id={fid} type="number" min={7} max={3653} value={value} onInput={(e) => setValue(e.currentTarget.value)} />}</Field>
      {n < days && !wrong && <p class="banner warn"><Icon name="warn" /> {t('stores.retentionShorter')}</p>}
    </Dialog>
  );
}

function Tags({ arn, manage }: { arn: string; manage: boolean }) {
  const tags = useLoad(() => lake.tags(arn), [arn]);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const act = (p: Promise<unknown>) => p.then(tags.reload, sayError);
  return (
    <Panel title={t('stores.tags')}>
      {tags.error ? <div class="inset"><Failed error={tags.error} retry={tags.reload} /></div> : !tags.value ? <Skeleton lines={2} /> : (
        <div class="inset tag-list">
          {!tags.value.length && <p class="dim">{t('stores.noTags')}</p>}
          {tags.value.map((x) => (
            <div key={x.Key} class="row">
              <code class="grow">{x.Key} = {x.Value}</code>
              {manage && <Button kind="quiet" icon="close" label={t('stores.removeTag', { name: x.Key })} onClick={() => void act(lake.removeTags(arn, [{ Key: x.Key }]))} />}
            </div>
          ))}
          {manage && (
            <form class="tag-add" onSubmit={(e) => { e.preventDefault(); if (key.trim()) void act(lake.addTags(arn, [{ Key: key.trim(), Value: value.trim() }])).then(() => { setKey(''); setValue(''); }); }}>
              <input value={key} placeholder={t('stores.tagKey')} aria-label={t('stores.tagKey')} onInput={(e) => setKey(e.currentTarget.value)} />
              <input value={value} placeholder={t('stores.tagValue')} aria-label={t('stores.tagValue')} onInput={(e) => setValue(e.currentTarget.value)} />
              <Button type="submit" icon="plus" label={t('stores.addTag')} disabled={!key.trim()} />
            </form>
          )}
        </div>
      )}
    </Panel>
  );
}

const importKinds: Record<string, string> = { COMPLETED: 'ok', FAILED: 'bad', STOPPED: 'warn', IN_PROGRESS: 'info', INITIALIZING: 'info' };

function Imports({ arn, onStart }: { arn: string; onStart: (() => void) | undefined }) {
  const imports = useLoad(() => lake.imports(arn), [arn]);
  const runs = imports.value?.some((i) => i.ImportStatus === 'IN_PROGRESS' || i.ImportStatus === 'INITIALIZING');
  useEvery(runs ? 2000 : 15_000, imports.reload, [runs]);
  const [failures, setFailures] = useState<Import | null>(null);
  return (
    <Panel title={t('stores.imports')} actions={onStart && <Button icon="plus" onClick={onStart}>{t('stores.importStart')}</Button>}>
      {imports.error ? (
        <div class="inset"><Failed error={imports.error} retry={imports.reload} /></div>
      ) : !imports.value ? (
        <Skeleton lines={3} />
      ) : !imports.value.length ? (
        <Empty icon="download" title={t('stores.noImports')}>{t('stores.noImportsText')}</Empty>
      ) : (
        <div class="table-wrap">
          <table class="list">
            <thead>
              <tr>
                <th>{t('stores.importFrom')}</th>
                <th>{t('stores.status')}</th>
                <th>{t('stores.progress')}</th>
                <th class="num">{t('stores.files')}</th>
                <th class="num">{t('home.events')}</th>
                <th class="num">{t('stores.failures')}</th>
                <th>{t('stores.begun')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {imports.value.map((i) => {
                const n = i.ImportStatistics ?? {};
                const part = n.PrefixesFound ? (n.PrefixesCompleted ?? 0) / n.PrefixesFound : i.ImportStatus === 'COMPLETED' ? 1 : 0;
                const active = i.ImportStatus === 'IN_PROGRESS' || i.ImportStatus === 'INITIALIZING';
                return (
                  <tr key={i.ImportId}>
                    <td class="mono">{i.ImportSource?.S3.S3LocationUri}</td>
                    <td><span class={'tag ' + (importKinds[i.ImportStatus] ?? '')}>{i.ImportStatus}</span></td>
                    <td class="progress-cell"><div class="meter" role="progressbar" aria-valuenow={Math.round(part * 100)} aria-valuemin={0} aria-valuemax={100} aria-label={t('stores.progress')}><i style={{ width: `${part * 100}%` }} /></div></td>
                    <td class="num">{number(n.FilesCompleted ?? 0)}</td>
                    <td class="num">{number(n.EventsCompleted ?? 0)}</td>
                    <td class="num">{n.FailedEntries ? <button type="button" class="link-button warn-text" onClick={() => setFailures(i)}>{number(n.FailedEntries)}</button> : '0'}</td>
                    <td class="nowrap dim">{i.CreatedTimestamp ? ago(new Date(i.CreatedTimestamp * 1000)) : ''}</td>
                    <td>
                      {active && onStart && <Button kind="quiet" icon="stop" onClick={() => void lake.stopImport(i.ImportId).then(imports.reload, sayError)}>{t('stores.importStop')}</Button>}
                      {(i.ImportStatus === 'FAILED' || i.ImportStatus === 'STOPPED') && onStart && <Button kind="quiet" icon="refresh" onClick={() => void lake.startImport({ ImportId: i.ImportId }).then(imports.reload, sayError)}>{t('common.retry')}</Button>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {failures && <Failures one={failures} onClose={() => setFailures(null)} />}
    </Panel>
  );
}

function Failures({ one, onClose }: { one: Import; onClose: () => void }) {
  const list = useLoad(() => lake.failures(one.ImportId), [one.ImportId]);
  return (
    <Dialog title={t('stores.failures')} wide onClose={onClose}>
      {list.error ? <Failed error={list.error} retry={list.reload} /> : !list.value ? <Loading /> : (
        <>
          <p class="dim">{tn('stores.failureCount', list.value.length)}</p>
          <table class="list">
            <tbody>
              {list.value.map((f, i) => (
                <tr key={i}>
                  <td class="mono">{f.Location}</td>
                  <td><b>{f.ErrorType}</b><br />{f.ErrorMessage}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}

function StartImport({ arn, onClose }: { arn: string; onClose: () => void }) {
  const [uri, setUri] = useState('s3://');
  const [region, setRegion] = useState(session.value!.region);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      await lake.startImport({
        Destinations: [arn],
        ImportSource: { S3: { S3LocationUri: uri.trim(), S3BucketRegion: region.trim(), S3BucketAccessRoleArn: `arn:aws:iam::${session.value!.accountId}:role/tarn` } }, // the API wants one; Tarn reads with what tarn.yaml has for the bucket
        ...(from ? { StartEventTime: fromField(from)!.getTime() / 1000 } : {}),
        ...(to ? { EndEventTime: fromField(to)!.getTime() / 1000 } : {}),
      });
      say(t('stores.importBegun'));
      onClose();
    } catch (e) {
      sayError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t('stores.importStart')} onClose={onClose} footer={<><Button onClick={onClose}>{t('common.cancel')}</Button><Button kind="primary" busy={busy} disabled={!/^s3:\/\/[^/]+/.test(uri)} onClick={() => void begin()}>{t('stores.importStart')}</Button></>}>
      <Field label={t('stores.importUri')} help={t('stores.importUriHelp')}>{(id) => <input id={id} class="mono" autofocus value={uri} onInput={(e) => setUri(e.currentTarget.value)} />}</Field>
      <Field label={t('home.region')}>{(id) => <input id={id} class="mono" value={region} onInput={(e) => setRegion(e.currentTarget.value)} />}</Field>
      <div class="form-grid">
        <Field label={t('events.from', { zone: zoneLabel() })} optional={t('common.optional')}>{(id) => <input id={id} type="datetime-local" value={from} onInput={(e) => setFrom(e.currentTarget.value)} />}</Field>
        <Field label={t('events.to', { zone: zoneLabel() })} optional={t('common.optional')}>{(id) => <input id={id} type="datetime-local" value={to} onInput={(e) => setTo(e.currentTarget.value)} />}</Field>
      </div>
    </Dialog>
  );
}
