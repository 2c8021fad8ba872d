import type { Column, DashboardPanel } from '../../api/types';
import { isNumber, isTime } from '../../chart/spec';

/** Names of a table's columns; empty is none, and for the measure the number of rows. */
export interface Fields {
  dimension: string;
  measure: string;
  colour: string;
}

const quote = (name: string) => (/^[a-z_][a-z0-9_]*$/i.test(name) ? name : '"' + name.replaceAll('"', '""') + '"');

/** The statement that fields make, and the chart that fits it. */
export function statement(table: string, kind: string, columns: Column[], f: Fields): Pick<DashboardPanel, 'sql' | 'chart' | 'width' | 'height'> {
  const type = (name: string) => columns.find((c) => c.name === name)?.type ?? '';
  const time = isTime(type(f.dimension));
  const part = (name: string) => (isTime(type(name)) ? `date_trunc(@period, ${quote(name)})` : /^(row|array|map|json)/.test(type(name)) ? `CAST(${quote(name)} AS varchar)` : quote(name));
  const value = f.measure === '' ? 'count(*)' : isNumber(type(f.measure)) ? `sum(${quote(f.measure)})` : `count(DISTINCT ${quote(f.measure)})`;
  const measure = f.measure === '' ? 'rows' : f.measure === f.dimension || f.measure === f.colour ? f.measure + '_n' : f.measure;
  // Of event data stores and log tables the range counts; of others, where they have a column of time.
  const when = kind === 'store' ? 'eventTime' : kind === 'log' ? '_time' : columns.find((c) => c.type.startsWith('timestamp'))?.name;
  const lines = [`SELECT ${part(f.dimension)} AS ${quote(f.dimension)},${f.colour ? ` ${part(f.colour)} AS ${quote(f.colour)},` : ''} ${value} AS ${quote(measure)}`, `FROM ${table}`];
  if (when) lines.push(`WHERE ${quote(when)} >= @from AND ${quote(when)} < @to`);
  lines.push(f.colour ? 'GROUP BY 1, 2' : 'GROUP BY 1');
  lines.push(time ? 'ORDER BY 1' : `ORDER BY ${f.colour ? 3 : 2} DESC, 1`, `LIMIT ${time ? 2000 : f.colour ? 200 : 20}`);
  return {
    sql: lines.join('\n') + '\n',
    chart: { type: f.colour ? 'stacked' : time ? 'line' : 'bar', x: f.dimension, y: [measure], ...(f.colour ? { series: f.colour } : {}) },
    width: time || f.colour ? 12 : 6,
    height: 4,
  };
}
