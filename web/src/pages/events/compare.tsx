import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { Event, WholeEvent } from '../../api/types';
import { t } from '../../i18n';
import { time } from '../../i18n/time';
import { Dialog } from '../../ui/dialog';
import { parse, type Node } from '../../ui/json';
import { Failed, Loading } from '../../ui/state';

/** The values of JSON by their paths. */
function flat(node: Node, at = '', out = new Map<string, string>()): Map<string, string> {
  if (node.kind === 'object') for (const [k, v] of node.members) flat(v, at ? at + '.' + k : k, out);
  else if (node.kind === 'array') node.items.forEach((v, i) => flat(v, `${at}[${i}]`, out));
  else out.set(at, node.text);
  return out;
}

/** Two events beside each other, where they differ first. */
export function Compare({ pair, store, onClose }: { pair: [Event, Event]; store: string; onClose: () => void }) {
  const [same, setSame] = useState(false);
  const both = useLoad((signal) => Promise.all(pair.map((e) => api.get<WholeEvent>(`/events/${encodeURIComponent(e.id)}`, { store, time: e.time }, signal))), [pair[0].id, pair[1].id]);
  const [a, b] = (both.value ?? []).map((e) => {
    const n = parse(e.json);
    return n ? flat(n) : new Map<string, string>();
  });
  const paths = a && b ? [...new Set([...a.keys(), ...b.keys()])] : [];
  const rows = paths.filter((p) => same || a!.get(p) !== b!.get(p));
  return (
    <Dialog title={t('events.compareTitle')} wide onClose={onClose}>
      {both.error ? (
        <Failed error={both.error} retry={both.reload} />
      ) : !a || !b ? (
        <Loading />
      ) : (
        <>
          <label class="check">
            <input type="checkbox" checked={same} onChange={(e) => setSame(e.currentTarget.checked)} />
            <span>{t('events.compareSame')}</span>
          </label>
          <div class="table-wrap">
            <table class="list compare">
              <thead>
                <tr>
                  <th>{t('events.field')}</th>
                  {pair.map((e) => (
                    <th key={e.id}>
                      {e.name}
                      <br />
                      <span class="dim">{time(e.time)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((p) => (
                  <tr key={p}>
                    <td class="mono">{p}</td>
                    {[a, b].map((m, i) => (
                      <td key={i} class={a.get(p) === b.get(p) ? 'mono dim' : m.has(p) ? 'mono differs' : 'mono'}>
                        {m.get(p) ?? <span class="dim">–</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Dialog>
  );
}
