import type { Column } from '../../api/types';
import type { Row } from '../../chart/spec';

const cell = (v: string | null) => (v === null ? '' : /[",\r\n]/.test(v) ? '"' + v.replaceAll('"', '""') + '"' : v);

/** A text that a spreadsheet would take for a formula begins with an apostrophe: whoever sends a request writes what stands in a log. */
const safe = (v: string | null) => (v !== null && /^[=+\-@\t\r]/.test(v) ? "'" + v : v);

/** Rows as CSV (RFC 4180) for a spreadsheet. */
export function toCSV(columns: Column[], rows: Row[]): string {
  const text = columns.map((c) => /^(var)?char/.test(c.type));
  return [columns.map((c) => cell(safe(c.name))), ...rows.map((r) => r.map((v, i) => cell(text[i] ? safe(v) : v)))].map((line) => line.join(',')).join('\r\n') + '\r\n';
}

/** Saves a file: a Blob, or a data: address. */
export function save(name: string, content: Blob | string) {
  const a = document.createElement('a');
  a.href = typeof content === 'string' ? content : URL.createObjectURL(content);
  a.download = name;
  a.click();
  if (typeof content !== 'string') setTimeout(() => URL.revokeObjectURL(a.href), 10_000);
}
