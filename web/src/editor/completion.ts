import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { api } from '../api/client';
import type { Functions, TableName } from '../api/types';
import { keywordList } from './keywords';
import { catalog, tableColumns } from './tables';
import { members, nameParts, shortType, statementAt, tablesIn } from './statements';

let functions: Promise<Completion[]> | undefined;

function functionList(): Promise<Completion[]> {
  return (functions ??= api.get<Functions>('/functions').then(({ functions: all }) =>
    all.map((f) => ({
      label: f.name,
      type: 'function',
      detail: f.signatures[0]?.replace(/^\w+/, '').slice(0, 48) ?? '',
      info: [f.doc, ...f.signatures].filter(Boolean).join('\n'),
      apply: (view, _c, from, to) => {
        const bare = /^current_|^localtime/.test(f.name);
        view.dispatch({ changes: { from, to, insert: f.name + (bare ? '' : '()') }, selection: { anchor: from + f.name.length + (bare ? 0 : 1) } });
      },
    })),
  ));
}

const quote = (name: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name}"`);

/** Completes the names of tables after FROM, members after a point, and columns, functions and keywords elsewhere. */
export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const word = context.matchBefore(/[\w$"-]*/);
  if (!word) return null;
  const text = context.state.doc.toString();
  const before = text.slice(0, word.from);
  const statement = statementAt(text, context.pos);
  const after = /\b(from|join|into|table|describe|desc)\s+(?:[\w"]+\s*\.\s*)?$/i.exec(before);
  if (after) {
    const schema = /([\w"]+)\s*\.\s*$/.exec(before)?.[1]?.replaceAll('"', '').toLowerCase();
    const all = (await catalog()).schemas;
    const option = (t: TableName, s: string, boost: number): Completion => ({ label: t.name, apply: schema ? quote(t.name) : t.sql, type: t.kind === 'view' ? 'interface' : 'class', detail: s, boost });
    const options = all.flatMap((s) => (schema && s.name !== schema ? [] : s.tables.map((t) => option(t, schema ? t.kind : s.name, s.name === 'default' ? 2 : s.name === 'information_schema' ? -2 : 0))));
    if (!schema) options.push(...all.map((s) => ({ label: s.name, type: 'namespace', detail: 'schema', boost: -1 })));
    return { from: word.from, options, validFor: /^[\w$"-]*$/ };
  }
  if (!context.explicit && word.from === word.to && !/\.\s*$/.test(before)) return null;
  const known = new Set((await catalog()).schemas.flatMap((s) => s.tables.flatMap((x) => [s.name + '.' + x.name.toLowerCase(), 'default.' + x.store])));
  // Names of WITH and functions after FROM are no tables.
  const named = tablesIn(statement?.text ?? '').filter(({ name }) => {
    const parts = nameParts(name.toLowerCase());
    return known.has((parts.length > 1 ? parts.at(-2) : 'default') + '.' + parts.at(-1));
  });
  const loaded = await Promise.all(
    named.map(async ({ name, alias }) => {
      const parts = nameParts(name);
      const t = await tableColumns(parts.length > 1 ? parts.at(-2)! : 'default', parts.at(-1)!);
      return { alias: alias || parts.at(-1)!, columns: t?.columns ?? [] };
    }),
  );
  const path = /((?:"[^"]+"|[\w$]+)(?:\s*\.\s*(?:"[^"]+"|[\w$]+))*)\s*\.\s*$/.exec(before)?.[1];
  if (path) {
    const parts = nameParts(path);
    const table = loaded.find((l) => l.alias.toLowerCase() === parts[0]!.toLowerCase());
    let at = table ? table.columns : loaded.flatMap((l) => l.columns).filter((c) => c.name.toLowerCase() === parts[0]!.toLowerCase()).flatMap((c) => members(c.type));
    for (const p of parts.slice(1)) at = at.filter((c) => c.name.toLowerCase() === p.toLowerCase()).flatMap((c) => members(c.type));
    return { from: word.from, options: at.map((c) => ({ label: c.name, apply: quote(c.name), type: 'property', detail: shortType(c.type) })), validFor: /^[\w$"-]*$/ };
  }
  const options: Completion[] = [];
  const seen = new Set<string>();
  for (const l of loaded) {
    if (l.columns.length) options.push({ label: l.alias, apply: quote(l.alias), type: 'class', boost: 1 });
    for (const c of l.columns) {
      if (seen.has(c.name)) continue;
      seen.add(c.name);
      options.push({ label: c.name, apply: quote(c.name), type: 'property', detail: shortType(c.type), boost: c.hidden ? -1 : 3, info: ('doc' in c && c.doc) || undefined } as Completion);
    }
  }
  options.push(...(await functionList()));
  const upper = /\b(SELECT|FROM|WHERE)\b/.test(text) || !/\b(select|from|where)\b/.test(text);
  options.push(...keywordList.map((k) => ({ label: upper ? k.toUpperCase() : k, type: 'keyword', boost: -1 })));
  return { from: word.from, options, validFor: /^[\w$"-]*$/ };
}
