import { useEffect, useRef, useState } from 'preact/hooks';
import { api, ApiError } from '../../api/client';
import type { Analysis, Execution, SavedQuery } from '../../api/types';
import { useLoad } from '../../api/load';
import type { Editor, Problem } from '../../editor/editor';
import { statementAt, statements } from '../../editor/statements';
import { catalog } from '../../editor/tables';
import { t } from '../../i18n';
import { place, go } from '../../router';
import { may } from '../../session';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field, composing } from '../../ui/field';
import { Icon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { Loading } from '../../ui/state';
import { copy, say, sayError } from '../../ui/toast';
import { stored } from '../../stored';
import { Side } from './side';
import { Result } from './result';
import { begin, cancel, change, close, current, open, restore, run, runs, tab, tabs, titleOf } from './tabs';
import './query.css';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
export const runKeys = mac ? '⌘↵' : 'Ctrl+Enter';

const sideShown = stored('tarn.query.side', true);
const split = stored('tarn.query.split', 42);
const sideWidth = stored('tarn.query.sideWidth', 268);

export default function Query() {
  begin();
  const editor = useRef<Editor>(null);
  const root = useRef<HTMLDivElement>(null);
  const x = tab.value!;
  const [saving, setSaving] = useState(false);
  document.title = t('nav.query') + ' · Tarn';

  // What an address asks for is opened once.
  useEffect(() => {
    const { params } = place.peek();
    const sql = params.get('sql');
    const id = params.get('id');
    if (sql) open({ sql, title: params.get('title') ?? '' });
    else if (id)
      void api.get<Execution>(`/queries/${id}`).then(
        (e) => open({ sql: e.sql, parameters: e.parameters ?? [], database: e.database || 'default', execution: e.id }),
        sayError,
      );
    if (sql || id) go('/query', true);
    if (sql && params.get('run')) setTimeout(() => runAll(), 50);
  }, [place.value]);

  useEffect(() => {
    if (x.execution) void restore(x.id, x.execution);
  }, [x.id, x.execution]);

  const runAll = () => {
    const now = tab.peek()!;
    const s = editor.current?.selection;
    const text = editor.current?.text ?? now.sql;
    let at = s?.text.trim() ? { from: s.from, text: s.text } : undefined;
    if (!at) {
      const found = statementAt(text, s?.head ?? 0);
      if (!found) return say(t('query.nothing'), true);
      at = found;
    }
    const trimmed = at.text.trim().replace(/;\s*$/, '');
    const from = at.from + at.text.indexOf(trimmed);
    const wanted = statements(trimmed).reduce((n, p) => n + p.parameters, 0);
    const before = statements(text.slice(0, from)).reduce((n, p) => n + p.parameters, 0);
    const values = Array.from({ length: wanted }, (_, i) => now.parameters[before + i]?.trim() ?? '');
    if (values.some((v) => !v)) return say(t('query.parameterMissing'), true);
    editor.current?.show([]);
    void run(now.id, trimmed, from, values, now.database);
  };

  const format = async () => {
    const { format: laidOut } = await import('../../editor/format');
    const e = editor.current;
    if (!e) return;
    const s = e.selection;
    if (s.text.trim()) e.insert(laidOut(s.text));
    else e.set(laidOut(e.text));
  };

  // An error is underlined at its place.
  const r = runs.value[x.id];
  useEffect(() => {
    const f = r?.error;
    if (f && !f.text && f.line) editor.current?.show([{ from: r.base + (f.from ?? 0), to: r.base + (f.to ?? 0), message: f.message, ...(f.hint ? { hint: f.hint } : {}), severity: 'error' }]);
  }, [r?.error]);

  const explain = (how: string) => {
    const s = statementAt(editor.current?.text ?? x.sql, editor.current?.selection.head ?? 0);
    if (!s) return say(t('query.nothing'), true);
    const bare = s.text.replace(/^\s*explain\s+(analyze\s+(verbose\s+)?)?(\([^)]*\)\s*)?/i, '');
    void run(x.id, `EXPLAIN ${how}${how ? ' ' : ''}${bare}`, s.from, x.parameters, x.database);
  };

  const all = statements(x.sql).reduce((n, s) => n + s.parameters, 0);

  const drag = (kind: 'x' | 'y') => (e: PointerEvent) => {
    e.preventDefault();
    const box = root.current!.getBoundingClientRect();
    const move = (m: PointerEvent) => {
      if (kind === 'y') split.value = Math.min(85, Math.max(12, (100 * (m.clientY - box.top)) / box.height));
      else sideWidth.value = Math.min(560, Math.max(180, m.clientX - box.left));
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      document.body.classList.remove('dragging');
    };
    document.body.classList.add('dragging');
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
  };

  return (
    <main class="query" id="main" tabIndex={-1} ref={root} style={{ gridTemplateColumns: sideShown.value ? `${sideWidth.value}px 5px minmax(0, 1fr)` : 'minmax(0, 1fr)' }}>
      <h1 class="visually-hidden">{t('nav.query')}</h1>
      {sideShown.value && (
        <>
          <Side insert={(text) => editor.current?.insert(text)} />
          <div class="splitter x" onPointerDown={drag('x')} />
        </>
      )}
      <div class="query-main" style={{ gridTemplateRows: `auto auto minmax(80px, ${split.value}fr) ${all ? 'auto ' : ''}5px minmax(120px, ${100 - split.value}fr)` }}>
        <div class="query-tabs">
          <Button kind="quiet" icon="column" label={sideShown.value ? t('query.hideSide') : t('query.showSide')} aria-pressed={sideShown.value} onClick={() => (sideShown.value = !sideShown.value)} />
          <div class="tabs" role="tablist" aria-label={t('query.tabs')}>
            {tabs.value.map((o) => (
              <TabHead key={o.id} id={o.id} title={titleOf(o, t('query.untitled'))} selected={o.id === x.id} busy={!!runs.value[o.id]?.busy} />
            ))}
          </div>
          <Button kind="quiet" icon="plus" label={t('query.newTab')} onClick={() => { tabs.value = [...tabs.value, { id: Math.random().toString(36).slice(2, 10), title: '', sql: '', parameters: [], database: 'default', view: 'table' }]; current.value = tabs.value.at(-1)!.id; setTimeout(() => editor.current?.focus()); }} />
        </div>
        <div class="query-tools">
          {r?.busy ? (
            <Button kind="danger" icon="stop" onClick={() => void cancel(x.id).catch(sayError)}>
              {t('query.cancel')}
            </Button>
          ) : (
            <Button kind="primary" icon="play" onClick={runAll} title={runKeys}>
              {t('query.run')}
            </Button>
          )}
          <span class="keys">{runKeys}</span>
          <span class="grow" />
          <DatabaseChoice value={x.database} onChange={(database) => change(x.id, { database })} />
          <Button kind="quiet" icon="format" onClick={() => void format()} title="Shift+Alt+F">
            {t('query.format')}
          </Button>
          <Menu label={t('query.explain')} align="end" items={[{ label: 'EXPLAIN', onSelect: () => explain('') }, { label: 'EXPLAIN (TYPE IO)', onSelect: () => explain('(TYPE IO)') }, { label: 'EXPLAIN (TYPE DISTRIBUTED)', onSelect: () => explain('(TYPE DISTRIBUTED)') }, { label: 'EXPLAIN ANALYZE', onSelect: () => explain('ANALYZE') }, { label: 'EXPLAIN ANALYZE VERBOSE', onSelect: () => explain('ANALYZE VERBOSE') }]}>
            <Icon name="schema" />
            <span>{t('query.explain')}</span>
            <Icon name="down" size={12} />
          </Menu>
          <Menu label={t('query.share')} align="end" items={[{ label: t('query.copyLink'), icon: 'link', onSelect: () => void copy(`${location.origin}/query?sql=${encodeURIComponent(editor.current?.text ?? x.sql)}`, t('query.linkCopied')) }, { label: t('query.copyResultLink'), icon: 'table', disabled: !x.execution, onSelect: () => void copy(`${location.origin}/query?id=${x.execution}`, t('query.linkCopied')) }]}>
            <Icon name="link" />
            <span>{t('query.share')}</span>
          </Menu>
          {may('save') && (
            <Button kind="quiet" icon="save" onClick={() => setSaving(true)}>
              {t('query.save')}
            </Button>
          )}
        </div>
        <TextArea key={x.id} id={x.id} hold={editor} run={runAll} format={() => void format()} save={() => may('save') && setSaving(true)} />
        {all > 0 && <Parameters count={all} values={x.parameters} onChange={(parameters) => change(x.id, { parameters })} onRun={runAll} />}
        <div class="splitter y" onPointerDown={drag('y')} />
        <Result key={x.id} tab={x} run={r} goto={(at) => editor.current?.goto(at)} />
      </div>
      {saving && <Save onClose={() => setSaving(false)} />}
    </main>
  );
}

function TabHead({ id, title, selected, busy }: { id: string; title: string; selected: boolean; busy: boolean }) {
  const [naming, setNaming] = useState(false);
  if (naming)
    return (
      <input
        class="tab-name"
        aria-label={t('query.tabName')}
        value={title}
        autofocus
        onFocus={(e) => e.currentTarget.select()}
        onBlur={(e) => {
          change(id, { title: e.currentTarget.value.trim() });
          setNaming(false);
        }}
        onKeyDown={(e) => (e.key === 'Enter' && !composing(e)) || e.key === 'Escape' ? e.currentTarget.blur() : undefined}
      />
    );
  return (
    <button type="button" role="tab" aria-selected={selected} tabIndex={selected ? 0 : -1} onClick={() => (current.value = id)} onDblClick={() => setNaming(true)} title={t('query.rename')}
      onAuxClick={(e) => e.button === 1 && close(id)}
      onKeyDown={(e) => {
        const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
        if (step) {
          const all = tabs.value;
          const next = all[(all.findIndex((o) => o.id === id) + step + all.length) % all.length]!;
          current.value = next.id;
          const list = e.currentTarget.parentElement;
          setTimeout(() => list?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
        } else if (e.key === 'Delete') close(id);
        else if (e.key === 'F2') setNaming(true);
      }}>
      {busy && <span class="spinner" />}
      <span class="cut">{title}</span>
      <i class="tab-close" aria-hidden="true" onClick={(e) => { e.stopPropagation(); close(id); }}>
        <Icon name="close" size={12} />
      </i>
    </button>
  );
}

function DatabaseChoice({ value, onChange }: { value: string; onChange: (v: string) => void }) {
  const tables = useLoad(() => catalog(), []);
  const names = tables.value?.schemas.map((s) => s.name).filter((n) => n !== 'information_schema' && n !== 'tarn') ?? [];
  if (names.length < 2 && value === 'default') return null;
  return (
    <label class="query-database">
      <span>{t('query.database')}</span>
      <select value={value} onChange={(e) => onChange(e.currentTarget.value)}>
        {[...new Set([value, ...names])].map((n) => (
          <option key={n} value={n}>
            {n}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The editor of a tab. CodeMirror comes when the page is there. */
function TextArea({ id, hold, run, format, save }: { id: string; hold: { current: Editor | null }; run: () => void; format: () => void; save: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef({ run, format, save });
  latest.current = { run, format, save };
  // What is typed is noted in the tab a moment later, so that a key costs the editor's work and no more.
  const noted = useRef('');
  useEffect(() => {
    let made: Editor | undefined;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const note = () => {
      clearTimeout(timer);
      timer = undefined;
      if (!made) return;
      noted.current = made.text;
      change(id, { sql: noted.current });
    };
    void import('../../editor/editor').then(({ Editor }) => {
      if (gone) return;
      made = new Editor(box.current!, {
        doc: tabs.peek().find((x) => x.id === id)?.sql ?? '',
        label: t('query.editor'),
        placeholder: t('query.placeholder'),
        onChange: () => {
          clearTimeout(timer);
          timer = setTimeout(note, 250);
        },
        onRun: () => (note(), latest.current.run()),
        onFormat: () => latest.current.format(),
        onSave: () => (note(), latest.current.save()),
        check: (text) => check(text, id),
      });
      hold.current = made;
      setReady(true);
      made.focus();
    });
    return () => {
      gone = true;
      if (timer) note();
      made?.destroy();
      hold.current = null;
    };
  }, [id]);
  // A text that came from elsewhere: a sample, a saved query.
  const sql = tabs.value.find((x) => x.id === id)?.sql ?? '';
  useEffect(() => {
    if (sql !== noted.current) hold.current?.set((noted.current = sql));
  }, [sql, ready]);
  return (
    <div class="query-editor" ref={box} onFocusOut={() => hold.current && hold.current.text !== sql && change(id, { sql: (noted.current = hold.current.text) })}>
      {!ready && <Loading />}
    </div>
  );
}

/** Asks the analyser about each statement of a text. */
async function check(text: string, id: string): Promise<Problem[]> {
  const x = tabs.peek().find((o) => o.id === id);
  const out: Problem[] = [];
  let used = 0;
  for (const s of statements(text).slice(0, 12)) {
    const parameters = Array.from({ length: s.parameters }, () => x?.parameters[used++]?.trim() || 'NULL');
    let a: Analysis;
    try {
      a = await api.post<Analysis>('/analyse', { sql: s.text, parameters, database: x?.database });
    } catch (e) {
      if (e instanceof ApiError) return [];
      throw e;
    }
    if (a.error && !a.error.text) out.push({ from: s.from + (a.error.from ?? 0), to: s.from + (a.error.to ?? 0), message: a.error.message, ...(a.error.hint ? { hint: a.error.hint } : {}), severity: 'error' });
    for (const n of a.notes) out.push({ from: s.from + n.from, to: s.from + n.to, message: n.text, severity: 'info' });
  }
  return out;
}

function Parameters({ count, values, onChange, onRun }: { count: number; values: string[]; onChange: (v: string[]) => void; onRun: () => void }) {
  return (
    <div class="query-parameters" role="group" aria-label={t('query.parameters')}>
      <span class="dim">{t('query.parameters')}</span>
      {Array.from({ length: count }, (_, i) => (
        <label key={i}>
          <span>?{i + 1}</span>
          <input
            class="mono"
            value={values[i] ?? ''}
            placeholder="'us-east-1'"
            onInput={(e) => {
              const next = Array.from({ length: count }, (_, n) => values[n] ?? '');
              next[i] = e.currentTarget.value;
              onChange(next);
            }}
            onKeyDown={(e) => e.key === 'Enter' && !composing(e) && onRun()}
          />
        </label>
      ))}
    </div>
  );
}

function Save({ onClose }: { onClose: () => void }) {
  const x = tab.value!;
  const [name, setName] = useState(x.title);
  const [description, setDescription] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async (as: boolean) => {
    setBusy(true);
    try {
      const body = { name: name.trim(), description: description.trim() || undefined, database: x.database, sql: x.sql };
      const q = !as && x.saved ? await api.put<SavedQuery>(`/saved/${x.saved}`, body) : await api.post<SavedQuery>('/saved', body);
      change(x.id, { title: q.name, saved: q.id });
      say(t('query.saved'));
      onClose();
    } catch (e) {
      sayError(e);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('query.saveTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {x.saved && <Button onClick={() => void save(true)}>{t('query.saveNew')}</Button>}
          <Button kind="primary" busy={busy} disabled={!name.trim() || !x.sql.trim()} onClick={() => void save(false)}>
            {t('query.save')}
          </Button>
        </>
      }
    >
      <Field label={t('query.name')}>{(fid) => <input id={fid} value={name} autofocus onInput={(e) => setName(e.currentTarget.value)} onKeyDown={(e) => e.key === 'Enter' && !composing(e) && name.trim() && void save(false)} />}</Field>
      <Field label={t('query.description')} optional={t('common.optional')}>{(fid) => <textarea id={fid} value={description} onInput={(e) => setDescription(e.currentTarget.value)} />}</Field>
      <p class="help">{t('query.saveHelp')}</p>
    </Dialog>
  );
}
