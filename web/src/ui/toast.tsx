import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { Icon } from './icons';
import { errorText } from './state';

const toasts = signal<{ id: number; text: string; bad: boolean }[]>([]);
let last = 0;

/** Says a sentence at the edge of the page for some seconds. */
export function say(text: string, bad = false) {
  const id = ++last;
  toasts.value = [...toasts.value, { id, text, bad }];
  setTimeout(() => (toasts.value = toasts.value.filter((x) => x.id !== id)), bad ? 8000 : 3500);
}

/** Says why something failed. */
export function sayError(e: unknown) {
  if (e instanceof DOMException && e.name === 'AbortError') return;
  say(e instanceof ApiError ? errorText(e) : String(e), true);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map((x) => (
        <div key={x.id} class={x.bad ? 'toast bad' : 'toast'}>
          <Icon name={x.bad ? 'warn' : 'check'} />
          {x.text}
        </div>
      ))}
    </div>
  );
}

export async function copy(text: string, done: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say(done);
}
