/** A statement of a text, and how many parameters (?) it has. */
export interface StatementText {
  from: number;
  to: number;
  text: string;
  parameters: number;
}

/** Cuts a text at the semicolons that stand outside of texts, names and remarks. */
export function statements(text: string): StatementText[] {
  const out: StatementText[] = [];
  let begin = 0;
  let parameters = 0;
  const end = (to: number) => {
    let from = begin;
    while (from < to && /\s/.test(text[from]!)) from++;
    let last = to;
    while (last > from && /\s/.test(text[last - 1]!)) last--;
    if (last > from) out.push({ from, to: last, text: text.slice(from, last), parameters });
    begin = to + 1;
    parameters = 0;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "'" || c === '"' || c === '`') {
      for (i++; i < text.length && text[i] !== c; i++);
    } else if (c === '-' && text[i + 1] === '-') {
      while (i < text.length && text[i] !== '\n') i++;
    } else if (c === '/' && text[i + 1] === '*') {
      const close = text.indexOf('*/', i + 2);
      i = close < 0 ? text.length : close + 1;
    } else if (c === '?') parameters++;
    else if (c === ';') end(i);
  }
  end(text.length);
  return out;
}

/** The statement that a place of the text is in, or the one before it. */
export function statementAt(text: string, at: number): StatementText | undefined {
  const all = statements(text);
  return all.find((s) => at >= s.from && at <= s.to + 1) ?? all.filter((s) => s.to < at).at(-1) ?? all[0];
}

/** The tables that a statement names after FROM and JOIN, with their aliases. */
export function tablesIn(text: string): { name: string; alias: string }[] {
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/'[^']*'/g, "''");
  const name = String.raw`(?:"[^"]+"|[\w$]+[\w$-]*)(?:\s*\.\s*(?:"[^"]+"|[\w$]+))*`;
  const found: { name: string; alias: string }[] = [];
  for (const m of bare.matchAll(new RegExp(String.raw`\b(?:from|join)\s+(${name})(?:\s+(?:as\s+)?([a-z_]\w*))?`, 'gi'))) {
    const alias = m[2] && !/^(where|group|order|limit|join|left|right|inner|full|cross|on|using|union|having|window|tablesample|natural|for|except|intersect)$/i.test(m[2]) ? m[2] : '';
    found.push({ name: m[1]!, alias });
  }
  return found;
}

/** The parts of a name, without quotation marks. */
export const nameParts = (name: string) => [...name.matchAll(/"([^"]+)"|([^\s."]+)/g)].map((m) => m[1] ?? m[2]!);

/** The members of a type such as row(type varchar, …), or of an array's rows; empty for other types. */
export function members(type: string): { name: string; type: string }[] {
  let t = type.trim();
  while (/^array\(/i.test(t)) t = t.slice(6, -1).trim();
  if (!/^row\(/i.test(t)) return [];
  const inner = t.slice(4, -1);
  const out: { name: string; type: string }[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= inner.length; i++) {
    const c = inner[i];
    if (c === '(') depth++;
    else if (c === ')') depth--;
    else if ((c === ',' && depth === 0) || c === undefined) {
      const part = inner.slice(from, i).trim();
      const space = part.startsWith('"') ? part.indexOf('"', 1) + 1 : part.indexOf(' ');
      if (space > 0) out.push({ name: part.slice(0, space).replaceAll('"', ''), type: part.slice(space).trim() });
      from = i + 1;
    }
  }
  return out;
}

/** A type in short: row(…), array(row(…)). */
export function shortType(type: string): string {
  return type.replace(/row\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)/gi, 'row(…)').replace('varchar(', 'varchar(');
}
