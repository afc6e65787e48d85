import * as fc from 'fast-check';
import { bracketExpression } from '../../contract/inspect/bracket.js';
import type { Schema } from '../../contract/schema.js';
import { type CharacterPool, characterPool } from '../_internals/characters.js';
import { drawing } from '../_internals/drawing.js';
import { type Domain, type DomainInput, type Violation, violation } from '../domain.js';
import { wrongType } from './wrong-type.js';

function matching(pool: readonly string[], body: string): readonly string[] {
  const expression = bracketExpression(body);
  return pool.filter((character) => expression.test(character));
}

/** The documented character classes, as the characters of the pool that each holds. */
function classPools(schema: Schema, pool: readonly string[]): readonly (readonly string[])[] {
  return (schema['x-character-classes']?.classes ?? [])
    .map((body) => matching(pool, body))
    .filter((characters) => characters.length > 0);
}

function firstPool(schema: Schema, pool: readonly string[]): readonly string[] {
  const body = schema['x-first-character'];
  return body === undefined ? pool : matching(pool, body);
}

/** Cycles through characters to a text of exactly `length` code points, with every class present where they fit. */
function textOf(
  length: number,
  first: readonly string[],
  classes: readonly (readonly string[])[],
  pool: readonly string[],
): string {
  if (length <= 0) return '';
  const sources = classes.length > 0 ? classes : [pool.filter((character) => /[A-Za-z0-9]/.test(character)), pool];
  const usable = sources.filter((source) => source.length > 0);
  const rest = Array.from({ length: length - 1 }, (_, index) => {
    const source = usable[index % usable.length] ?? pool;
    return source[(index * 7) % source.length] ?? '';
  });
  const lead = first.find((character) => /[A-Za-z]/.test(character)) ?? first[0] ?? pool[0] ?? 'a';
  return [lead, ...rest].join('');
}

function lengthViolations(
  { minLength, maxLength }: Schema,
  clause: string,
  write: (length: number) => string,
): readonly Violation[] {
  return [
    ...(minLength === undefined || minLength < 1
      ? []
      : [violation('too-short', clause, [...new Set([write(minLength - 1), ''])])]),
    ...(maxLength === undefined
      ? []
      : [violation('too-long', clause, [write(maxLength + 1), write(maxLength * 2 + 1)])]),
  ];
}

function characterViolations(
  schema: Schema,
  { refused }: CharacterPool,
  clause: string,
  base: string,
): readonly Violation[] {
  const spots = (character: string): readonly string[] => {
    const points = [...base];
    const middle = Math.max(1, Math.floor(points.length / 2));
    return [[...points.slice(0, middle), character, ...points.slice(middle + 1)].join('')];
  };
  if (refused.length === 0) return [];
  const maximum = schema.maxLength ?? Number.POSITIVE_INFINITY;
  const fit = (text: string): boolean => [...text].length <= maximum;
  const ends: readonly Violation[] = [
    ...(refused.includes(' ')
      ? [
          violation('leading-space', clause, [` ${base}`].filter(fit)),
          violation('trailing-space', clause, [`${base} `].filter(fit)),
        ]
      : []),
    ...(refused.includes('\n') ? [violation('trailing-newline', clause, [`${base}\n`].filter(fit))] : []),
  ];
  return [
    violation('bad-character', clause, refused.flatMap(spots), fc.constantFrom(...refused.flatMap(spots))),
    ...ends.filter(({ edges }) => edges.length > 0),
  ];
}

/** Texts of `length` code points that hold exactly `count` of the classes, one for every choice of them. */
function textsOfClasses(
  count: number,
  classes: readonly (readonly string[])[],
  first: readonly string[],
  length: number,
): readonly string[] {
  const choose = (from: readonly (readonly string[])[], size: number): readonly (readonly (readonly string[])[])[] =>
    size === 0
      ? [[]]
      : from.flatMap((entry, index) => choose(from.slice(index + 1), size - 1).map((others) => [entry, ...others]));
  return choose(classes, count).map((chosen) => {
    const held = chosen.flat();
    return textOf(
      length,
      first.filter((character) => held.includes(character)),
      chosen,
      held,
    );
  });
}

/** A text of as few classes as will do, of which `sign` is the only member of its own. */
function withOnly(
  sign: string,
  minimum: number,
  classes: readonly (readonly string[])[],
  first: readonly string[],
  length: number,
): readonly string[] {
  const others = classes.filter((characters) => !characters.includes(sign)).slice(0, minimum - 1);
  if (others.length < minimum - 1 || others.length === classes.length) return [];
  const text = textOf(
    length,
    first.filter((character) => others.some((characters) => characters.includes(character))),
    others,
    others.flat(),
  );
  return [`${text.slice(0, 2)}${sign}${text.slice(3)}`];
}

/** Every allowed character in as few texts as the length admits, each with a member of every class in front. */
function spreadOf(
  pool: readonly string[],
  first: readonly string[],
  classes: readonly (readonly string[])[],
  least: number,
  most: number,
): readonly string[] {
  const front = [first[0] ?? '', ...classes.map((characters) => characters[0] ?? '')];
  const room = Math.max(1, most - front.length);
  const chunks = Array.from({ length: Math.ceil(pool.length / room) }, (_, index) =>
    pool.slice(index * room, (index + 1) * room),
  );
  return chunks.map((chunk) => {
    const points = [...front, ...chunk].slice(-most);
    const filler = Array.from({ length: Math.max(0, least - points.length) }, () => first[0] ?? '');
    return [...points.slice(0, 1), ...filler, ...points.slice(1)].join('');
  });
}

/**
 * Texts that services tend to store as others: another case, a zero, and, where no character is ruled out, signs that
 * queries, HTML and single bytes write in another way.
 */
function telling(schema: Schema, base: string): readonly string[] {
  if (schema.format === 'ascii') return ['vpn-1.2:3_4~5/6+7=8'];
  if (
    schema['x-secret'] === true ||
    schema['x-fixture'] === true ||
    schema['x-state'] === false ||
    schema.format !== undefined
  )
    return [];
  const swapped = base.replaceAll(/\p{L}/gu, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
  const signs =
    schema['x-characters'] === undefined
      ? [base.repeat(6).slice(0, Math.min(64, schema.maxLength ?? 64)), 'R&D+50%41', `"a" 'b' \\c`, 'd  é中']
      : [];
  return [swapped, '0', '007', ...signs];
}

/** Most signs of a set for the text to be tried with each of them at its end. */
const fewSigns = 4;

/** Texts that end in each of the few signs that are allowed: some services take them off. */
function endings(schema: Schema, allowed: readonly string[], base: string): readonly string[] {
  const signs = allowed.filter((character) => /[^\p{L}\p{M}\p{N}\s]/u.test(character));
  if (
    schema['x-characters'] === undefined ||
    schema['x-secret'] === true ||
    schema['x-state'] === false ||
    signs.length > fewSigns
  )
    return [];
  return signs.map((sign) => `${base.slice(0, -1)}${sign}`);
}

/**
 * The characters of a schema. Those of secrets are drawn from the other end: a key that also stands as a name would
 * have the name blanked in every output.
 */
function poolOf(schema: Schema): CharacterPool {
  const pool = characterPool(schema);
  return schema['x-secret'] === true ? { ...pool, allowed: [...pool.allowed].reverse() } : pool;
}

/** Strings by length in code points, characters, first character, forbidden prefixes and character classes. */
export function text(input: DomainInput): Domain {
  const { schema, clause, admits } = input;
  const pool = poolOf(schema);
  const first = firstPool(schema, pool.allowed);
  const classes = classPools(schema, pool.allowed);
  const write = (length: number): string => textOf(length, first, classes, pool.allowed);
  const least = Math.max(schema.minLength ?? 1, 1);
  const most = schema.maxLength ?? Math.max(32, least);
  const usual = Math.min(most, Math.max(least, 12));
  const base = write(usual);
  const edges = [usual, least, least + 1, most - 1, most]
    .filter((length) => length >= least && length <= most)
    .map(write);
  // As long as can be in characters, and longer in bytes.
  const wide = pool.allowed.find((character) => /[^\p{ASCII}]/u.test(character) && /\p{L}/u.test(character));
  const longInBytes =
    wide === undefined || schema.maxLength === undefined || schema['x-secret'] === true
      ? []
      : [`${first[0] ?? ''}${wide.repeat(most - 1)}`];
  const minimum = schema['x-character-classes']?.minimum ?? 0;
  const sparse = minimum > 0 && minimum < classes.length ? textsOfClasses(minimum, classes, first, usual) : [];
  // A sign that some count among letters, and one that some count as nothing.
  const doubtful = minimum < 2 ? [] : ['_', ' '].flatMap((sign) => withOnly(sign, minimum, classes, first, usual));
  const tooFew = minimum < 2 ? [] : textsOfClasses(minimum - 1, classes, first, usual);
  const unlisted = pool.refused.filter((sign) => sign === 'é' || sign === '\\').slice(0, 1);
  const spread = schema['x-characters'] === undefined ? [] : spreadOf(pool.allowed, first, classes, least, most);
  const random = fc
    .array(fc.constantFrom(...pool.allowed), {
      minLength: Math.max(0, least - 1 - classes.length),
      maxLength: Math.max(0, Math.min(most, 64) - 1 - classes.length),
    })
    .chain((rest) =>
      fc
        .constantFrom(...first)
        .map((lead) =>
          [
            lead,
            ...classes.map((characters, index) => characters[(rest.length + index) % characters.length] ?? ''),
            ...rest,
          ].join(''),
        ),
    );
  // Those of no letter or digit before others: they are few, and right anywhere else in the text.
  const wrongFirst = (
    first === pool.allowed ? [] : pool.allowed.filter((character) => !first.includes(character))
  ).sort((a, b) => Number(/[\p{L}\p{N}]/u.test(a)) - Number(/[\p{L}\p{N}]/u.test(b)));
  // Where nothing is said of the first character, a letter is no must.
  const digitFirst =
    first === pool.allowed && classes.length === 0 && pool.allowed.includes('0')
      ? [`0${[...base].slice(1).join('')}`]
      : [];
  // A forbidden beginning is right elsewhere, and so is its first part.
  const beside = (schema['x-forbidden-prefixes'] ?? []).flatMap((prefix) => [
    `a${prefix}b`,
    `${prefix.replace(/\W+$/, '')}server`,
  ]);
  const [usualText = base, ...others] = edges;
  const members = [
    ...new Set([
      usualText,
      ...telling(schema, base),
      ...endings(schema, pool.allowed, base),
      ...others,
      ...longInBytes,
      ...beside,
      ...digitFirst,
      ...sparse,
      ...doubtful,
      ...spread,
    ]),
  ].filter(admits);
  return {
    edges: members,
    member: drawing(random, admits, members),
    violations: [
      ...lengthViolations(schema, clause('length'), write),
      ...(schema['x-characters'] === undefined && schema.format !== 'ascii'
        ? []
        : characterViolations(
            schema,
            pool,
            schema.format === 'ascii' && schema['x-characters'] === undefined ? clause('format') : clause('characters'),
            base,
          )),
      ...(wrongFirst.length === 0
        ? []
        : [
            violation(
              'bad-first-character',
              clause('first-character'),
              wrongFirst.slice(0, 12).map((lead) => lead + [...base].slice(1).join('')),
            ),
          ]),
      ...(schema['x-forbidden-prefixes'] ?? []).map((prefix) =>
        violation(`prefix-${prefix.replace(/\W+/g, '')}`, clause('prefix'), [`${prefix}${base}`]),
      ),
      // Every choice of one class too few: each documented class is missing in some of them.
      ...(minimum < 2 || classes.length === 0
        ? []
        : [
            violation('too-few-classes', clause('classes'), [
              ...tooFew,
              // A sign of none of the classes is no further one.
              ...unlisted.flatMap((sign) =>
                tooFew.slice(0, 1).map((few) => `${few.slice(0, 2)}${sign}${few.slice(3)}`),
              ),
            ]),
          ]),
      ...wrongType([schema.type ?? 'string'].flat(), clause('type')),
    ],
  };
}
