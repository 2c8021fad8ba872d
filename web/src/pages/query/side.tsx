import { useState } from 'preact/hooks';
import { named } from '../../accounts';
import { api } from '../../api/client';
import { useEvery, useLoad } from '../../api/load';
import type { Execution, History, Sample, Samples, Saved, SavedQuery, TableColumn, TableName, Values } from '../../api/types';
import { catalog, tableColumns } from '../../editor/tables';
import { members, shortType } from '../../editor/statements';
import { bytes, duration, inLanguage, number, t, tn, type Key } from '../../i18n';
import { ago } from '../../i18n/time';
import { may } from '../../session';
import { stored } from '../../stored';
import { Button } from '../../ui/button';
import { Confirm } from '../../ui/dialog';
import { Icon, type IconName } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { Empty, Failed, Skeleton, errorText } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { change, final, open, runs, tabs } from './tabs';

type What = 'tables' | 'saved' | 'samples' | 'history';
const shown = stored<What>('tarn.query.sideShows', 'tables');
const parts: [What, IconName][] = [
  ['tables', 'schema'],
  ['saved', 'star'],
  ['samples', 'query'],
  ['history', 'history'],
];

export function Side({ insert }: { insert: (text: string) => void }) {
  return (
    <aside class="query-side" aria-label={t('query.side')}>
      <div class="tabs" role="tablist">
        {parts.map(([what, icon]) => (
          <button key={what} type="button" role="tab" aria-selected={shown.value === what} title={t(`query.side.${what}`)} onClick={() => (shown.value = what)}>
            <Icon name={icon} size={15} />
            <span>{t(`query.side.${what}`)}</span>
          </button>
        ))}
      </div>
      {shown.value === 'tables' ? <TableTree insert={insert} /> : shown.value === 'saved' ? <SavedList /> : shown.value === 'samples' ? <SampleList /> : <HistoryList />}
    </aside>
  );
}

function Search({ value, onInput, label }: { value: string; onInput: (v: string) => void; label: string }) {
  return (
    <div class="search side-search">
      <Icon name="search" size={14} />
      <input type="search" value={value} placeholder={label} aria-label={label} onInput={(e) => onInput(e.currentTarget.value)} />
    </div>
  );
}

function TableTree({ insert }: { insert: (text: string) => void }) {
  const [find, setFind] = useState('');
  const tables = useLoad(() => catalog(true), []);
  if (tables.error) return <div class="side-body"><Failed error={tables.error} retry={tables.reload} /></div>;
  if (!tables.value) return <Skeleton lines={7} />;
  const q = find.trim().toLowerCase();
  const match = (x: TableName) => x.name.toLowerCase().includes(q);
  const schemas = tables.value.schemas.map((s) => ({ ...s, tables: s.tables.filter(match) })).filter((s) => !q || s.tables.length);
  const empty = tables.value.schemas.every((s) => s.name === 'information_schema' || s.name === 'tarn' || !s.tables.length);
  return (
    <>
      <Search value={find} onInput={setFind} label={t('query.findTable')} />
      <div class="side-body tree">
        {empty && <Empty icon="store" title={t('query.noTables')} />}
        {q && !schemas.length && <p class="dim side-note">{t('common.nothingFound')}</p>}
        {schemas.map((s) => (
          <SchemaNode key={s.name} name={s.name} tables={s.tables} open={!!q || s.name === 'default' || (s.name !== 'information_schema' && s.name !== 'tarn' && schemas.length < 6)} insert={insert} />
        ))}
      </div>
    </>
  );
}

function SchemaNode({ name, tables, open: first, insert }: { name: string; tables: TableName[]; open: boolean; insert: (text: string) => void }) {
  const [is, setIs] = useState<boolean | null>(null);
  const open = is ?? first;
  return (
    <div>
      <button type="button" class="tree-line" aria-expanded={open} onClick={() => setIs(!open)}>
        <Icon name={open ? 'down' : 'chevron'} size={12} />
        <Icon name="schema" size={14} />
        <b class="cut">{name}</b>
        <span class="dim">{number(tables.length)}</span>
      </button>
      {open && (
        <div class="tree-inner">
          {tables.map((x) => (
            <TableNode key={x.name} schema={name} table={x} insert={insert} />
          ))}
        </div>
      )}
    </div>
  );
}

const kindIcons: Record<string, IconName> = { store: 'store', log: 'store', view: 'view', table: 'table', system: 'table' };

function TableNode({ schema, table, insert }: { schema: string; table: TableName; insert: (text: string) => void }) {
  const [is, setIs] = useState(false);
  const [columns, setColumns] = useState<TableColumn[] | null>(null);
  const unfold = async () => {
    setIs(!is);
    if (!columns) setColumns((await tableColumns(schema, table.name))?.columns ?? []);
  };
  const preview = () => open({ title: table.name, sql: `SELECT *\nFROM ${table.sql}\nLIMIT 100` });
  return (
    <div>
      <div class="tree-row">
        <button type="button" class="tree-line" aria-expanded={is} onClick={() => void unfold()}>
          <Icon name={is ? 'down' : 'chevron'} size={12} />
          <Icon name={kindIcons[table.kind] ?? 'table'} size={14} />
          <span class="cut">{table.name}</span>
        </button>
        <Menu label={t('query.tableActions', { table: table.name })} align="end" class="tree-menu" items={[{ label: t('query.preview'), icon: 'play', onSelect: preview }, { label: t('query.insert'), icon: 'edit', onSelect: () => insert(table.sql) }, { label: t('query.definition'), icon: 'view', onSelect: () => open({ title: table.name, sql: table.kind === 'store' || table.kind === 'log' || table.kind === 'system' ? `DESCRIBE ${table.sql}` : `SHOW CREATE ${table.kind === 'view' ? 'VIEW' : 'TABLE'} ${table.sql}` }) }]}>
          <Icon name="dots" size={14} />
        </Menu>
      </div>
      {is && (
        <div class="tree-inner">
          {columns === null ? <Skeleton lines={3} /> : columns.map((c) => <ColumnNode key={c.name} schema={schema} table={table.name} column={c} insert={insert} path={c.name} />)}
        </div>
      )}
    </div>
  );
}

const bare = (name: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name}"`);

function ColumnNode({ schema, table, column, insert, path }: { schema: string; table: string; column: { name: string; type: string; doc?: string; hidden?: boolean }; insert: (text: string) => void; path: string }) {
  const [is, setIs] = useState(false);
  const [samples, setSamples] = useState(false);
  const inner = members(column.type);
  return (
    <div>
      <div class={column.hidden ? 'tree-column hidden-column' : 'tree-column'}>
        {inner.length ? (
          <button type="button" class="tree-fold" aria-expanded={is} aria-label={t('query.unfold', { name: column.name })} onClick={() => setIs(!is)}>
            <Icon name={is ? 'down' : 'chevron'} size={12} />
          </button>
        ) : (
          <span class="tree-fold" />
        )}
        <button type="button" class="tree-name" title={[column.doc, column.type].filter(Boolean).join('\n')} onClick={() => insert(path.split('.').map(bare).join('.'))}>
          <span class="cut">{column.name}</span>
          <span class="tree-type cut">{shortType(column.type)}</span>
        </button>
        {may('query') && (
          <button type="button" class="tree-samples" aria-expanded={samples} title={t('query.values', { name: column.name })} aria-label={t('query.values', { name: column.name })} onClick={() => setSamples(!samples)}>
            <Icon name="view" size={13} />
          </button>
        )}
      </div>
      {samples && <ColumnValues schema={schema} table={table} column={path} type={column.type} insert={insert} />}
      {is && (
        <div class="tree-inner">
          {inner.map((m) => (
            <ColumnNode key={m.name} schema={schema} table={table} column={m} insert={insert} path={path + '.' + m.name} />
          ))}
        </div>
      )}
    </div>
  );
}

/** Some values of a column, the commonest first. One that is chosen goes into the statement. */
function ColumnValues({ schema, table, column, type, insert }: { schema: string; table: string; column: string; type: string; insert: (text: string) => void }) {
  const found = useLoad((signal) => api.get<Values>('/catalog/values', { schema, name: table, column }, signal), [schema, table, column]);
  if (found.error) return <p class="tree-values dim">{errorText(found.error)}</p>;
  if (!found.value) return <Skeleton lines={2} />;
  if (!found.value.values.length) return <p class="tree-values dim">{t('query.noValues')}</p>;
  const literal = (v: string) => (/^(varchar|char)/.test(type) ? `'${v.replaceAll("'", "''")}'` : /^(timestamp|date)/.test(type) ? `${/^date/.test(type) ? 'DATE' : 'TIMESTAMP'} '${v}'` : v);
  return (
    <ul class="tree-values">
      {found.value.values.map((v) => (
        <li key={v}>
          <button type="button" class="cut" title={v} onClick={() => insert(literal(v))}>
            {named(v)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function SavedList() {
  const [find, setFind] = useState('');
  const [gone, setGone] = useState<SavedQuery | null>(null);
  const saved = useLoad((signal) => api.get<Saved>('/saved', {}, signal), [tabs.value.map((x) => x.saved).join()]);
  if (saved.error) return <div class="side-body"><Failed error={saved.error} retry={saved.reload} /></div>;
  if (!saved.value) return <Skeleton lines={5} />;
  const q = find.trim().toLowerCase();
  const list = saved.value.queries.filter((x) => (x.name + ' ' + (x.description ?? '') + ' ' + x.sql).toLowerCase().includes(q));
  if (!saved.value.queries.length) return <Empty icon="star" title={t('query.noSaved')}>{t('query.noSavedText')}</Empty>;
  return (
    <>
      <Search value={find} onInput={setFind} label={t('query.findSaved')} />
      <ul class="side-body side-list">
        {list.map((x) => (
          <li key={x.id}>
            <button type="button" class="side-item" onClick={() => open({ title: x.name, sql: x.sql, database: x.database || 'default', saved: x.id })}>
              <b>{x.name}</b>
              {x.description && <span class="dim">{x.description}</span>}
            </button>
            {may('save') && <Button kind="quiet" icon="trash" label={t('query.deleteSaved', { name: x.name })} onClick={() => setGone(x)} />}
          </li>
        ))}
      </ul>
      {gone && (
        <Confirm title={t('query.deleteTitle')} action={t('common.delete')} danger onClose={() => setGone(null)} onConfirm={() => {
          void api.delete(`/saved/${gone.id}`).then(() => {
            for (const x of tabs.value) if (x.saved === gone.id) change(x.id, { saved: undefined });
            say(t('query.deleted'));
            saved.reload();
          }, sayError);
          setGone(null);
        }}>
          <p>{t('query.deleteText', { name: gone.name })}</p>
        </Confirm>
      )}
    </>
  );
}

function SampleList() {
  const [find, setFind] = useState('');
  const [kind, setKind] = useState('');
  const samples = useLoad((signal) => api.get<Samples>('/samples', { search: find.trim() }, signal), [find.trim()]);
  const kinds = useLoad((signal) => api.get<Samples>('/samples', {}, signal), []);
  const list = samples.value?.samples.filter((s) => !kind || s.kind === kind) ?? [];
  const all = [...new Set(kinds.value?.samples.map((s) => s.kind) ?? [])];
  return (
    <>
      <Search value={find} onInput={setFind} label={t('query.findSample')} />
      <div class="side-kinds">
        {['', ...all].map((k) => (
          <button key={k} type="button" aria-pressed={kind === k} onClick={() => setKind(k)}>
            {k || t('common.everything')}
          </button>
        ))}
      </div>
      {samples.error ? (
        <div class="side-body"><Failed error={samples.error} retry={samples.reload} /></div>
      ) : !samples.value ? (
        <Skeleton lines={6} />
      ) : !list.length ? (
        <p class="dim side-note">{t('common.nothingFound')}</p>
      ) : (
        <ul class="side-body side-list">
          {list.map((s: Sample) => (
            <li key={s.kind + s.id}>
              <button type="button" class="side-item" onClick={() => open({ title: inLanguage(s.name), sql: s.sql })}>
                <b>{inLanguage(s.name)}</b>
                <span class="dim">{inLanguage(s.description)}</span>
                <span class="side-tags">
                  {s.tags.slice(0, 3).map((tag) => <i key={tag} class="tag">{tag}</i>)}
                  {!s.ready && <i class="tag warn">{t('query.noStore', { kind: s.kind })}</i>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const states: Record<string, [string, Key]> = { FINISHED: ['ok', 'state.finished'], FAILED: ['bad', 'state.failed'], CANCELLED: ['warn', 'state.cancelled'], TIMED_OUT: ['warn', 'state.timedOut'], RUNNING: ['info', 'state.running'], QUEUED: ['info', 'state.queued'] };

function HistoryList() {
  const [pages, setPages] = useState<Execution[]>([]);
  const [next, setNext] = useState('');
  const [all, setAll] = useState(false);
  const history = useLoad((signal) => api.get<History>('/queries', { limit: 50, all }, signal), [all, Object.values(runs.value).map((r) => r.execution?.state).join()]);
  useEvery(10_000, history.reload);
  const first = history.value?.executions ?? [];
  const list = [...first, ...pages.filter((p) => !first.some((x) => x.id === p.id))];
  const more = async () => {
    try {
      const h = await api.get<History>('/queries', { limit: 50, all, after: next || history.value?.next });
      setPages([...pages, ...h.executions]);
      setNext(h.next ?? '-');
    } catch (e) {
      sayError(e);
    }
  };
  if (history.error) return <div class="side-body"><Failed error={history.error} retry={history.reload} /></div>;
  if (!history.value) return <Skeleton lines={6} />;
  return (
    <>
      <label class="check side-note">
        <input type="checkbox" checked={all} onChange={(e) => { setAll(e.currentTarget.checked); setPages([]); setNext(''); }} />
        <span>{t('query.everyone')}</span>
      </label>
      {!list.length ? (
        <Empty icon="history" title={t('query.noHistory')} />
      ) : (
        <ul class="side-body side-list">
          {list.map((x) => {
            const [kind, key] = states[x.state] ?? ['', 'state.finished'];
            return (
              <li key={x.id}>
                <button type="button" class="side-item" title={x.sql} onClick={() => open({ sql: x.sql, parameters: x.parameters ?? [], database: x.database || 'default', execution: x.id })}>
                  <code class="side-sql">{x.sql.replace(/\s+/g, ' ').slice(0, 140)}</code>
                  <span class="side-tags dim">
                    <i class={'tag ' + kind}>{t(key as Key)}</i>
                    <span>{ago(x.submitted)}</span>
                    {final(x) && <span>{duration(x.took)}</span>}
                    {x.state === 'FINISHED' && x.columns.length > 0 && <span>{tn('query.rows', x.rows)}</span>}
                    {x.bytes > 0 && <span>{bytes(x.bytes)}</span>}
                  </span>
                </button>
              </li>
            );
          })}
          {(next ? next !== '-' : history.value.next) && (
            <li>
              <Button kind="quiet" onClick={() => void more()}>{t('common.more')}</Button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}
