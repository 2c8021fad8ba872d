import { effect, signal, type Signal } from '@preact/signals';

/** A signal that the browser keeps under a name. What cannot be read is the default again. */
export function stored<T>(name: string, initial: T): Signal<T> {
  let value = initial;
  try {
    const text = localStorage.getItem(name);
    if (text !== null) value = JSON.parse(text) as T;
  } catch {
    // Storage is off, or holds another version's value.
  }
  const s = signal(value);
  effect(() => {
    try {
      localStorage.setItem(name, JSON.stringify(s.value));
    } catch {
      // A browser without storage forgets, and works.
    }
  });
  return s;
}
