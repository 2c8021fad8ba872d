import { signal } from '@preact/signals';
import { ApiError, api } from './api/client';
import type { Credential, Session } from './api/types';

/** Who is signed in; null where nobody is. */
export const session = signal<Session | null>(null);

/** Why a one-time link did not sign in. */
export const linkFailed = signal<ApiError | null>(null);

export async function startSession() {
  // The link's secret stands behind a #: no request has it, and it leaves the address at once.
  const link = /^#link=(.+)$/.exec(location.hash)?.[1];
  if (link) {
    history.replaceState(null, '', location.pathname + location.search);
    try {
      await signIn({ link });
      return;
    } catch (e) {
      if (e instanceof ApiError) linkFailed.value = e;
    }
  }
  try {
    session.value = await api.get<Session>('/session');
    linkFailed.value = null;
  } catch {
    session.value = null;
  }
}

export async function signIn(credential: Credential) {
  session.value = await api.post<Session>('/session', credential);
  linkFailed.value = null;
}

export async function signOut() {
  await api.delete('/session').catch(() => undefined);
  session.value = null;
}

/** Whether the role may: manage, list, query, save, write, put, audit. */
export const may = (what: string) => session.value?.key.may.includes(what) ?? false;
