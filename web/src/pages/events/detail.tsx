import { useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { Condition, Event, Events, WholeEvent } from '../../api/types';
import { t, type Key } from '../../i18n';
import { time, zoneLabel } from '../../i18n/time';
import { go, setParams } from '../../router';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icons';
import { Json, indented, parse, type Node } from '../../ui/json';
import { Failed, Loading, Skeleton } from '../../ui/state';
import { copy } from '../../ui/toast';
import { addFilter, fieldKey } from './search';

type What = 'overview' | 'json' | 'origin' | 'related';

/** An event as it was delivered, where it came from, and what belongs to it. */
export function Detail({ id, store, at, list, onClose }: { id: string; short: Event | undefined; store: string; at: string | undefined; list: Event[]; onClose: () => void }) {
  const whole = useLoad((signal) => api.get<WholeEvent>(`/events/${encodeURIComponent(id)}`, { store, time: at }, signal), [id, store]);
  const [what, setWhat] = useState<What>('overview');
  const e = whole.value;
  const node = e ? parse(e.json) : null;
  const place = list.findIndex((x) => x.id === id);
  const get = (...path: string[]): string | undefined => {
    let n: Node | undefined | null = node;
    for (const p of path) n = n?.kind === 'object' ? n.members.find(([k]) => k === p)?.[1] : undefined;
    return n && (n.kind === 'string' || n.kind === 'number' || n.kind === 'word') && n.text !== 'null' ? n.text : undefined;
  };
  const text = node ? indented(node) : '';
  return (
    <Dialog
      kind="drawer"
      wide
      title={get('eventName') ?? t('events.event')}
      onClose={onClose}
      footer={
        <>
          <Button icon="copy" onClick={() => void copy(text, t('common.copied'))}>{t('common.copyJson')}</Button>
          <span class="grow" />
          <Button disabled={place <= 0} onClick={() => setParams({ id: list[place - 1]!.id })}>{t('events.newer')}</Button>
          <Button disabled={place < 0 || place >= list.length - 1} onClick={() => setParams({ id: list[place + 1]!.id })}>{t('events.older')}</Button>
        </>
      }
    >
      <div class="tabs" role="tablist">
        {(['overview', 'json', 'origin', 'related'] as What[]).map((w) => (
          <button key={w} type="button" role="tab" aria-selected={what === w} onClick={() => setWhat(w)}>{t(`events.tab.${w}`)}</button>
        ))}
      </div>
      {whole.error ? (
        <Failed error={whole.error} retry={whole.reload} />
      ) : !e ? (
        <Skeleton lines={10} />
      ) : what === 'json' ? (
        <Json text={e.json} open={3} />
      ) : what === 'origin' ? (
        <Origin e={e} />
      ) : what === 'related' ? (
        <Related id={id} store={store} get={get} issued={e.issuedKeyId} />
      ) : (
        <Facts get={get} issued={e.issuedKeyId} node={node} />
      )}
    </Dialog>
  );
}

function Facts({ get, issued, node }: { get: (...p: string[]) => string | undefined; issued: string | undefined; node: Node | null }) {
  const facts: [string, string | undefined, boolean?][] = [
    ['userName', get('userIdentity', 'userName') ?? (get('userIdentity', 'type') === 'Root' ? 'root' : get('userIdentity', 'principalId')?.split(':')[1])],
    ['userArn', get('userIdentity', 'arn')],
    ['userType', get('userIdentity', 'type')],
    ['userAccount', get('userIdentity', 'accountId')],
    ['accessKeyId', get('userIdentity', 'accessKeyId')],
    ['issuerArn', get('userIdentity', 'sessionContext', 'sessionIssuer', 'arn')],
    ['issuedKeyId', issued],
    ['eventSource', get('eventSource')],
    ['region', get('awsRegion')],
    ['account', get('recipientAccountId')],
    ['address', get('sourceIPAddress')],
    ['userAgent', get('userAgent')],
    ['errorCode', get('errorCode')],
    ['errorMessage', get('errorMessage')],
    ['readOnly', get('readOnly')],
    ['type', get('eventType')],
    ['category', get('eventCategory')],
    ['requestId', get('requestID')],
    ['eventId', get('eventID')],
  ];
  const at = get('eventTime');
  const parts = ['requestParameters', 'responseElements', 'additionalEventData', 'resources', 'serviceEventDetails'];
  return (
    <>
      <dl class="facts event-facts">
        {at && (
          <>
            <dt>{t('events.column.time')}</dt>
            <dd>{time(at)} {zoneLabel()}</dd>
          </>
        )}
        {facts.map(
          ([field, value]) =>
            value !== undefined && (
              <>
                <dt>{t(fieldKey(field))}</dt>
                <dd>
                  <span class={field === 'errorCode' ? 'tag bad' : ''}>{named(value)}</span>
                  <button type="button" class="fact-filter" aria-label={t('events.filterBy', { value })} title={t('events.filterBy', { value })} onClick={() => addFilter(field, value)}>
                    <Icon name="filter" size={13} />
                  </button>
                </dd>
              </>
            ),
        )}
      </dl>
      {parts.map((p) => {
        const n = node?.kind === 'object' ? node.members.find(([k]) => k === p)?.[1] : undefined;
        if (!n || (n.kind === 'word' && n.text === 'null')) return null;
        return (
          <section key={p} class="event-part">
            <h3>{p}</h3>
            <Json text={indented(n)} open={3} />
          </section>
        );
      })}
    </>
  );
}

function Origin({ e }: { e: WholeEvent }) {
  const o = e.origin;
  const rows: [Key, string | undefined][] = [
    ['events.origin.object', o.object],
    ['events.origin.record', String(o.record)],
    ['events.origin.version', o.version],
    ['events.origin.etag', o.etag],
    ['events.origin.sha256', o.sha256],
    ['events.origin.ingested', o.ingested && time(o.ingested) + ' ' + zoneLabel()],
  ];
  return (
    <>
      <p class="dim">{t('events.origin.text')}</p>
      <dl class="facts">
        {rows.map(
          ([k, v]) =>
            v && (
              <>
                <dt>{t(k)}</dt>
                <dd class="mono">{v}</dd>
              </>
            ),
        )}
      </dl>
      <div class="row">
        <Button icon="filter" onClick={() => addFilter('object', o.object)}>{t('events.origin.same')}</Button>
      </div>
    </>
  );
}

function Related({ id, store, get, issued }: { id: string; store: string; get: (...p: string[]) => string | undefined; issued: string | undefined }) {
  const key = get('userIdentity', 'accessKeyId');
  const arn = get('userIdentity', 'arn');
  const address = get('sourceIPAddress');
  const shared = get('sharedEventID');
  const groups: [Key, Condition[]][] = [];
  if (issued) groups.push(['events.related.issued', [{ field: 'accessKeyId', value: issued }]]);
  if (key) {
    groups.push(['events.related.key', [{ field: 'accessKeyId', value: key }]]);
    groups.push(['events.related.issuer', [{ field: 'issuedKeyId', value: key }]]);
  } else if (arn) groups.push(['events.related.user', [{ field: 'userArn', value: arn }]]);
  if (shared) groups.push(['events.related.shared', [{ field: 'sharedEventId', value: shared }]]);
  if (address) groups.push(['events.related.address', [{ field: 'address', value: address }]]);
  return (
    <>
      {groups.map(([title, filters]) => (
        <Group key={title} title={title} filters={filters} id={id} store={store} around={get('eventTime')} />
      ))}
    </>
  );
}

function Group({ title, filters, id, store, around }: { title: Key; filters: Condition[]; id: string; store: string; around: string | undefined }) {
  const [wide, setWide] = useState(false);
  const at = Date.parse(around ?? '');
  const span = wide ? 30 * 86400e3 : 12 * 3600e3;
  const found = useLoad((signal) => api.post<Events>('/events', { store: store || undefined, filters, reads: true, limit: 50, ...(Number.isNaN(at) ? {} : { from: new Date(at - span).toISOString(), to: new Date(at + span).toISOString() }) }, signal), [id, wide, JSON.stringify(filters)]);
  const list = found.value?.events.filter((e) => e.id !== id) ?? [];
  return (
    <section class="related">
      <header>
        <h3>{t(title)}</h3>
        <code class="cut">{filters[0]!.value}</code>
        <button type="button" class="button quiet" onClick={() => setWide(!wide)}>{t(wide ? 'events.related.near' : 'events.related.wide')}</button>
        <button type="button" class="button quiet" onClick={() => go('/events?range=all&reads=1&f=' + encodeURIComponent(`${filters[0]!.field}~is~${filters[0]!.value}`) + (store ? '&store=' + store : ''))}>{t('common.all')}</button>
      </header>
      {found.error ? (
        <Failed error={found.error} retry={found.reload} />
      ) : !found.value ? (
        <Loading />
      ) : !list.length ? (
        <p class="dim related-none">{t('events.related.none')}</p>
      ) : (
        <ul>
          {list.slice(0, 20).map((e) => (
            <li key={e.id}>
              <button type="button" onClick={() => setParams({ id: e.id })}>
                <span class="dim num-left">{time(e.time)}</span>
                <b>{e.name}</b>
                <span class="dim cut">{e.userName || e.userType}</span>
                {e.errorCode && <span class="tag bad">{e.errorCode}</span>}
              </button>
            </li>
          ))}
          {list.length > 20 && <li class="dim related-none">…</li>}
        </ul>
      )}
    </section>
  );
}

