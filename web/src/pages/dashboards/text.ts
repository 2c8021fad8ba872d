import type { DashboardChart } from '../../api/types';
import type { ChartKind, ChartSpec } from '../../chart/spec';
import { inLanguage } from '../../i18n';

export { inLanguage };

/** What is drawn of a panel. */
export function specOf(c: DashboardChart): ChartSpec {
  const flow = c.type === 'sankey' || c.type === 'graph';
  return {
    kind: c.type as ChartKind,
    ...(flow ? { x: c.source, colour: c.target } : { x: c.x, colour: c.series }),
    ...(c.y ? { y: c.y } : {}),
    ...(c.unit ? { unit: c.unit } : {}),
    ...(c.better ? { better: c.better } : {}),
  } as ChartSpec;
}

/** A chart's words for a file. */
export function chartOf(s: ChartSpec): DashboardChart {
  const flow = s.kind === 'sankey' || s.kind === 'graph';
  const out: DashboardChart = { type: s.kind };
  if (s.x) out[flow ? 'source' : 'x'] = s.x;
  if (s.colour) out[flow ? 'target' : 'series'] = s.colour;
  if (s.y?.length) out.y = s.y;
  if (s.unit) out.unit = s.unit;
  if (s.better) out.better = s.better;
  return out;
}
