import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import { goodTarget } from './good-target.js';

/** A file to be written: its ending and its bytes. */
export interface TargetBytes {
  readonly extension: 'yaml' | 'json';
  readonly bytes: Buffer;
}

function pointersBelow(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => [`${at}/${name}`, ...pointersBelow(child, `${at}/${name}`)]);
}

const pointers = pointersBelow(goodTarget);
const objects = ['', ...pointers.filter((pointer) => isObject(valueAt(goodTarget, pointer)))];
// Names of headers, operations and values are the user's own: another one is refused for what it names.
const fixedObjects = objects.filter((pointer) => !/^\/headers$/.test(pointer));
const required = ['/baseUrl', '/operations', '/headers/X-Token/env', '/operations/acme.update-link/fixtures'].concat(
  ['id', 'traits', 'values', 'values/link_id'].map((name) => `/operations/acme.update-link/fixtures/1/${name}`),
);

const others: readonly (readonly [kind: string, value: unknown])[] = [
  ['string', 'text\u202e\u0000'],
  ['number', -7],
  ['boolean', true],
  ['null', null],
  ['array', [[]]],
  ['object', { '\ud83d\ude00': 1 }],
];

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const oddName = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((name) => !(name in goodTarget));

const wrongType = fc
  .tuple(fc.constantFrom(...pointers), fc.constantFrom(...others))
  // A value may be a string or a list of strings.
  .filter(
    ([pointer, [kind]]) =>
      kindOf(valueAt(goodTarget, pointer)) !== kind && !(pointer.endsWith('/link_id') && kind === 'string'),
  )
  .map(([pointer, [, value]]) => withValueAt(goodTarget, pointer, value));
const missingKey = fc.constantFrom(...required).map((pointer) => withValueAt(goodTarget, pointer, undefined));
const unknownKey = fc.tuple(fc.constantFrom(...fixedObjects), oddName, fc.jsonValue()).map(([pointer, name, value]) =>
  withValueAt(goodTarget, pointer, {
    ...Object(pointer === '' ? goodTarget : valueAt(goodTarget, pointer)),
    [name]: value,
  }),
);
const otherDocument = fc.jsonValue().filter((value) => !isObject(value) || !('operations' in value));

const text = (value: unknown, extension: TargetBytes['extension']): string =>
  extension === 'yaml' ? stringify(value) : JSON.stringify(value, null, 2);
const extension = fc.constantFrom('yaml' as const, 'json' as const);

/**
 * Files that cannot be used: a good one with a wrong type, a missing or an unknown key; other documents; larger than is
 * read; not text.
 */
export const malformedTarget: fc.Arbitrary<TargetBytes> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(wrongType, extension)
      .map(([value, ending]) => ({ extension: ending, bytes: Buffer.from(text(value, ending)) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(missingKey, extension)
      .map(([value, ending]) => ({ extension: ending, bytes: Buffer.from(text(value, ending)) })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(unknownKey, extension)
      .map(([value, ending]) => ({ extension: ending, bytes: Buffer.from(text(value, ending)) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(otherDocument, extension)
      .map(([value, ending]) => ({ extension: ending, bytes: Buffer.from(text(value, ending)) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.uint8Array({ maxLength: 400 }), extension)
      .map(([bytes, ending]) => ({ extension: ending, bytes: Buffer.from(bytes) })),
  },
  {
    weight: 1,
    arbitrary: extension.map((ending) => ({
      extension: ending,
      bytes: Buffer.from(text(goodTarget, ending), 'utf16le'),
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1 << 20, max: 1 << 21 }), extension)
      .map(([size, ending]) => ({ extension: ending, bytes: Buffer.alloc(size, '[') })),
  },
);

/** A good file cut off, or with some bytes in it replaced: most of these cannot be used. */
export const damagedTarget: fc.Arbitrary<TargetBytes> = fc
  .tuple(extension, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 6 }), fc.boolean())
  .map(([ending, at, noise, cut]) => {
    const whole = Buffer.from(text(goodTarget, ending));
    const place = at % whole.length;
    return {
      extension: ending,
      bytes: Buffer.concat([
        whole.subarray(0, place),
        noise,
        cut ? Buffer.alloc(0) : whole.subarray(place + noise.length),
      ]),
    };
  });
