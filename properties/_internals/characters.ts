import { allMatch } from '../../contract/inspect/bracket.js';
import { formats } from '../../contract/inspect/formats/index.js';
import type { Schema } from '../../contract/schema.js';

const printable: readonly string[] = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index));
/**
 * One of each kind that implementations tend to get wrong: control, Latin-1, CJK, a digit of another script, outside
 * the Basic Multilingual Plane.
 */
const beyond: readonly string[] = ['\t', '\n', 'é', 'ñ', '中', '٣', '😀'];
const plain = /^[A-Za-z0-9]$/;

/** Code points that a text may hold, and telling ones that it may not. */
export interface CharacterPool {
  readonly allowed: readonly string[];
  readonly refused: readonly string[];
}

/**
 * The pool of a string schema. Where no character class is documented, only letters and digits are drawn:
 * what else is admitted is not known.
 */
export function characterPool(schema: Schema): CharacterPool {
  const body = schema['x-characters'];
  const ascii = schema.format === 'ascii';
  if (body === undefined)
    return { allowed: printable.filter((character) => plain.test(character)), refused: ascii ? ['é', '中'] : [] };
  const fits = (character: string): boolean => allMatch(character, body) && (!ascii || formats.ascii(character));
  // A class by exclusion admits, on paper, every other code point; only printable ASCII is meant for certain.
  const candidates = body.startsWith('^') ? printable : [...printable, ...beyond];
  const refused = [...beyond, ...printable].filter((character) => !allMatch(character, body));
  return { allowed: candidates.filter(fits), refused };
}
