import { language, number, t, tn } from '.';

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function weekday(n: number): string {
  // The first of January 2023 was a Sunday.
  return new Intl.DateTimeFormat(language.value, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, n)));
}

/** Days of the week as AWS has them, 1 for Sunday to 7, in order; null where they are none. */
function weekdays(text: string): number[] | null {
  const one = (s: string) => (/^[1-7]$/.test(s) ? +s : days.indexOf(s.toUpperCase()) + 1);
  const out: number[] = [];
  for (const part of text.split(',')) {
    const [from, to] = part.split('-').map(one);
    if (!from || to === 0) return null;
    for (let d = from; d <= (to ?? from); d++) out.push(d);
  }
  return out.length ? out : null;
}

const two = (s: string) => s.padStart(2, '0');
const list = (texts: string[]) => new Intl.ListFormat(language.value, { type: 'conjunction' }).format(texts);

/** A schedule of AWS's in words, as in "every day at 06:00"; one that is not simple stays as it is. */
export function scheduleText(schedule: string): string {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule.trim());
  if (rate) return tn(`schedule.${rate[2]}s`, +rate[1]!);
  const cron = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+)(?: (\S+))?\)$/.exec(schedule.trim());
  if (!cron) return schedule;
  const [, minute, hour, dom, month, dow, year] = cron as unknown as string[];
  const any = (s: string | undefined) => s === undefined || s === '*' || s === '?';
  if (!any(month) || !any(year)) return schedule;
  const every = /^(?:\*|0)\/(\d+)$/;
  if (any(dom) && any(dow)) {
    if (hour === '*' && minute === '*') return tn('schedule.minutes', 1);
    if (hour === '*' && every.test(minute!)) return tn('schedule.minutes', +every.exec(minute!)![1]!);
    if (hour === '*' && /^\d+$/.test(minute!)) return t('schedule.hourly', { minute: two(minute!) });
    if (every.test(hour!) && /^\d+$/.test(minute!)) return tn('schedule.hours', +every.exec(hour!)![1]!);
  }
  if (!/^\d+(,\d+)*$/.test(hour!) || !/^\d+$/.test(minute!)) return schedule;
  const at = list(hour!.split(',').map((h) => `${two(h)}:${two(minute!)}`));
  if (any(dom) && any(dow)) return t('schedule.daily', { at });
  if (any(dom)) {
    const on = weekdays(dow!);
    if (!on) return schedule;
    if (on.join() === '2,3,4,5,6') return t('schedule.workdays', { at });
    return t('schedule.weekly', { days: list(on.map(weekday)), at });
  }
  if (dom === 'L') return t('schedule.monthEnd', { at });
  if (/^\d+$/.test(dom!)) return t('schedule.monthly', { day: number(+dom!), at });
  return schedule;
}
