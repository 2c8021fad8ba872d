import { useState } from 'preact/hooks';
import { useLoad } from '../../api/load';
import type { DashboardPanel } from '../../api/types';
import { isNumber, isTime } from '../../chart/spec';
import { catalog, tableColumns } from '../../editor/tables';
import { language, t, type Key } from '../../i18n';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { statement, type Fields } from './fields';

const zones: [keyof Fields & ('dimension' | 'measure' | 'colour'), Key][] = [
  ['dimension', 'dashboards.dimension'],
  ['measure', 'dashboards.measure'],
  ['colour', 'dashboards.colour'],
];

/** Adds a panel: by dropping a table's fields, or an empty one whose statement is written. */
export function Adder({ onAdd }: { onAdd: (p: DashboardPanel) => void }) {
  const [table, setTable] = useState('');
  const [fields, setFields] = useState<Fields>({ dimension: '', measure: '', colour: '' });
  const [over, setOver] = useState('');
  const tables = useLoad(() => catalog(), []);
  const all = (tables.value?.schemas ?? []).filter((s) => s.name !== 'information_schema').flatMap((s) => s.tables.filter((x) => x.kind !== 'system').map((x) => ({ ...x, schema: s.name })));
  const chosen = all.find((x) => x.sql === table);
  const columns = useLoad(async () => (chosen ? await tableColumns(chosen.schema, chosen.name) : null), [table]);
  const list = columns.value?.columns ?? [];
  const put = (zone: string, name: string) => setFields({ ...fields, [zone]: name });
  const made = chosen && fields.dimension ? statement(chosen.sql, chosen.kind, list, fields) : null;
  return (
    <section class="panel board-adder" aria-label={t('dashboards.add')}>
      <header>
        <h2>{t('dashboards.add')}</h2>
        <span class="grow" />
        <Button
          icon="edit"
          onClick={() =>
            onAdd({
              name: '',
              title: { [language.value]: t('dashboards.newPanel') },
              sql: 'SELECT eventName, count(*) AS events\nFROM @cloudtrail\nWHERE eventTime >= @from AND eventTime < @to\nGROUP BY 1\nORDER BY 2 DESC\nLIMIT 15\n',
              chart: { type: 'bar', x: 'eventName', y: ['events'] },
              width: 6,
              height: 4,
            })
          }
        >
          {t('dashboards.bySQL')}
        </Button>
      </header>
      <div class="board-adder-body">
        <Field label={t('dashboards.table')}>
          {(id) => (
            <select
              id={id}
              value={table}
              onChange={(e) => {
                setTable(e.currentTarget.value);
                setFields({ dimension: '', measure: '', colour: '' });
              }}
            >
              <option value="">{t('dashboards.chooseTable')}</option>
              {all.map((x) => (
                <option key={x.sql} value={x.sql}>
                  {x.schema === 'default' ? x.name : x.schema + '.' + x.name}
                </option>
              ))}
            </select>
          )}
        </Field>
        {chosen && (
          <>
            <ul class="board-fields" aria-label={t('dashboards.fields')}>
              {list.map((c) => (
                <li key={c.name}>
                  <button type="button" draggable class="board-field" title={c.type} onDragStart={(e) => e.dataTransfer?.setData('text/plain', c.name)} onClick={() => put(fields.dimension ? (isNumber(c.type) ? 'measure' : 'colour') : 'dimension', c.name)}>
                    <i class={isTime(c.type) ? 'time' : isNumber(c.type) ? 'number' : 'text'} />
                    {c.name}
                  </button>
                </li>
              ))}
            </ul>
            <div class="board-drops">
              {zones.map(([zone, label]) => (
                <div
                  key={zone}
                  class={over === zone ? 'board-drop over' : 'board-drop'}
                  onDragOver={(e) => {
                    e.preventDefault();
                    setOver(zone);
                  }}
                  onDragLeave={() => setOver('')}
                  onDrop={(e) => {
                    e.preventDefault();
                    setOver('');
                    put(zone, e.dataTransfer?.getData('text/plain') ?? '');
                  }}
                >
                  <Field label={t(label)}>
                    {(id) => (
                      <select id={id} value={fields[zone]} onChange={(e) => put(zone, e.currentTarget.value)}>
                        <option value="">{zone === 'measure' ? t('dashboards.rows') : '–'}</option>
                        {list.map((c) => (
                          <option key={c.name}>{c.name}</option>
                        ))}
                      </select>
                    )}
                  </Field>
                </div>
              ))}
              <Button kind="primary" icon="plus" disabled={!made} onClick={() => made && onAdd({ name: '', title: { [language.value]: [fields.measure || t('dashboards.rows'), fields.dimension, fields.colour].filter(Boolean).join(' · ') }, ...made })}>
                {t('dashboards.addPanel')}
              </Button>
            </div>
            {made && <pre class="command board-made">{made.sql}</pre>}
          </>
        )}
      </div>
    </section>
  );
}
