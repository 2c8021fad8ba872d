import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ApiError } from './client';

export interface Loading<T> {
  value: T | undefined;
  error: ApiError | undefined;
  loading: boolean;
  reload: () => void;
}

/**
 * Loads something when the page shows, and again when one of the inputs is another. What was there stays until the new one is,
 * so that nothing jumps.
 */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Loading<T> {
  const state: Signal<{ value?: T; error?: ApiError; loading: boolean }> = useSignal({ loading: true });
  const again = useSignal(0);
  useEffect(() => {
    const stop = new AbortController();
    state.value = { ...state.value, loading: true };
    load(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) state.value = { value, loading: false };
      },
      (e: unknown) => {
        if (stop.signal.aborted) return;
        const error = e instanceof ApiError ? e : new ApiError(0, { code: 'Failed', message: String(e) });
        state.value = { ...state.value, error, loading: false };
      },
    );
    return () => stop.abort();
  }, [...inputs, again.value]);
  const { value, error, loading } = state.value;
  return { value, error, loading, reload: () => again.value++ };
}

/** Calls a function every so often while the page shows and is visible. */
export function useEvery(ms: number, f: () => void, inputs: unknown[] = []) {
  useEffect(() => {
    const id = setInterval(() => {
      if (!document.hidden) f();
    }, ms);
    return () => clearInterval(id);
  }, inputs);
}
