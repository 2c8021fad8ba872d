import { useRef, useState } from 'preact/hooks';
import { api } from '../../api/client';
import { useLoad } from '../../api/load';
import type { DashboardPanel, PanelAnswer } from '../../api/types';
import { Chart } from '../../chart/chart';
import { t } from '../../i18n';
import { ago, time, zone, zoneLabel } from '../../i18n/time';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icons';
import { Menu } from '../../ui/menu';
import { Empty, Failed, Loading } from '../../ui/state';
import { asked, type Choice } from './choice';
import { save, toCSV } from './download';
import { inLanguage, specOf } from './text';

interface Props {
  board: string;
  panel: DashboardPanel;
  choice: Choice;
  /** Another number asks anew. */
  round: number;
  /** A dashboard's file that has not been saved. */
  text?: string;
}

export const queryAddress = (sql: string) => '/query?sql=' + encodeURIComponent(sql);

/** A panel: its answer as a chart, and what is behind a mark. */
export function PanelView({ board, panel, choice, round, text }: Props) {
  const [large, setLarge] = useState(false);
  const [mark, setMark] = useState<{ x: string; series: string } | null>(null);
  const png = useRef<(() => string) | null>(null);
  const path = `/dashboards/${encodeURIComponent(board)}/panel`;
  const question = { ...asked(choice), ...(text ? { text } : {}) };
  const answer = useLoad((signal) => api.post<PanelAnswer>(path, { panel: panel.name, ...question, fresh: round > 0 }, signal), [board, JSON.stringify(question), zone.value, round, JSON.stringify(panel)]);
  const a = answer.value;
  const title = inLanguage(panel.title);
  const name = `${board}-${panel.name}`;
  const spec = specOf(panel.chart);
  const drawn = panel.chart.type !== 'table' && panel.chart.type !== 'number';
  const body = (big: boolean) => {
    if (answer.error) return <Failed error={answer.error} retry={answer.reload} />;
    if (!a) return <Loading />;
    if (a.missing) return <Empty icon="store" title={t('dashboards.missing', { kind: a.missing })}>{t('dashboards.missingText')}</Empty>;
    if (a.rows.length === 0) return <Empty icon="chart" title={t('dashboards.empty')} />;
    return (
      <Chart
        spec={spec}
        columns={a.columns}
        rows={a.rows}
        {...(a.before ? { before: a.before } : {})}
        label={title}
        {...(panel.drill ? { onSelect: (x: string | null, series: string | null) => setMark({ x: x ?? '', series: series ?? '' }) } : {})}
        {...(big ? {} : { onReady: (f: () => string) => (png.current = f) })}
      />
    );
  };
  return (
    <section class="panel board-panel" style={{ gridColumn: `span ${panel.width}`, height: `${panel.height * 72 + 40}px` }} aria-label={title} aria-busy={answer.loading}>
      <header>
        <h2 title={inLanguage(panel.description) || undefined}>{title}</h2>
        {answer.loading && a && <span class="spinner" />}
        <span class="grow" />
        <Menu
          label={t('dashboards.panelMenu', { title })}
          align="end"
          items={[
            ...(a?.at ? [{ title: t('dashboards.asOf', { ago: ago(a.at) }) }] : []),
            { label: t('dashboards.large'), icon: 'expand', onSelect: () => setLarge(true) },
            { label: t('dashboards.openQuery'), icon: 'query', disabled: !a?.sql, ...(a?.sql ? { href: queryAddress(a.sql) } : {}) },
            'line',
            { label: t('dashboards.csv'), icon: 'download', disabled: !a?.rows.length, onSelect: () => a && save(name + '.csv', new Blob(['\ufeff' + toCSV(a.columns, a.rows)], { type: 'text/csv;charset=utf-8' })) },
            ...(drawn ? [{ label: t('dashboards.png'), icon: 'download' as const, disabled: !a?.rows.length, onSelect: () => png.current && save(name + '.png', png.current()) }] : []),
          ]}
        >
          <Icon name="dots" />
        </Menu>
      </header>
      <div class="board-panel-body">{body(false)}</div>
      {a?.more && <p class="board-more dim">{t('dashboards.moreRows', { n: a.rows.length })}</p>}
      {large && (
        <Dialog wide title={title} onClose={() => setLarge(false)}>
          <div class="board-large">{body(true)}</div>
        </Dialog>
      )}
      {mark && <Behind path={path} panel={panel} question={question} mark={mark} onClose={() => setMark(null)} />}
    </section>
  );
}

/** The events behind a mark. */
function Behind({ path, panel, question, mark, onClose }: { path: string; panel: DashboardPanel; question: object; mark: { x: string; series: string }; onClose: () => void }) {
  const answer = useLoad((signal) => api.post<PanelAnswer>(path, { panel: panel.name, ...question, mark: { ...mark, value: '' } }, signal), [mark.x, mark.series]);
  const a = answer.value;
  return (
    <Dialog
      wide
      title={[inLanguage(panel.title), mark.x, mark.series].filter(Boolean).join(' · ')}
      onClose={onClose}
      footer={
        a?.sql && (
          <a class="button" href={queryAddress(a.sql)}>
            <Icon name="query" />
            <span>{t('dashboards.openQuery')}</span>
          </a>
        )
      }
    >
      <div class="board-large">
        {answer.error ? (
          <Failed error={answer.error} retry={answer.reload} />
        ) : !a ? (
          <Loading />
        ) : a.rows.length === 0 ? (
          <Empty icon="table" title={t('dashboards.empty')} />
        ) : (
          <>
            <p class="dim">{`${time(a.from, false)} – ${time(a.to, false)} ${zoneLabel()}`}</p>
            <Chart spec={{ kind: 'table' }} columns={a.columns} rows={a.rows} label={inLanguage(panel.title)} />
          </>
        )}
      </div>
    </Dialog>
  );
}
