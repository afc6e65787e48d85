import type { Format } from '../../generated/schema-node.js';
import { type Facet, facetsOf } from '../facets.js';
import type { Condition, Schema } from '../schema.js';
import { bracketWords, isExcluding } from './bracket-words.js';
import { conditionWords, type TraitWords } from './condition-words.js';

function list(values: readonly unknown[]): string {
  return values.map((value) => (value === '' ? 'the empty text' : String(value))).join(', ');
}

function bounds(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined) return `at most ${high}${unit}`;
  if (high === undefined) return `at least ${low}${unit}`;
  return low === high ? `exactly ${low}${unit}` : `${low} to ${high}${unit}`;
}

const formatWords: Readonly<Record<Format, string>> = {
  uuid: 'is a UUID',
  'uuid-like': 'has the form of a UUID',
  ipv4: 'is an IPv4 address',
  'ipv4-cidr': 'is an IPv4 block such as 10.0.0.0/8',
  'ipv4-cidr-list': 'is a comma-separated list of IPv4 blocks',
  'ipv4-interface': 'is an IPv4 address with its mask, such as 169.254.76.1/30',
  ip: 'is an IP address',
  'ip-cidr': 'is a block of IP addresses',
  'ip-cidr-list': 'is a comma-separated list of blocks of IP addresses',
  asn: 'is the number of an autonomous system, plain or as two 16-bit halves with a dot between them',
  'integer-text': 'is a whole number in decimal digits',
  'date-time': 'is a time as ISO 8601 writes it',
  ascii: 'has characters of ASCII only',
};

/** The rules of an `x-when` entry; those that are no constraint on a value take one back. */
function rulesOf(then: Schema, required: boolean, side: 'request' | 'answer', traits: TraitWords): string {
  const rules = facetsOf(then).map((own) => statementOf(own, then, required, side, traits));
  if (then['x-returned-when'] !== undefined) rules.push(statementOf('condition', then, required, side, traits));
  if (then.required !== undefined)
    rules.push(then.required.length === 0 ? 'may be empty' : `has ${then.required.join(', ')}`);
  return rules.length === 0 ? 'may have any value' : rules.join(' and ');
}

/** When a member is there, in words. */
function returnedWords(
  { if: condition, presence }: { readonly if: Condition; readonly presence: string },
  traits: TraitWords,
): string {
  if (presence !== 'required')
    return 'not' in condition
      ? `is not returned ${conditionWords(condition.not, traits)}`
      : `is returned only ${conditionWords(condition, traits)}`;
  if ('not' in condition) return `is returned, but not ${conditionWords(condition.not, traits)}`;
  const words = conditionWords(condition, traits);
  return words.startsWith('except ') ? `is returned ${words}` : `is returned ${words}, and only there`;
}

/** A derived clause in plain words, without its subject: "is 8 to 128 characters long". */
export function statementOf(
  facet: Facet,
  schema: Schema,
  required: boolean,
  side: 'request' | 'answer',
  traits: TraitWords,
): string {
  if (facet.startsWith('condition:')) {
    const name = facet.slice('condition:'.length);
    const entry = schema['x-when']?.find((candidate) => candidate.name === name);
    const then = (entry?.then ?? {}) as Schema;
    return `${rulesOf(then, required, side, traits)} ${entry === undefined ? '' : conditionWords(entry.if as Condition, traits)}`.trim();
  }
  switch (facet) {
    case 'type':
      return `is of JSON type ${list([schema.type ?? 'any'].flat())}`;
    case 'presence':
      if (side === 'answer') return required ? 'is returned' : 'may be missing';
      return required ? 'is mandatory' : 'may be left out';
    case 'enum':
      return (schema.enum ?? [schema.const]).length === 1
        ? `is ${list(schema.enum ?? [schema.const])}`
        : `is one of ${list(schema.enum ?? [])}`;
    case 'length':
      return `is ${bounds(schema.minLength, schema.maxLength, ' characters long')}`;
    case 'range':
      return `is ${bounds(schema.minimum ?? schema['x-minimum'], schema.maximum ?? schema['x-maximum'], '')}`;
    case 'count':
      return `has ${bounds(schema.minItems, schema.maxItems, ' entries')}`;
    case 'uniqueness':
      return 'has no two equal entries';
    case 'pattern':
      return schema['x-form'] ?? `matches ${schema.pattern}`;
    case 'format':
      return schema.format === undefined ? 'has its format' : formatWords[schema.format];
    case 'alternatives':
      return (schema.anyOf ?? [])
        .map((form) =>
          facetsOf(form)
            .filter((own) => own !== 'type')
            .map((own) => statementOf(own, form, required, side, traits))
            .join(' and '),
        )
        .join(' or ');
    case 'content':
      return 'is a string that holds a JSON object';
    case 'characters':
      return `has ${isExcluding(schema['x-characters'] ?? '') ? 'none of' : 'only'}: ${bracketWords(schema['x-characters'] ?? '')}`;
    case 'first-character':
      return `starts with one of: ${bracketWords(schema['x-first-character'] ?? '')}`;
    case 'prefix':
      return `does not start with ${(schema['x-forbidden-prefixes'] ?? []).join(' or ')}`;
    case 'classes':
      return `has characters of at least ${schema['x-character-classes']?.minimum} of the classes ${(schema['x-character-classes']?.classes ?? []).map(bracketWords).join('; ')}`;
    case 'within':
      return `lies in ${list(schema['x-within'] ?? [])}`;
    case 'outside':
      return schema['x-not-inside'] === undefined
        ? `does not touch the reserved ${list(schema['x-outside'] ?? [])}`
        : `does not lie in the reserved ${list(schema['x-not-inside'])}`;
    case 'prefix-length':
      return `has a mask of ${schema['x-prefix-length']} bits`;
    case 'host-address':
      return 'is a host address of its block';
    case 'network-address':
      return 'has no host bits set';
    case 'applicability':
      return schema['x-applies-when'] === undefined
        ? 'may be sent everywhere'
        : `is meant to be sent only ${conditionWords(schema['x-applies-when'] as Condition, traits)}`.replace(
            'only except',
            'everywhere except',
          );
    case 'default':
      return `has the documented default ${JSON.stringify(schema.default)}`;
    case 'deprecation':
      return 'is deprecated';
    case 'condition': {
      const returned = schema['x-returned-when'];
      return returned === undefined
        ? 'is returned under its condition'
        : returnedWords(returned as { readonly if: Condition; readonly presence: string }, traits);
    }
    default:
      return facet;
  }
}
