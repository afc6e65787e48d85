import { distance } from 'fastest-levenshtein';
import { registries, wordsForNone } from './registries.js';

/** What is left of a name when writing it one way or another makes no difference. */
function bare(value: string): string {
  return value.toLowerCase().replaceAll(/[-_. ]/g, '');
}

function capitalised(value: string): string {
  return `${value.slice(0, 1).toUpperCase()}${value.slice(1).toLowerCase()}`;
}

/** The same name with and without hyphens, with the other sign between its parts, and without its first or last part. */
function spellings(value: string): readonly string[] {
  const parts = value.split(/[-_.]/);
  const hyphenated = value.replaceAll(/([a-z])(\d)/gi, '$1-$2');
  return [
    value.replaceAll(/[-_.]/g, ''),
    hyphenated,
    value.includes('_') ? value.replaceAll('_', '-') : value.replaceAll('-', '_'),
    ...(parts.length > 1 ? [parts.slice(0, -1).join('-'), parts.slice(1).join('-')] : []),
    value.replace(/^[a-z]+[-_]?(?=\d+$)/i, ''),
  ];
}

/** The largest number that counts something; larger ones are sizes in bits. */
const mostCounted = 99;

/** The members of a series before, between and beyond the listed ones: group14 gives group13 and group15. */
function series(value: string): readonly string[] {
  const [, stem = '', digits = ''] = /^(.*?)(\d+)$/.exec(value) ?? [];
  if (digits === '' || Number(digits) > mostCounted) return [];
  return [Number(digits) + 1, Number(digits) - 1].filter((number) => number >= 0).map((number) => `${stem}${number}`);
}

/** How many letters apart two words are at most that may be taken for each other. */
const alike = 2;

/** How the listed values write what a registry has: most of them with hyphens or without, in one case or the other. */
function inStyleOf(listed: readonly string[], value: string): string {
  const isHyphenated = listed.some((text) => /[-_]/.test(text)) || !listed.some((text) => /[a-z]\d/i.test(text));
  const joined = isHyphenated ? value : value.replaceAll(/([a-z])-(?=\d)/g, '$1');
  const isUpper = listed.every((text) => text === text.toUpperCase() && text !== text.toLowerCase());
  return isUpper ? joined.toUpperCase() : joined;
}

function registered(listed: readonly string[]): readonly string[] {
  const names = new Set(listed.map(bare));
  const fitting = registries.filter(({ values }) => values.some((value) => names.has(bare(value))));
  return fitting.flatMap(({ values }) => values.map((value) => inStyleOf(listed, value)));
}

/** The lists in turn, each giving the first of its values that none has given yet. */
function inTurn(lists: readonly (readonly string[])[]): readonly string[] {
  const given = new Set<string>();
  for (let before = -1; before < given.size; ) {
    before = given.size;
    for (const list of lists) {
      const next = list.find((value) => !given.has(value));
      if (next !== undefined) given.add(next);
    }
  }
  return [...given];
}

/**
 * Values that are not listed and that a service takes which does not go by the document's list: names of the same
 * registry, the next and the one before of a series, other spellings of what is listed, and words for none. The nearest
 * of each kind come first, the kinds in turn.
 */
export function nearValues(listed: readonly string[]): readonly string[] {
  const away = (value: string): number =>
    Math.min(...listed.map((text) => distance(text.toLowerCase(), value.toLowerCase())));
  const nearest = (values: readonly string[]): readonly string[] =>
    [...new Set(values)]
      .filter((value) => value !== '' && !listed.includes(value))
      .map((value) => ({ value, away: away(value) }))
      .sort((a, b) => a.away - b.away)
      .map(({ value }) => value);
  const ofRegistries = registered(listed);
  const kinds = [
    nearest(ofRegistries),
    // The names of a registry that are known best, however they are written.
    ofRegistries.filter((value) => !listed.includes(value)),
    nearest(listed.flatMap(series)),
    nearest(listed.flatMap(spellings)),
    // Where one of the words is listed, the others like it come first: disable beside disabled.
    wordsForNone
      .filter((word) => !listed.includes(word))
      .sort((a, b) => Number(away(a) > alike) - Number(away(b) > alike)),
    listed
      .slice(0, 1)
      .map(capitalised)
      .filter((value) => !listed.includes(value)),
  ];
  return inTurn(kinds);
}
