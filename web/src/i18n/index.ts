import { effect, signal } from '@preact/signals';
import type en from '../../i18n/en.json';
import { stored } from '../stored';

export type Key = keyof typeof en;
export type Language = 'en' | 'ko' | 'ja';
export const languages: Record<Language, string> = { en: 'English', ko: '한국어', ja: '日本語' };

const catalogues: Record<Language, () => Promise<{ default: Record<Key, string> }>> = {
  en: () => import('../../i18n/en.json'),
  ko: () => import('../../i18n/ko.json'),
  ja: () => import('../../i18n/ja.json'),
};

function preferred(): Language {
  for (const l of navigator.languages) {
    const two = l.slice(0, 2);
    if (two in languages) return two as Language;
  }
  return 'en';
}

export const language = stored<Language>('tarn.language', preferred());
const texts = signal<Record<string, string>>({});

/** Loads the language's texts; what is shown changes with them. */
export async function startLanguage() {
  const first = load(language.value);
  effect(() => {
    const l = language.value;
    document.documentElement.lang = l;
    void load(l);
  });
  await first;
}

async function load(l: Language) {
  const loaded = (await catalogues[l]()).default;
  if (language.peek() === l) texts.value = loaded;
}

/** A text in the language, with values in the places of {name}. */
export function t(key: Key, values?: Record<string, string | number>): string {
  const text = texts.value[key] ?? key;
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (all, name: string) => {
    const v = values[name];
    return v === undefined ? all : typeof v === 'number' ? number(v) : v;
  });
}

/** A text about a number of things: key.one where there is one. */
export function tn(key: string, n: number, values?: Record<string, string | number>): string {
  return t((n === 1 ? key + '.one' : key + '.other') as Key, { n, ...values });
}

const formats = new Map<string, Intl.NumberFormat>();
function format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language.value + JSON.stringify(options);
  let f = formats.get(key);
  if (!f) formats.set(key, (f = new Intl.NumberFormat(language.value, options)));
  return f;
}

export const number = (n: number) => format({ maximumFractionDigits: 2 }).format(n);
export const short = (n: number) => format({ notation: 'compact', maximumFractionDigits: 1 }).format(n);
export const percent = (n: number) => format({ style: 'percent', maximumFractionDigits: n < 0.1 ? 1 : 0 }).format(n);

export function bytes(n: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let i = 0;
  while (n >= 1000 && i < units.length - 1) {
    n /= 1000;
    i++;
  }
  return format({ maximumFractionDigits: n < 10 && i > 0 ? 1 : 0 }).format(n) + ' ' + units[i];
}

/** A length of time, from milliseconds. */
export function duration(ms: number): string {
  if (ms < 1000) return number(Math.round(ms)) + ' ms';
  const s = ms / 1000;
  if (s < 60) return format({ maximumFractionDigits: s < 10 ? 1 : 0 }).format(s) + ' s';
  const m = Math.floor(s / 60);
  if (m < 60) return `${m} min` + (Math.round(s % 60) ? ` ${Math.round(s % 60)} s` : '');
  const h = Math.floor(m / 60);
  if (h < 48) return `${h} h` + (m % 60 ? ` ${m % 60} min` : '');
  return `${Math.floor(h / 24)} d` + (h % 24 ? ` ${h % 24} h` : '');
}

/** A text in the reader's language, or in the first that there is one in. */
export function inLanguage(text: Record<string, string> | undefined): string {
  return text?.[language.value] ?? text?.en ?? Object.values(text ?? {})[0] ?? '';
}
