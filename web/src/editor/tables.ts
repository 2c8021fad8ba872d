import { api } from '../api/client';
import type { Table, Tables } from '../api/types';

// What was asked for is kept while the page is open.
const columns = new Map<string, Promise<Table | null>>();
let tables: Promise<Tables> | undefined;

export const catalog = (again = false) => (tables = again || !tables ? api.get<Tables>('/catalog') : tables);

export function tableColumns(schema: string, name: string): Promise<Table | null> {
  const key = schema + '.' + name;
  let found = columns.get(key);
  if (!found) {
    found = api.get<Table>('/catalog/table', { schema, name }).catch(() => null);
    columns.set(key, found);
    void found.then((t) => t ?? columns.delete(key));
  }
  return found;
}
