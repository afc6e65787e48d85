import { conditionWords } from './condition-words.js';
import { type Facet, facetsOf } from './facets.js';
import type { Schema } from './schema.js';

function list(values: readonly unknown[]): string {
  return values.map((value) => String(value)).join(', ');
}

function bounds(low: number | undefined, high: number | undefined, unit: string): string {
  if (low === undefined) return `at most ${high}${unit}`;
  if (high === undefined) return `at least ${low}${unit}`;
  return low === high ? `exactly ${low}${unit}` : `${low} to ${high}${unit}`;
}

/** A derived clause in plain words, without its subject: "is 8 to 128 characters long". */
export function statementOf(facet: Facet, schema: Schema, required: boolean, side: 'request' | 'answer'): string {
  if (facet.startsWith('condition:')) {
    const name = facet.slice('condition:'.length);
    const entry = schema['x-when']?.find((candidate) => candidate.name === name);
    const then = (entry?.then ?? {}) as Schema;
    const rules = facetsOf(then).map((own) => statementOf(own, then, required, side));
    return `${rules.length === 0 ? 'is as the document says' : rules.join(' and ')} on resources that are ${name}`;
  }
  switch (facet) {
    case 'type':
      return `is of JSON type ${list([schema.type ?? 'any'].flat())}`;
    case 'presence':
      if (side === 'answer') return required ? 'is returned' : 'may be missing';
      return required ? 'is mandatory' : 'may be left out';
    case 'enum':
      return schema.const === undefined ? `is one of ${list(schema.enum ?? [])}` : `is ${String(schema.const)}`;
    case 'length':
      return `is ${bounds(schema.minLength, schema.maxLength, ' characters long')}`;
    case 'range':
      return `is ${bounds(schema.minimum ?? schema['x-minimum'], schema.maximum ?? schema['x-maximum'], '')}`;
    case 'count':
      return `has ${bounds(schema.minItems, schema.maxItems, ' entries')}`;
    case 'uniqueness':
      return 'has no two equal entries';
    case 'pattern':
      return `matches ${schema.pattern}`;
    case 'format':
      return `has the format ${schema.format}`;
    case 'alternatives':
      return `is one of ${schema.anyOf?.length} documented forms`;
    case 'content':
      return 'is a string that holds a JSON object';
    case 'characters':
      return `has only characters of [${schema['x-characters']}]`;
    case 'first-character':
      return `starts with a character of [${schema['x-first-character']}]`;
    case 'prefix':
      return `does not start with ${(schema['x-forbidden-prefixes'] ?? []).join(' or ')}`;
    case 'classes':
      return `has characters of at least ${schema['x-character-classes']?.minimum} of the classes ${(schema['x-character-classes']?.classes ?? []).map((body) => `[${body}]`).join(' ')}`;
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
      return 'may be sent only where it applies';
    case 'default':
      return `has the documented default ${JSON.stringify(schema.default)}`;
    case 'deprecation':
      return 'is deprecated';
    case 'condition': {
      const returned = schema['x-returned-when'];
      if (returned === undefined) return 'is returned under its condition';
      return `is returned ${returned.presence === 'required' ? 'when' : 'only when'} ${conditionWords(returned.if)}${returned.presence === 'required' ? ', and only then' : ''}`;
    }
    default:
      return facet;
  }
}
