import { bytes, duration, number, percent, short } from '../i18n';

/** A value with its unit, and with its digits as far as they say something. */
export function exact(n: number, unit?: string): string {
  if (unit === 'bytes') return bytes(n);
  if (unit === 'seconds') return duration(n * 1000);
  if (unit === 'percent') return percent(n / 100);
  return number(n);
}

/** A value for an axis. */
export function rough(n: number, unit?: string): string {
  return unit ? exact(n, unit) : short(n);
}
