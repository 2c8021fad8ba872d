import { useState } from 'preact/hooks';
import { t, type Key } from '../../i18n';
import { go } from '../../router';
import { session } from '../../session';
import { Button } from '../../ui/button';
import { Checkbox, Field, Segments } from '../../ui/field';
import { Page, Panel } from '../../ui/page';
import { sayError, say } from '../../ui/toast';
import { lake, networkSources, resourceTypes, told, type FieldSelector, type Selector, type Tag } from './lake';
import { retention } from './stores';

type Template = 'all' | 'read' | 'write' | 'custom';
interface Condition {
  field: string;
  op: keyof FieldSelector;
  values: string;
}
interface Part {
  /** The resource type of data events, or the event source of network activity. */
  of: string;
  name: string;
  template: Template;
  conditions: Condition[];
}

const ops: [keyof FieldSelector, Key][] = [['Equals', 'events.op.is'], ['NotEquals', 'events.op.not'], ['StartsWith', 'events.op.starts'], ['NotStartsWith', 'stores.op.notStarts'], ['EndsWith', 'stores.op.ends'], ['NotEndsWith', 'stores.op.notEnds']];
const dataFields = ['eventName', 'readOnly', 'resources.ARN', 'eventSource', 'eventType', 'sessionCredentialFromConsole', 'userIdentity.arn'];
const networkFields = ['eventName', 'errorCode', 'vpcEndpointId'];

function conditionsOf(p: Part, network: boolean): FieldSelector[] {
  if (p.template === 'read' || p.template === 'write') return network ? [] : [{ Field: 'readOnly', Equals: [String(p.template === 'read')] }];
  if (p.template !== 'custom') return [];
  const by = new Map<string, FieldSelector>();
  for (const c of p.conditions) {
    const values = c.values.split(/[\n,]+/).map((v) => v.trim()).filter(Boolean);
    if (!values.length) continue;
    const f: FieldSelector = by.get(c.field) ?? { Field: c.field };
    by.set(c.field, { ...f, [c.op]: [...((f[c.op] as string[] | undefined) ?? []), ...values] });
  }
  return [...by.values()];
}

/** Makes an event data store, as CloudTrail Lake's wizard does: what it is, which events it takes, review. */
export function Wizard() {
  const [step, setStep] = useState(0);
  const [name, setName] = useState('');
  const [days, setDays] = useState('366');
  const [all, setAll] = useState(true);
  const [organization, setOrganization] = useState(false);
  const [start, setStart] = useState(true);
  const [protect, setProtect] = useState(true);
  const [tags, setTags] = useState<Tag[]>([]);
  const [management, setManagement] = useState(true);
  const [read, setRead] = useState(true);
  const [write, setWrite] = useState(true);
  const [noKms, setNoKms] = useState(false);
  const [noRds, setNoRds] = useState(false);
  const [data, setData] = useState<Part[]>([]);
  const [network, setNetwork] = useState<Part[]>([]);
  const [busy, setBusy] = useState(false);

  const n = Number(days);
  const badName = name !== '' && !/^[a-zA-Z0-9._-]{3,128}$/.test(name);
  const badDays = !Number.isInteger(n) || n < 7 || n > 3653;

  const selectors: Selector[] = [];
  if (management && (read || write)) {
    const f: FieldSelector[] = [{ Field: 'eventCategory', Equals: ['Management'] }];
    if (read !== write) f.push({ Field: 'readOnly', Equals: [String(read)] });
    const without = [...(noKms ? ['kms.amazonaws.com'] : []), ...(noRds ? ['rdsdata.amazonaws.com'] : [])];
    if (without.length) f.push({ Field: 'eventSource', NotEquals: without });
    selectors.push({ Name: t('stores.management'), FieldSelectors: f });
  }
  for (const p of data) selectors.push({ Name: p.name || p.of, FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: [p.of] }, ...conditionsOf(p, false)] });
  for (const p of network) selectors.push({ Name: p.name || p.of, FieldSelectors: [{ Field: 'eventCategory', Equals: ['NetworkActivity'] }, { Field: 'eventSource', Equals: [p.of] }, ...conditionsOf(p, true)] });

  const create = async () => {
    setBusy(true);
    try {
      const made = await lake.create({
        Name: name, RetentionPeriod: n, MultiRegionEnabled: all, OrganizationEnabled: organization, StartIngestion: start, TerminationProtectionEnabled: protect, AdvancedEventSelectors: selectors,
        ...(tags.length ? { TagsList: tags.filter((x) => x.Key) } : {}),
      });
      say(t('stores.made', { name }));
      go('/stores/' + made.EventDataStoreArn.split('/').pop());
    } catch (e) {
      sayError(e);
      setBusy(false);
    }
  };
  const steps: Key[] = ['stores.step.configure', 'stores.step.events', 'stores.step.review'];
  const ready = step === 0 ? name !== '' && !badName && !badDays : selectors.length > 0;
  return (
    <Page title={t('stores.create')} sub={<><a href="/stores">{t('nav.stores')}</a> / {t('stores.new')}</>}>
      <ol class="wizard-steps">
        {steps.map((s, i) => (
          <li key={s} aria-current={i === step ? 'step' : undefined} class={i < step ? 'done' : ''}>
            <button type="button" disabled={i > step} onClick={() => setStep(i)}>
              <span>{i + 1}</span> {t(s)}
            </button>
          </li>
        ))}
      </ol>
      {step === 0 && (
        <Panel title={t('stores.step.configure')}>
          <div class="inset form">
            <Field label={t('stores.name')} help={t('stores.nameHelp')} error={badName ? t('stores.nameWrong') : undefined}>{(id) => <input id={id} class="mono" value={name} autofocus onInput={(e) => setName(e.currentTarget.value.trim())} />}</Field>
            <Field label={t('stores.retentionDays')} help={t('stores.retentionHelp')} error={badDays ? t('stores.retentionWrong') : undefined}>{(id) => <input id={id} type="number" min={7} max={3653} value={days} onInput={(e) => setDays(e.currentTarget.value)} />}</Field>
            <Field label={t('stores.regions')}>{() => <Segments label={t('stores.regions')} value={all ? 'all' : 'one'} onChange={(v) => setAll(v === 'all')} options={[['all', t('stores.allRegions')], ['one', t('stores.oneRegion', { region: session.value!.region })]]} />}</Field>
            <Checkbox checked={organization} onChange={setOrganization} label={t('stores.organization')} help={t('stores.organizationHelp')} />
            <Checkbox checked={start} onChange={setStart} label={t('stores.startNow')} help={t('stores.startNowHelp')} />
            <Checkbox checked={protect} onChange={setProtect} label={t('stores.protection')} help={t('stores.protectionHelp')} />
            <div class="field">
              <b>{t('stores.tags')}</b>
              {tags.map((x, i) => (
                <div key={i} class="row">
                  <input value={x.Key} placeholder={t('stores.tagKey')} aria-label={t('stores.tagKey')} onInput={(e) => setTags(tags.map((o, m) => (m === i ? { ...o, Key: e.currentTarget.value } : o)))} />
                  <input value={x.Value} placeholder={t('stores.tagValue')} aria-label={t('stores.tagValue')} onInput={(e) => setTags(tags.map((o, m) => (m === i ? { ...o, Value: e.currentTarget.value } : o)))} />
                  <Button kind="quiet" icon="close" label={t('stores.removeTag', { name: x.Key })} onClick={() => setTags(tags.filter((_, m) => m !== i))} />
                </div>
              ))}
              <div><Button kind="quiet" icon="plus" onClick={() => setTags([...tags, { Key: '', Value: '' }])}>{t('stores.addTag')}</Button></div>
            </div>
          </div>
        </Panel>
      )}
      {step === 1 && (
        <>
          <Panel title={t('stores.management')}>
            <div class="inset form">
              <Checkbox checked={management} onChange={setManagement} label={t('stores.management')} help={t('stores.managementHelp')} />
              {management && (
                <div class="indent">
                  <Checkbox checked={read} onChange={setRead} label={t('stores.readEvents')} />
                  <Checkbox checked={write} onChange={setWrite} label={t('stores.writeEvents')} />
                  <Checkbox checked={noKms} onChange={setNoKms} label={t('stores.noKms')} />
                  <Checkbox checked={noRds} onChange={setNoRds} label={t('stores.noRds')} />
                </div>
              )}
            </div>
          </Panel>
          <Panel title={t('stores.dataEvents')} actions={<Button icon="plus" onClick={() => setData([...data, { of: resourceTypes[0]!, name: '', template: 'all', conditions: [] }])}>{t('stores.addSelector')}</Button>}>
            <div class="inset form">
              {!data.length && <p class="dim">{t('stores.dataHelp')}</p>}
              {data.map((p, i) => <PartForm key={i} part={p} network={false} onChange={(x) => setData(data.map((o, m) => (m === i ? x : o)))} onRemove={() => setData(data.filter((_, m) => m !== i))} />)}
            </div>
          </Panel>
          <Panel title={t('stores.networkEvents')} actions={<Button icon="plus" onClick={() => setNetwork([...network, { of: networkSources[0]!, name: '', template: 'all', conditions: [] }])}>{t('stores.addSelector')}</Button>}>
            <div class="inset form">
              {!network.length && <p class="dim">{t('stores.networkHelp')}</p>}
              {network.map((p, i) => <PartForm key={i} part={p} network onChange={(x) => setNetwork(network.map((o, m) => (m === i ? x : o)))} onRemove={() => setNetwork(network.filter((_, m) => m !== i))} />)}
            </div>
          </Panel>
          {!selectors.length && <p class="banner warn">{t('stores.takesNothing')}</p>}
        </>
      )}
      {step === 2 && (
        <Panel title={t('stores.step.review')}>
          <div class="inset form">
            <dl class="facts">
              <dt>{t('stores.name')}</dt><dd class="mono">{name}</dd>
              <dt>{t('stores.retention')}</dt><dd>{retention(n)}</dd>
              <dt>{t('stores.regions')}</dt><dd>{all ? t('stores.allRegions') : t('stores.oneRegion', { region: session.value!.region })}</dd>
              <dt>{t('stores.organization')}</dt><dd>{organization ? t('common.on') : t('common.off')}</dd>
              <dt>{t('stores.startNow')}</dt><dd>{start ? t('common.on') : t('common.off')}</dd>
              <dt>{t('stores.protection')}</dt><dd>{protect ? t('common.on') : t('common.off')}</dd>
              {tags.some((x) => x.Key) && (<><dt>{t('stores.tags')}</dt><dd class="mono">{tags.filter((x) => x.Key).map((x) => `${x.Key}=${x.Value}`).join(', ')}</dd></>)}
            </dl>
            <h3>{t('stores.takes')}</h3>
            <div class="selectors">
              {selectors.map((s, i) => (
                <div key={i} class="selector"><b>{s.Name}</b>{s.FieldSelectors.map((f, m) => <code key={m}>{told(f)}</code>)}</div>
              ))}
            </div>
          </div>
        </Panel>
      )}
      <div class="wizard-foot">
        <a class="button" href="/stores">{t('common.cancel')}</a>
        <span class="grow" />
        {step > 0 && <Button onClick={() => setStep(step - 1)}>{t('common.back')}</Button>}
        {step < 2 ? <Button kind="primary" disabled={!ready} onClick={() => setStep(step + 1)}>{t('common.next')}</Button> : <Button kind="primary" busy={busy} onClick={() => void create()}>{t('stores.create')}</Button>}
      </div>
    </Page>
  );
}

function PartForm({ part, network, onChange, onRemove }: { part: Part; network: boolean; onChange: (p: Part) => void; onRemove: () => void }) {
  const templates: [Template, string][] = network ? [['all', t('stores.template.all')], ['custom', t('stores.template.custom')]] : [['all', t('stores.template.all')], ['read', t('stores.template.read')], ['write', t('stores.template.write')], ['custom', t('stores.template.custom')]];
  const list = network ? 'network-sources' : 'resource-types';
  return (
    <div class="part">
      <div class="form-grid">
        <Field label={network ? t('events.field.eventSource') : t('events.field.resourceType')}>
          {(id) => (
            <>
              <input id={id} class="mono" list={list} value={part.of} onInput={(e) => onChange({ ...part, of: e.currentTarget.value.trim() })} />
              <datalist id={list}>{(network ? networkSources : resourceTypes).map((x) => <option key={x} value={x} />)}</datalist>
            </>
          )}
        </Field>
        <Field label={t('stores.selectorName')} optional={t('common.optional')}>{(id) => <input id={id} value={part.name} onInput={(e) => onChange({ ...part, name: e.currentTarget.value })} />}</Field>
        <Field label={t('stores.template')}>{() => <Segments label={t('stores.template')} value={part.template} options={templates} onChange={(template) => onChange({ ...part, template, conditions: template === 'custom' && !part.conditions.length ? [{ field: network ? 'eventName' : 'resources.ARN', op: 'StartsWith', values: '' }] : part.conditions })} />}</Field>
        <div class="part-remove"><Button kind="quiet" icon="trash" onClick={onRemove}>{t('common.remove')}</Button></div>
      </div>
      {part.template === 'custom' && (
        <div class="indent">
          {part.conditions.map((c, i) => {
            const set = (more: Partial<Condition>) => onChange({ ...part, conditions: part.conditions.map((o, m) => (m === i ? { ...o, ...more } : o)) });
            return (
              <div key={i} class="row">
                <select value={c.field} aria-label={t('events.field')} onChange={(e) => set({ field: e.currentTarget.value })}>{(network ? networkFields : dataFields).map((f) => <option key={f}>{f}</option>)}</select>
                <select value={c.op} aria-label={t('events.op')} onChange={(e) => set({ op: e.currentTarget.value as keyof FieldSelector })}>{ops.map(([o, k]) => <option key={o} value={o}>{t(k)}</option>)}</select>
                <input class="mono grow" value={c.values} aria-label={t('events.value')} placeholder={t('stores.values')} onInput={(e) => set({ values: e.currentTarget.value })} />
                <Button kind="quiet" icon="close" label={t('common.remove')} onClick={() => onChange({ ...part, conditions: part.conditions.filter((_, m) => m !== i) })} />
              </div>
            );
          })}
          <div><Button kind="quiet" icon="plus" onClick={() => onChange({ ...part, conditions: [...part.conditions, { field: 'eventName', op: 'Equals', values: '' }] })}>{t('stores.addCondition')}</Button></div>
        </div>
      )}
    </div>
  );
}
