import type { Column } from '../../api/types';
import type { Row } from '../../chart/spec';

const cell = (v: string | null) => (v === null ? '' : /[",\r\n]/.test(v) ? '"' + v.replaceAll('"', '""') + '"' : v);

/** Rows as CSV (RFC 4180). */
export function toCSV(columns: Column[], rows: Row[]): string {
  return [columns.map((c) => cell(c.name)), ...rows.map((r) => r.map(cell))].map((line) => line.join(',')).join('\r\n') + '\r\n';
}

/** Saves a file: a Blob, or a data: address. */
export function save(name: string, content: Blob | string) {
  const a = document.createElement('a');
  a.href = typeof content === 'string' ? content : URL.createObjectURL(content);
  a.download = name;
  a.click();
  if (typeof content !== 'string') setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
