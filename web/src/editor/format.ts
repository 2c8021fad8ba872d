import { formatDialect, trino } from 'sql-formatter';

/** Lays a statement out, as Trino's dialect has it. What cannot be read stays as it is. */
export function format(text: string): string {
  try {
    return formatDialect(text, { dialect: trino, tabWidth: 2, keywordCase: 'upper', linesBetweenQueries: 1, expressionWidth: 80 });
  } catch {
    return text;
  }
}
