import { useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Column, DashboardPanel, PanelAnswer } from '../../api/types';
import { chartKinds, propose, type ChartKind } from '../../chart/spec';
import { language, t, type Key } from '../../i18n';
import { zoneName } from '../../i18n/time';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { sayError } from '../../ui/toast';
import { chartOf, inLanguage, specOf } from './text';

interface Props {
  board: string;
  panel: DashboardPanel;
  /** The dashboard's file as it stands. */
  text: string;
  onChange: (p: DashboardPanel) => void;
  onRemove: () => void;
  onMove: (by: number) => void;
  first: boolean;
  last: boolean;
}

/** What can be done with a panel, and its parts in a window. */
export function PanelEditor({ board, panel, text, onChange, onRemove, onMove, first, last }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <div class="board-edit-bar row">
      <Button icon="edit" onClick={() => setOpen(true)}>
        {t('dashboards.editPanel')}
      </Button>
      <Button kind="quiet" label={t('dashboards.earlier')} icon="chevron" class="board-turn" disabled={first} onClick={() => onMove(-1)} />
      <Button kind="quiet" label={t('dashboards.later')} icon="chevron" disabled={last} onClick={() => onMove(1)} />
      <Button kind="quiet" label={t('dashboards.narrower')} icon="minus" disabled={panel.width <= 2} onClick={() => onChange({ ...panel, width: panel.width - 1 })} />
      <Button kind="quiet" label={t('dashboards.wider')} icon="plus" disabled={panel.width >= 12} onClick={() => onChange({ ...panel, width: panel.width + 1 })} />
      <span class="grow" />
      <Button kind="quiet" label={t('dashboards.removePanel')} icon="trash" onClick={onRemove} />
      {open && <Parts board={board} panel={panel} text={text} onClose={() => setOpen(false)} onChange={onChange} />}
    </div>
  );
}

function Parts({ board, panel, text, onChange, onClose }: { board: string; panel: DashboardPanel; text: string; onChange: (p: DashboardPanel) => void; onClose: () => void }) {
  const [p, setP] = useState(panel);
  const [columns, setColumns] = useState<Column[]>([]);
  const [busy, setBusy] = useState(false);
  const spec = specOf(p.chart);
  const set = (more: Partial<DashboardPanel>) => setP({ ...p, ...more });
  const draw = (more: Partial<typeof spec>) => set({ chart: { ...chartOf({ ...spec, ...more }), ...(p.chart.compare ? { compare: true } : {}) } });

  /** Runs the statement, for its columns and a chart that fits. */
  const run = async (fit: boolean) => {
    setBusy(true);
    try {
      const made = await api.post<{ text: string }>('/dashboards/text', { text, panels: [p] });
      const a = await api.post<PanelAnswer>(`/dashboards/${encodeURIComponent(board)}/panel`, { text: made.text, panel: p.name, zone: zoneName() });
      setColumns(a.columns);
      if (fit) set({ chart: chartOf(propose(a.columns, a.rows.length)) });
    } catch (e) {
      sayError(e);
    }
    setBusy(false);
  };
  const names = [...new Set([...columns.map((c) => c.name), ...[spec.x, spec.colour, ...(spec.y ?? [])].filter((n): n is string => !!n)])];
  const column = (label: Key, value: string | undefined, take: (v: string) => void) => (
    <Field label={t(label)}>
      {(id) => (
        <select id={id} value={value ?? ''} onChange={(e) => take(e.currentTarget.value)}>
          <option value="">–</option>
          {names.map((n) => (
            <option key={n}>{n}</option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <Dialog
      wide
      title={t('dashboards.editPanel')}
      onClose={onClose}
      footer={
        <>
          <Button busy={busy} onClick={() => void run(true)}>
            {t('dashboards.propose')}
          </Button>
          <span class="grow" />
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onChange(p);
              onClose();
            }}
          >
            {t('dashboards.apply')}
          </Button>
        </>
      }
    >
      <div class="board-parts">
        <Field label={t('dashboards.titleField')}>{(id) => <input id={id} value={inLanguage(p.title)} onInput={(e) => set({ title: { ...p.title, [language.value]: e.currentTarget.value } })} />}</Field>
        <Field label="SQL" help={t('dashboards.sqlHelp')}>
          {(id) => <textarea id={id} class="mono" rows={9} spellcheck={false} value={p.sql} onInput={(e) => set({ sql: e.currentTarget.value })} onBlur={() => void run(false)} />}
        </Field>
        {p.parameters && (
          <Field label={t('dashboards.parameters')} help={t('dashboards.parametersHelp')}>
            {(id) => (
              <input
                id={id}
                class="mono"
                value={p.parameters!.join(', ')}
                onChange={(e) =>
                  set({
                    parameters: e.currentTarget.value
                      .split(',')
                      .map((v) => v.trim())
                      .filter(Boolean),
                  })
                }
              />
            )}
          </Field>
        )}
        <div class="board-parts-row">
          <Field label={t('dashboards.chart')}>
            {(id) => (
              <select id={id} value={p.chart.type} onChange={(e) => draw({ kind: e.currentTarget.value as ChartKind })}>
                {chartKinds.map((k) => (
                  <option key={k} value={k}>
                    {t(`chart.kind.${k}` as Key)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {column('dashboards.dimension', spec.x, (v) => draw({ x: v }))}
          {column('dashboards.measure', spec.y?.[0], (v) => draw({ y: v ? [v] : [] }))}
          {column('dashboards.colour', spec.colour, (v) => draw({ colour: v }))}
          <Field label={t('dashboards.unit')}>
            {(id) => (
              <select id={id} value={spec.unit ?? ''} onChange={(e) => draw({ unit: e.currentTarget.value })}>
                {['', 'bytes', 'seconds', 'percent'].map((u) => (
                  <option key={u} value={u}>
                    {t(`dashboards.unit.${u || 'count'}` as Key)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('dashboards.height')}>{(id) => <input id={id} type="number" min={1} max={24} value={p.height} onInput={(e) => set({ height: +e.currentTarget.value || 4 })} />}</Field>
        </div>
        <Field label={t('dashboards.drill')} help={t('dashboards.drillHelp')}>
          {(id) => <textarea id={id} class="mono" rows={4} spellcheck={false} value={p.drill ?? ''} onInput={(e) => set({ drill: e.currentTarget.value })} />}
        </Field>
      </div>
    </Dialog>
  );
}
