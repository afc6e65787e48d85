import { onOneLine } from './headline.js';

const longestCell = 300;

/** A text of whatever content as a code span (CommonMark 6.1): nothing in it is read as Markdown, HTML or a mention. */
export function code(text: string): string {
  const line = onOneLine(text);
  const told = line.length <= longestCell ? line : `${line.slice(0, longestCell)}…`;
  const fence = '`'.repeat(Math.max(0, ...[...told.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const padding = fence.length > 1 || /^ .* $/.test(told) ? ' ' : '';
  return `${fence}${padding}${told}${padding}${fence}`;
}

/**
 * A text in which nothing is read as Markdown, HTML or a mention (CommonMark 2.4: every ASCII punctuation may be
 * escaped).
 */
export function prose(text: string): string {
  return onOneLine(text)
    .replaceAll(/[\\`*_{}[\]<>()#|~&@]/g, String.raw`\$&`)
    .slice(0, 2 * longestCell);
}

/** A cell of a table: a bar ends it, even inside a code span. */
export function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
