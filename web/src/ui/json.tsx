import { useState } from 'preact/hooks';
import './json.css';

/** JSON as a tree: numbers are the texts that they were, so that none loses a digit, and members keep their order. */
export type Node = { kind: 'object'; members: [string, Node][] } | { kind: 'array'; items: Node[] } | { kind: 'string' | 'number' | 'word'; text: string };

export function parse(text: string): Node | null {
  let i = 0;
  const space = () => {
    while (i < text.length && /\s/.test(text[i]!)) i++;
  };
  const str = (): string => {
    const from = i;
    for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++;
    i++;
    return JSON.parse(text.slice(from, i)) as string;
  };
  const value = (): Node => {
    space();
    const c = text[i];
    if (c === '{') {
      const members: [string, Node][] = [];
      i++;
      for (space(); text[i] !== '}'; space()) {
        if (i >= text.length) throw new SyntaxError();
        const key = str();
        space();
        if (text[i++] !== ':') throw new SyntaxError();
        members.push([key, value()]);
        space();
        if (text[i] === ',') i++;
        else if (text[i] !== '}') throw new SyntaxError();
        space();
      }
      i++;
      return { kind: 'object', members };
    }
    if (c === '[') {
      const items: Node[] = [];
      i++;
      for (space(); text[i] !== ']'; space()) {
        if (i >= text.length) throw new SyntaxError();
        items.push(value());
        space();
        if (text[i] === ',') i++;
        else if (text[i] !== ']') throw new SyntaxError();
        space();
      }
      i++;
      return { kind: 'array', items };
    }
    if (c === '"') return { kind: 'string', text: str() };
    const m = /[^\s,\]}]+/y;
    m.lastIndex = i;
    const found = m.exec(text)?.[0];
    if (!found) throw new SyntaxError();
    i += found.length;
    return { kind: /^-?\d/.test(found) ? 'number' : 'word', text: found };
  };
  try {
    const out = value();
    space();
    return i === text.length ? out : null;
  } catch {
    return null;
  }
}

/** Lays JSON out, every number as it was. */
export function indented(node: Node, at = ''): string {
  const more = at + '  ';
  if (node.kind === 'object') {
    if (!node.members.length) return '{}';
    return '{\n' + node.members.map(([k, v]) => more + JSON.stringify(k) + ': ' + indented(v, more)).join(',\n') + '\n' + at + '}';
  }
  if (node.kind === 'array') {
    if (!node.items.length) return '[]';
    return '[\n' + node.items.map((v) => more + indented(v, more)).join(',\n') + '\n' + at + ']';
  }
  return node.kind === 'string' ? JSON.stringify(node.text) : node.text;
}

/** A JSON text as a tree that folds. What is no JSON is shown as it is. */
export function Json({ text, open = 2, onValue }: { text: string; open?: number; onValue?: (path: string[], value: string) => void }) {
  const node = parse(text);
  if (!node) return <pre class="json">{text}</pre>;
  return (
    <div class="json">
      <Shown node={node} open={open} path={[]} onValue={onValue} />
    </div>
  );
}

function Shown({ node, open, path, name, last = true, onValue }: { node: Node; open: number; path: string[]; name?: string; last?: boolean; onValue: ((path: string[], value: string) => void) | undefined }) {
  const [shown, setShown] = useState(open > 0);
  const key = name !== undefined && (
    <>
      <span class="json-key">{JSON.stringify(name)}</span>:{' '}
    </>
  );
  const comma = last ? '' : ',';
  if (node.kind === 'object' || node.kind === 'array') {
    const entries: [string | undefined, Node][] = node.kind === 'object' ? node.members : node.items.map((v) => [undefined, v]);
    const [begin, end] = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
    if (!entries.length)
      return (
        <div class="json-line">
          {key}
          {begin + end + comma}
        </div>
      );
    return (
      <div>
        <div class="json-line">
          <button type="button" class="json-fold" aria-expanded={shown} aria-label={name ?? begin + end} onClick={() => setShown(!shown)}>
            {shown ? '▾' : '▸'}
          </button>
          {key}
          {begin}
          {!shown && (
            <>
              <button type="button" class="json-more" tabIndex={-1} onClick={() => setShown(true)}>{`… ${entries.length}`}</button>
              {end + comma}
            </>
          )}
        </div>
        {shown && (
          <>
            <div class="json-inner">
              {entries.map(([k, v], i) => (
                <Shown key={i} node={v} name={k} path={[...path, k ?? String(i)]} open={open - 1} last={i === entries.length - 1} onValue={onValue} />
              ))}
            </div>
            <div class="json-line">{end + comma}</div>
          </>
        )}
      </div>
    );
  }
  const value = <span class={'json-' + node.kind}>{node.kind === 'string' ? JSON.stringify(node.text) : node.text}</span>;
  return (
    <div class="json-line">
      {key}
      {onValue ? (
        <button type="button" class="json-value" onClick={() => onValue(path, node.text)}>
          {value}
        </button>
      ) : (
        value
      )}
      {comma}
    </div>
  );
}
