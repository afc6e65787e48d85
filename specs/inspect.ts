import { validator } from './ajv.js';
import { conditionHolds } from './conditions.js';
import { facetsOf, type ValueFacet } from './facets.js';
import { isObject } from './pointer.js';
import type { Schema, Traits } from './schema.js';
import { clauseAt, facetSchema, type TreeNode } from './tree.js';

/** What one value tells about one clause: kept, broken, or disputed among readings of the document. */
export interface Observation {
  /** Local clause id. */
  readonly clause: string;
  readonly holds: 'yes' | 'no' | 'disputed';
  /** Pointer of the value in the inspected document. */
  readonly at: string;
  readonly value?: unknown;
  readonly note?: string;
}

interface Context {
  readonly traits: Traits;
  readonly body: unknown;
}

function facetHolds(schema: Schema, facet: ValueFacet, value: unknown): boolean {
  const part = facetSchema(schema, facet);
  if (facet !== 'content') return validator(part)(value) === true;
  if (typeof value !== 'string') return true;
  try {
    return validator({ type: part.contentSchema?.type ?? 'object' })(JSON.parse(value)) === true;
  } catch {
    return false;
  }
}

function agreement(votes: readonly boolean[]): Observation['holds'] {
  if (votes.every(Boolean)) return 'yes';
  return votes.some(Boolean) ? 'disputed' : 'no';
}

/**
 * Judges a value against every clause of a tree, one observation for each clause and place.
 * Members below a wrongly typed value are not judged; unknown members are ignored.
 */
export function inspect(tree: TreeNode, value: unknown, traits: Traits): readonly Observation[] {
  const observations: Observation[] = [];
  inspectValue(tree, value, '', { traits, body: value }, observations);
  return observations;
}

function inspectValue(node: TreeNode, value: unknown, at: string, context: Context, out: Observation[]): void {
  if (node.via !== 'content' && !inspectFacets(node, value, at, out)) return;
  if (node.schema.contentSchema !== undefined) {
    const content = parsed(value);
    for (const child of node.children) if (isObject(content)) inspectMembers(child, content, at, context, out);
  } else if (Array.isArray(value)) {
    for (const child of node.children) value.forEach((item, index) => inspectValue(child, item, `${at}/${index}`, context, out));
  } else if (isObject(value)) {
    inspectMembers(node, value, at, context, out);
  }
}

/** Judges the facets of a node; false when the type is wrong and nothing below can be judged. */
function inspectFacets(node: TreeNode, value: unknown, at: string, out: Observation[]): boolean {
  const schemas = [node.schema, ...node.readings.map((reading) => reading.schema)];
  for (const facet of facetsOf(node.schema)) {
    const holds = agreement(schemas.map((schema) => facetHolds(schema, facet, value)));
    out.push({ clause: clauseAt(node, facet), holds, at, value });
    if ((facet === 'type' || facet === 'content') && holds !== 'yes') return false;
  }
  // A facet that only another reading states: keeping it is not required, breaking it is disputed.
  for (const { schema } of node.readings) {
    for (const facet of facetsOf(schema).filter((name) => facetsOf(node.schema).includes(name) === false)) {
      if (!facetHolds(schema, facet, value)) out.push({ clause: `${node.pointer}#${facet}`, holds: 'disputed', at, value });
    }
  }
  return true;
}

function inspectMembers(node: TreeNode, value: Readonly<Record<string, unknown>>, at: string, context: Context, out: Observation[]): void {
  for (const child of node.children) {
    const place = `${at}/${child.name}`;
    const present = Object.hasOwn(value, child.name) && value[child.name] !== undefined;
    inspectPresence(child, present, place, context, out);
    if (present) inspectValue(child, value[child.name], place, context, out);
  }
}

function inspectPresence(node: TreeNode, present: boolean, at: string, context: Context, out: Observation[]): void {
  const returned = node.schema['x-returned-when'];
  if (returned !== undefined) {
    const holds = conditionHolds(returned.if, context.traits, context.body);
    const disputed = node.readings.some((reading) => reading.presence !== undefined || reading.schema['x-returned-when'] !== returned);
    const wrong = holds === undefined ? false : holds ? !present && returned.presence === 'required' : present;
    if (holds !== undefined) {
      const note = holds ? 'its condition holds' : 'its condition does not hold';
      out.push({ clause: `${node.pointer}#condition`, holds: wrong ? (disputed ? 'disputed' : 'no') : 'yes', at, note });
    }
    return;
  }
  const needed = [node.required, ...node.readings.map((reading) => (reading.presence === undefined ? node.required : reading.presence === 'required'))];
  out.push({ clause: clauseAt(node, 'presence'), holds: present ? 'yes' : agreement(needed.map((need) => !need)), at, note: present ? 'present' : 'absent' });
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
