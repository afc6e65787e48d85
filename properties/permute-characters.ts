import { createHash } from 'node:crypto';
import { isUuid } from '../contract/inspect/formats/uuid.js';

/**
 * Sets that a character never leaves: hexadecimal letters stay such, and a zero, with which numbers must not begin,
 * stays one.
 */
const sets = ['abcdef', 'ghijklmnopqrstuvwxyz', '123456789'] as const;

/** Where a UUID tells its version and variant. */
const fixedInUuid: ReadonlySet<number> = new Set([14, 19]);

/** The characters of a set in an order that hangs on nothing but the key. */
function shuffled(set: string, key: string): readonly string[] {
  const rank = (character: string): string => createHash('sha256').update(`${key}\0${character}`).digest('hex');
  return [...set]
    .map((character) => [rank(character), character] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, character]) => character);
}

const known = new Map<string, ReadonlyMap<string, string>>();

function permutation(key: string): ReadonlyMap<string, string> {
  const made =
    known.get(key) ??
    new Map(
      sets.flatMap((set) => {
        const order = shuffled(set, key);
        return [...set].flatMap((character, index) => {
          const other = order[index] ?? character;
          return [[character, other] as const, [character.toUpperCase(), other.toUpperCase()] as const];
        });
      }),
    );
  // One key for each fixture or request: only the last ones are asked for again.
  if (known.size > 500) known.clear();
  known.set(key, made);
  return made;
}

/** The places of texts that are to stay. */
function kept(text: string, texts: readonly string[]): ReadonlySet<number> {
  const places = new Set<number>();
  for (const part of texts.filter((entry) => entry !== ''))
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1))
      for (let index = 0; index < part.length; index += 1) places.add(at + index);
  return isUuid(text) ? fixedInUuid : places;
}

/**
 * The text with its letters and digits exchanged for others, after a permutation that hangs on the key alone: length,
 * case, signs and classes of characters stay, texts that differ go on to differ in the same places, and what holds a
 * whole alphabet still does.
 * @param texts what is to stay where it occurs
 */
export function permuteCharacters(text: string, key: string, texts: readonly string[] = []): string {
  const others = permutation(key);
  const staying = kept(text, texts);
  // By UTF-16 unit: the characters that are exchanged have one each.
  return Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index);
    return staying.has(index) ? character : (others.get(character) ?? character);
  }).join('');
}

/** How many texts `permuteCharacters` can make of a text, at most. */
export function permutationsOf(text: string): number {
  return sets.reduce((product, set) => {
    const different = new Set([...text.toLowerCase()].filter((character) => set.includes(character))).size;
    return product * Array.from({ length: different }, (_, index) => set.length - index).reduce((a, b) => a * b, 1);
  }, 1);
}
