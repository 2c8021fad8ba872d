import { SQLDialect } from '@codemirror/lang-sql';
import { keywords, types } from './keywords';

/** Trino's dialect with Athena's Hive statements. */
export const trino = SQLDialect.define({
  keywords,
  types,
  doubleQuotedStrings: false,
  hashComments: false,
  spaceAfterDashes: false,
  operatorChars: '*+-%<>!=&|~^/?',
  identifierQuotes: '"`',
  caseInsensitiveIdentifiers: true,
});
