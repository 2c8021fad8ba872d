import type { Column } from '../api/types';

export type ChartKind = 'bar' | 'stacked' | 'line' | 'area' | 'pie' | 'number' | 'heatmap' | 'sankey' | 'graph' | 'map' | 'table';
export const chartKinds: ChartKind[] = ['bar', 'stacked', 'line', 'area', 'pie', 'number', 'heatmap', 'sankey', 'graph', 'map', 'table'];

/** What is drawn of a result. */
export interface ChartSpec {
  kind: ChartKind;
  /** The column of the dimension; of a heat map the days, of a flow the sources, of a map AWS regions. */
  x?: string;
  /** The columns of the measures. */
  y?: string[];
  /** The column that tells series apart; of a heat map the hours, of a flow the targets. */
  colour?: string;
  /** bytes, seconds or percent; none is a count. */
  unit?: string;
  /** Which way a number should go: up or down. */
  better?: string;
}

export type Row = (string | null)[];

export const isNumber = (type: string) => /^(tinyint|smallint|integer|bigint|real|double|decimal)/.test(type);
export const isTime = (type: string) => /^(timestamp|date)/.test(type);
const isDimension = (type: string) => !isNumber(type) && !/^(row|array|map|json|varbinary)/.test(type);

/** A chart that fits a result, by the types of its columns; a table where none does. */
export function propose(columns: Column[], rows: number): ChartSpec {
  const measures = columns.filter((c) => isNumber(c.type));
  const times = columns.filter((c) => isTime(c.type));
  const dimensions = columns.filter((c) => isDimension(c.type));
  // Years, months and hours are numbers that say when.
  const ordinal = measures.filter((c) => /^(year|month|day|hour|dow|week)s?$/i.test(c.name));
  const counted = measures.filter((c) => !ordinal.includes(c));
  if (rows === 1 && measures.length === 1 && columns.length === 1) return { kind: 'number', y: [measures[0]!.name] };
  if (!counted.length || rows === 0) return { kind: 'table' };
  const y = counted.slice(0, 4).map((c) => c.name);
  const when = times[0] ?? dimensions.find((c) => /^(day|date|month|hour|week|time|bucket|minute|period)$|_(day|date|month)$/i.test(c.name)) ?? ordinal[0];
  const other = dimensions.find((c) => c !== when);
  if (when && other && counted.length === 1) return { kind: 'stacked', x: when.name, y: y.slice(0, 1), colour: other.name };
  if (when) return { kind: rows > 40 ? 'area' : 'bar', x: when.name, y };
  if (dimensions.length >= 2 && counted.length === 1 && rows <= 200) return { kind: 'stacked', x: dimensions[0]!.name, y: y.slice(0, 1), colour: dimensions[1]!.name };
  if (dimensions.length) return { kind: 'bar', x: dimensions[0]!.name, y };
  return { kind: 'table' };
}

/** Whether a chart's columns are there. */
export function fits(spec: ChartSpec, columns: Column[]): boolean {
  const has = (n?: string) => !n || columns.some((c) => c.name === n);
  return has(spec.x) && has(spec.colour) && (spec.y ?? []).every(has);
}
