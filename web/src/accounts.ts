import { effect, signal } from '@preact/signals';
import { api } from './api/client';
import type { AccountEntry, AccountNames } from './api/types';
import { may, session } from './session';

/** The accounts that have a name. */
export const accounts = signal<AccountEntry[]>([]);

const names = new Map<string, string>();

export function setAccounts(list: AccountEntry[]) {
  names.clear();
  for (const a of list) names.set(a.id, a.name);
  accounts.value = list;
}

/** Reads the names whenever someone signs in. Without them, accounts are their IDs. */
export function startAccounts() {
  effect(() => {
    if (!session.value || !may('list')) return setAccounts([]);
    void api.get<AccountNames>('/accounts').then((a) => setAccounts(a.accounts), () => undefined);
  });
}

/** What an account is called; undefined where nobody said, and for any other text. */
export function nameOf(id: string): string | undefined {
  void accounts.value; // who shows it is drawn anew when the names come
  return id.length === 12 ? names.get(id) : undefined;
}

/** An account's ID with its name before it, as in prod (111122223333); any other text as it is. */
export function named(text: string): string {
  const name = nameOf(text);
  return name === undefined ? text : `${name} (${text})`;
}
