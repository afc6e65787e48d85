import { escapePattern } from './escape-pattern.js';

/** What stands where a secret stood. */
export const mark = '[redacted]';

// A run of backslashes is read from its start only, or long ones would take quadratic time.
const quoteToken = String.raw`(?<!\\|%5C)(?:\\|%5C)*(?:"|%22)`;
const space = String.raw`(?:\s|\+|%20|%0A|%0D|%09|\\+[nrt])*`;

interface Scanners {
  readonly opening: RegExp;
  readonly quote: RegExp;
  readonly structure: RegExp;
}

/** Matches the names (any case) as JSON members, up to their value: plain, in strings that hold JSON, URL-encoded. */
export function memberPattern(names: readonly string[]): RegExp {
  return new RegExp(`(${quoteToken})(?:${names.map(escapePattern).join('|')})\\1${space}(?::|%3A)${space}`, 'gi');
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}

function backslashes(token: string): number {
  return token.match(/\\|%5C/gi)?.length ?? 0;
}

/** Where a value that was cut off ends: a URL-encoded one goes no further than its parameter. */
function cutOff(text: string, start: number, token: string): number {
  return token.includes('%') ? (matchAt(/[&\s"]/g, text, start)?.index ?? text.length) : text.length;
}

/**
 * Where the string that `token` opened ends, and whether a closing token stands there. At nesting depth k a quote
 * carries 2^k - 1 backslashes; a run of n closes the string exactly if it leaves whole escaped backslashes of that
 * depth over.
 */
function stringEnd(
  text: string,
  start: number,
  token: string,
  { quote }: Scanners,
): { readonly end: number; readonly closed: boolean } {
  const depth = backslashes(token);
  for (
    let match = matchAt(quote, text, start);
    match !== undefined;
    match = matchAt(quote, text, match.index + match[0].length)
  ) {
    const run = backslashes(match[0]);
    if (run >= depth && (run - depth) % (2 * (depth + 1)) === 0)
      return { end: match.index + match[0].length, closed: true };
  }
  return { end: cutOff(text, start, token), closed: false };
}

/** Where the array or object that starts at `start` ends; undefined when it is empty. */
function nestedEnd(text: string, start: number, token: string, scanners: Scanners): number | undefined {
  if (/^(?:\[|\{|%5B|%7B)\s*(?:\]|\}|%5D|%7D)/i.test(text.slice(start, start + 16))) return undefined;
  let depth = 0;
  for (let match = matchAt(scanners.structure, text, start); match !== undefined; ) {
    let next = match.index + match[0].length;
    if (/["2]$/.test(match[0])) next = stringEnd(text, next, match[0], scanners).end;
    else depth += /[[{]|%5B|%7B/i.test(match[0]) ? 1 : -1;
    if (depth === 0) return next;
    match = matchAt(scanners.structure, text, next);
  }
  return cutOff(text, start, token);
}

/**
 * Replaces the values of the members that `pattern` (of {@link memberPattern}) finds; `null`, `true`, `false` and empty
 * values stay.
 */
export function redactMembers(text: string, pattern: RegExp): string {
  const scanners: Scanners = {
    opening: new RegExp(quoteToken, 'iy'),
    quote: new RegExp(quoteToken, 'gi'),
    structure: new RegExp(String.raw`${quoteToken}|[[\]{}]|%5B|%5D|%7B|%7D`, 'gi'),
  };
  let out = '';
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length;
    if (match.index < done) continue;
    const token = match[1] ?? '"';
    const opening = matchAt(scanners.opening, text, start)?.[0];
    if (opening !== undefined) {
      const from = start + opening.length;
      const { end, closed } = stringEnd(text, from, opening, scanners);
      const empty = end - from === (closed ? opening.length : 0);
      out += `${text.slice(done, from)}${empty ? '' : mark}${closed ? opening : ''}`;
      done = end;
      continue;
    }
    const number = matchAt(/-?\d[\w.+-]*/y, text, start)?.[0];
    const nested = matchAt(/\[|\{|%5B|%7B/iy, text, start);
    const end = number === undefined ? nested && nestedEnd(text, start, token, scanners) : start + number.length;
    if (end === undefined) continue;
    out += `${text.slice(done, start)}${token}${mark}${token}`;
    done = end;
  }
  return out + text.slice(done);
}
