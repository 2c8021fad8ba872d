import { effect, signal } from '@preact/signals';
import { stored } from './stored';

export type Theme = 'system' | 'light' | 'dark';

export const theme = stored<Theme>('tarn.theme', 'system');

const system = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(system.matches);

/** Whether what is shown is dark. */
export const dark = signal(false);

export function startTheme() {
  system.addEventListener('change', () => (systemDark.value = system.matches));
  effect(() => {
    dark.value = theme.value === 'dark' || (theme.value === 'system' && systemDark.value);
    document.documentElement.dataset.theme = dark.value ? 'dark' : 'light';
  });
}
