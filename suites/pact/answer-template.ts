import { MatchersV3 } from '@pact-foundation/pact';
import type { Contract } from '../../contract/contract.js';
import { validator } from '../../contract/inspect/ajv.js';
import { conditionHolds } from '../../contract/inspect/conditions.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema, Traits } from '../../contract/schema.js';

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

function scalarTemplate(schema: Schema, sample: unknown): unknown {
  const value = anyValueOf(schema, sample);
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const literal = (member: unknown): string => String(member).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (schema.type === 'integer') return MatchersV3.integer(Number(value));
  if (schema.type !== 'string' || values.length === 0) return MatchersV3.like(value);
  return MatchersV3.regex(`^(?:${values.map(literal).join('|')})$`, String(value));
}

/**
 * The promised part of an answer as Pact matchers (types; regular expressions for enumerations), with values from a
 * documented sample.
 */
export function answerTemplate(node: TreeNode, sample: unknown, reliance: Reliance): unknown {
  const [child] = node.children;
  if (node.schema.items !== undefined && child !== undefined) {
    const item: unknown = Array.isArray(sample) ? sample[0] : undefined;
    const template = answerTemplate(child, item, reliance);
    // Only a documented minimum promises entries; a type matcher on an empty array says "an array".
    return (node.schema.minItems ?? 0) > 0 ? MatchersV3.eachLike(template, node.schema.minItems) : MatchersV3.like([]);
  }
  if (node.schema.properties === undefined) return scalarTemplate(node.schema, sample);
  const members = node.children.filter((member) => isPromised(member, reliance));
  return Object.fromEntries(
    members.map((member) => [
      member.name,
      answerTemplate(member, isObject(sample) ? sample[member.name] : undefined, reliance),
    ]),
  );
}
