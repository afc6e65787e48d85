import type { Contract } from '../../contract/contract.js';
import { validator } from '../../contract/inspect/ajv.js';
import { conditionHolds } from '../../contract/inspect/conditions.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema, Traits } from '../../contract/schema.js';
import { allOf, type Matcher, oneOf, type Template } from './template.js';

/** What decides which members of an answer a consumer may rely on. */
export interface Reliance {
  readonly contract: Contract;
  readonly traits: Traits;
}

/**
 * Whether the document promises the member on such a fixture, with one type and without a dispute; Pact can say nothing
 * of the others.
 */
function isPromised({ pointer, schema, required, readings }: TreeNode, { contract, traits }: Reliance): boolean {
  if (readings.length > 0 || Array.isArray(schema.type)) return false;
  const own = ['type', 'presence', 'condition'].map((facet) => `${pointer}#${facet}`);
  if (contract.clauses.some(({ local, excluded }) => excluded !== undefined && own.includes(local))) return false;
  const returned = schema['x-returned-when'];
  return returned === undefined
    ? required
    : returned.presence === 'required' && conditionHolds(returned.if, traits, undefined) === true;
}

/**
 * A value of the node: the sample where it is one (documents mask some), else one that the schema names, else any of
 * the type.
 */
function anyValueOf(schema: Schema, sample: unknown): unknown {
  const isMember = validator(schema);
  const named = [sample, ...(schema.examples ?? []), schema.const, ...(schema.enum ?? []), schema.minimum];
  return (
    named.find((value) => value !== undefined && isMember(value)) ??
    [1, true, 'text', 1.5, {}].find((value) => validator({ type: schema.type })(value))
  );
}

function scalarMatcher({ type, enum: members, const: only }: Schema): Matcher {
  const values = members ?? (only === undefined ? [] : [only]);
  if (type === 'integer') return { match: 'integer' };
  return type === 'string' && values.length > 0 ? oneOf(values.map(String)) : { match: 'type' };
}

/**
 * The promised part of an answer with Pact's matchers (types; regular expressions for enumerations), and with values
 * from a documented sample.
 */
export function answerTemplate(node: TreeNode, sample: unknown, reliance: Reliance, path = '$'): Template {
  const [child] = node.children;
  if (node.schema.items !== undefined && child !== undefined) {
    const min = node.schema.minItems ?? 0;
    // Only a documented minimum promises entries; a type matcher on an empty array says "an array".
    if (min === 0) return { value: [], rules: { [path]: { match: 'type' } } };
    const entry = answerTemplate(child, Array.isArray(sample) ? sample[0] : undefined, reliance, `${path}[*]`);
    return {
      value: Array.from({ length: min }, () => entry.value),
      rules: { [path]: { match: 'type', min }, ...entry.rules },
    };
  }
  if (node.schema.properties === undefined)
    return { value: anyValueOf(node.schema, sample), rules: { [path]: scalarMatcher(node.schema) } };
  const members = node.children.filter((member) => isPromised(member, reliance));
  return allOf(
    members.map((member) => {
      const shown = isObject(sample) ? sample[member.name] : undefined;
      return [member.name, answerTemplate(member, shown, reliance, `${path}.${member.name}`)];
    }),
  );
}
