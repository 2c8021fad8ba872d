import { useEffect, useState } from 'preact/hooks';
import { api, ApiError } from '../../api/client';
import type { Dashboard, DashboardName, DashboardPanel, DashboardParts } from '../../api/types';
import { language, t } from '../../i18n';
import { go } from '../../router';
import { Button } from '../../ui/button';
import { Field, Segments } from '../../ui/field';
import { Page } from '../../ui/page';
import { Failed, Loading } from '../../ui/state';
import { say, sayError } from '../../ui/toast';
import { Adder } from './adder';
import { PanelEditor } from './paneleditor';
import { PanelView } from './panel';
import { inLanguage } from './text';
import type { Choice } from './choice';

const blank = `name: new_dashboard
title: New dashboard
range: 30d
panels:
- name: events
  title: Events by day
  width: 12
  chart: {type: bar, x: day, y: [events]}
  sql: |
    SELECT CAST(local_time AS date) AS day, count(*) AS events
    FROM @people
    WHERE eventTime >= @from AND eventTime < @to
    GROUP BY 1
    ORDER BY 1
`;

const compile = (parts: DashboardParts) => api.post<Dashboard>('/dashboards/text', parts);

/** Writes a dashboard's file: by its parts, or as text. */
export function Editor({ name }: { name: string }) {
  const fresh = name === 'new';
  const [draft, setDraft] = useState<Dashboard | null>(null);
  const [text, setText] = useState('');
  const [mode, setMode] = useState<'parts' | 'text'>('parts');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [own, setOwn] = useState(false);

  const take = (d: Dashboard) => {
    setDraft(d);
    setText(d.text);
    setError(null);
  };
  useEffect(() => {
    const first = fresh ? compile({ text: blank, title: { [language.value]: t('dashboards.newTitle') }, name: 'new_dashboard' }) : api.get<Dashboard>('/dashboards/' + encodeURIComponent(name));
    first.then(
      (d) => {
        take(d);
        setOwn(!fresh && !d.builtIn);
      },
      (e: unknown) => e instanceof ApiError && setError(e),
    );
  }, [name]);

  /** Changes parts; the server writes the file that they are. */
  const change = async (parts: DashboardParts) => {
    try {
      take(await compile({ text: draft!.text, ...parts }));
    } catch (e) {
      if (e instanceof ApiError) setError(e);
    }
  };
  const changePanel = (i: number, p: DashboardPanel | null) => {
    const panels = draft!.panels.slice();
    if (p) panels[i] = p;
    else panels.splice(i, 1);
    void change({ panels });
  };
  const move = (i: number, by: number) => {
    const panels = draft!.panels.slice();
    const [p] = panels.splice(i, 1);
    panels.splice(i + by, 0, p!);
    void change({ panels });
  };
  const add = (p: DashboardPanel) => {
    let n = draft!.panels.length + 1;
    while (draft!.panels.some((o) => o.name === 'panel_' + n)) n++;
    void change({ panels: [...draft!.panels, { ...p, name: 'panel_' + n }] });
  };
  const save = async () => {
    setBusy(true);
    try {
      const d = mode === 'text' ? await compile({ text }) : draft!;
      await api.put<DashboardName>('/dashboards/' + encodeURIComponent(d.name), { text: mode === 'text' ? text : d.text, create: !own || d.name !== name });
      say(t('dashboards.saved'));
      go('/dashboards/' + d.name);
    } catch (e) {
      if (e instanceof ApiError) setError(e);
      sayError(e);
    }
    setBusy(false);
  };
  const choice: Choice = { range: draft?.range ?? '30d', from: '', to: '', filters: {} };

  return (
    <Page
      title={fresh ? t('dashboards.new') : t('dashboards.editTitle', { title: draft ? inLanguage(draft.title) : name })}
      sub={draft?.builtIn ? t('dashboards.copyText') : t('dashboards.editText')}
      actions={
        <>
          <Segments
            label={t('dashboards.mode')}
            value={mode}
            options={[
              ['parts', t('dashboards.mode.parts')],
              ['text', t('dashboards.mode.text')],
            ]}
            onChange={(m) => {
              if (m === 'parts' && text !== draft?.text) void change({ text });
              setMode(m);
            }}
          />
          <a class="button" href={fresh ? '/dashboards' : '/dashboards/' + name}>
            {t('common.cancel')}
          </a>
          <Button kind="primary" icon="save" busy={busy} disabled={!draft} onClick={() => void save()}>
            {t('dashboards.save')}
          </Button>
        </>
      }
    >
      {error && <Failed error={error} />}
      {!draft && !error && <Loading />}
      {draft && mode === 'text' && (
        <textarea class="mono board-text" spellcheck={false} aria-label={t('dashboards.mode.text')} value={text} onInput={(e) => setText(e.currentTarget.value)} onBlur={() => void change({ text })} />
      )}
      {draft && mode === 'parts' && (
        <>
          <section class="panel board-head">
            <Field label={t('dashboards.name')} help={t('dashboards.nameHelp')}>
              {(id) => <input id={id} class="mono" value={draft.name} onChange={(e) => void change({ name: e.currentTarget.value })} />}
            </Field>
            <Field label={t('dashboards.titleField')}>{(id) => <input id={id} value={inLanguage(draft.title)} onChange={(e) => void change({ title: { ...draft.title, [language.value]: e.currentTarget.value } })} />}</Field>
            <Field label={t('dashboards.description')}>
              {(id) => <input id={id} value={inLanguage(draft.description)} onChange={(e) => void change({ description: { ...draft.description, [language.value]: e.currentTarget.value } })} />}
            </Field>
            <Field label={t('dashboards.range')} help="24h, 30d, 12mo">
              {(id) => <input id={id} class="mono" value={draft.range} onChange={(e) => void change({ range: e.currentTarget.value })} />}
            </Field>
          </section>
          <div class="board-grid">
            {draft.panels.map((p, i) => (
              <div key={p.name} class="board-edit" style={{ gridColumn: `span ${p.width}` }}>
                <PanelView board={draft.name} panel={p} choice={choice} round={0} text={draft.text} />
                <PanelEditor
                  panel={p}
                  text={draft.text}
                  board={draft.name}
                  onChange={(changed) => changePanel(i, changed)}
                  onRemove={() => changePanel(i, null)}
                  onMove={(by) => move(i, by)}
                  first={i === 0}
                  last={i === draft.panels.length - 1}
                />
              </div>
            ))}
          </div>
          <Adder onAdd={add} />
        </>
      )}
    </Page>
  );
}

