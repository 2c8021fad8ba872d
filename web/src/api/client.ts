import type { Failure } from './types';
import { session } from '../session';

/** What the API answered instead of what was asked for. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly failure: Failure,
  ) {
    super(failure.message);
  }
  get code() {
    return this.failure.code;
  }
}

type Params = Record<string, string | number | boolean | undefined>;

async function call<T>(method: string, path: string, params?: Params, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Tarn'] = '1';
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  if (signal) init.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(url(path, params), init);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e;
    throw new ApiError(0, { code: 'Unreachable', message: 'The server does not answer.' });
  }
  const text = await answer.text();
  if (!answer.ok) {
    let failure: Failure;
    try {
      failure = JSON.parse(text) as Failure;
    } catch {
      failure = { code: 'Http' + answer.status, message: text.trim() || answer.statusText };
    }
    if (answer.status === 401 && failure.code === 'SignIn' && session.value) session.value = null;
    throw new ApiError(answer.status, failure);
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

export function url(path: string, params?: Params) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params ?? {})) if (v !== undefined && v !== '' && v !== false) q.set(k, String(v));
  const text = q.toString();
  return '/api/v1' + path + (text ? '?' + text : '');
}

export const api = {
  get: <T>(path: string, params?: Params, signal?: AbortSignal) => call<T>('GET', path, params, undefined, signal),
  post: <T>(path: string, body: unknown, signal?: AbortSignal) => call<T>('POST', path, undefined, body, signal),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, undefined, body),
  delete: <T>(path: string) => call<T>('DELETE', path),
  /** An operation of an AWS API: api.aws('cloudtrail', 'ListEventDataStores', {}). */
  aws: <T>(service: 'cloudtrail' | 'athena' | 'glue', operation: string, body: unknown = {}) => call<T>('POST', `/aws/${service}/${operation}`, undefined, body),
};
