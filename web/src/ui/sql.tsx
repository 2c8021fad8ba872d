import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { Button } from './button';
import { copy } from './toast';
import './sql.css';

const token = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|(@\w+)|\b(\d+(?:\.\d+)?)\b|\b(select|from|where|and|or|not|in|is|null|like|between|case|when|then|else|end|as|on|join|left|right|inner|outer|full|cross|unnest|with|ordinality|group|order|by|having|limit|offset|union|all|distinct|insert|into|values|create|table|view|database|schema|if|exists|over|partition|rows|range|desc|asc|nulls|first|last|interval|cast|try_cast|row|array|map|minute|hour|day|second|month|year|date|timestamp|true|false|except|intersect|filter|lateral|fetch|drop|replace)\b/gi;
const kinds = ['comment', 'string', 'parameter', 'number', 'keyword'];

/** A statement to read, coloured without the editor. */
export function Sql({ text, query }: { text: string; query?: string | undefined }) {
  const [all, setAll] = useState(false);
  const lines = text.trim().split('\n');
  const long = lines.length > 30;
  const shown = long && !all ? lines.slice(0, 24).join('\n') : lines.join('\n');
  const parts = [];
  let at = 0;
  for (const m of shown.matchAll(token)) {
    if (m.index > at) parts.push(shown.slice(at, m.index));
    parts.push(<span class={'sql-' + kinds[m.slice(1).findIndex((g) => g !== undefined)]}>{m[0]}</span>);
    at = m.index + m[0].length;
  }
  parts.push(shown.slice(at));
  return (
    <div class="sql">
      <pre tabIndex={0} aria-label="SQL">{parts}</pre>
      <div class="sql-tools">
        {query && (
          <a class="button quiet" href={'/query?sql=' + encodeURIComponent(query)}>
            {t('common.openQuery')}
          </a>
        )}
        <Button kind="quiet" icon="copy" label={t('common.copy')} onClick={() => void copy(text, t('common.copied'))} />
      </div>
      {long && (
        <button type="button" class="sql-more" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('common.less') : t('common.allLines', { n: lines.length })}
        </button>
      )}
    </div>
  );
}
