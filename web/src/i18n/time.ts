import { language } from '.';
import { stored } from '../stored';

/** The zone in which times are shown and asked for: an IANA name, or local. */
export const zone = stored<string>('tarn.zone', 'UTC');

export const zones: [string, string][] = [
  ['UTC', 'UTC'],
  ['Asia/Seoul', 'KST'],
  ['Asia/Tokyo', 'JST'],
  ['local', ''],
];

export const zoneName = () => (zone.value === 'local' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone.value);

/** What stands for the zone beside a time. */
export const zoneLabel = () => ({ UTC: 'UTC', 'Asia/Seoul': 'KST', 'Asia/Tokyo': 'JST' })[zone.value] ?? zoneName();

const parts = new Map<string, Intl.DateTimeFormat>();
function fields(at: Date, z: string): Record<string, string> {
  let f = parts.get(z);
  if (!f) {
    f = new Intl.DateTimeFormat('en-GB', { timeZone: z, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
    parts.set(z, f);
  }
  return Object.fromEntries(f.formatToParts(at).map((p) => [p.type, p.value]));
}

/** 2026-05-07 14:03:22 in the zone. */
export function time(text: string | Date, precise = true): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return String(text);
  const p = fields(at, zoneName());
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}` + (precise ? `:${p.second}` : '');
}

/** A timestamp as SQL writes it, which is UTC, as the zone has it: 2026-05-07 14:03:22.000. One of another zone stays as it is. */
export function fromUTC(text: string): string {
  const m = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?( UTC)?$/.exec(text);
  return m ? time(`${m[1]}T${m[2]}Z`) + (m[3] ?? '') : text;
}

export const day = (text: string | Date) => time(text).slice(0, 10);

/** What a field of the kind datetime-local shows for a time. */
export const toField = (at: Date) => time(at).replace(' ', 'T');

/** The time that a text such as 2026-05-07T14:03 means in the zone. */
export function fromField(text: string): Date | null {
  const m = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  if (!m) return null;
  const wanted = Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!, +m[4]!, +m[5]!, +(m[6] ?? 0));
  let at = wanted;
  // The offset is the zone's at that time, which the first guess may miss by a change of clocks.
  for (let i = 0; i < 2; i++) {
    const p = fields(new Date(at), zoneName());
    const shown = Date.UTC(+p.year!, +p.month! - 1, +p.day!, +p.hour!, +p.minute!, +p.second!);
    at += wanted - shown;
  }
  return new Date(at);
}

/** How long ago a time is: 3 minutes ago. */
export function ago(text: string | Date, now = Date.now()): string {
  const s = (new Date(text).getTime() - now) / 1000;
  const f = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto', style: 'short' });
  for (const [unit, length] of [['year', 31557600], ['month', 2629800], ['day', 86400], ['hour', 3600], ['minute', 60]] as const) {
    if (Math.abs(s) >= length) return f.format(Math.trunc(s / length), unit);
  }
  return f.format(Math.trunc(s), 'second');
}
