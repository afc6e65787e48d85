import { inspectBroken } from '../contract/inspect/inspect.js';
import type { TreeNode } from '../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../contract/pointer.js';
import type { Schema } from '../contract/schema.js';
import type { TargetFixture } from '../contract/target.js';
import type { Domain } from './domain.js';
import { permutationsOf, permuteCharacters } from './permute-characters.js';
import { type DraftRequest, firstInstance } from './request.js';

/**
 * Whether a member is the name that people give a resource. No document says that names are unique; where they have to
 * be, one that another resource keeps would be refused for no fault of the request.
 */
export function isOwnName({ name, schema }: TreeNode): boolean {
  const isText =
    [schema.type ?? 'string'].flat().includes('string') && schema.enum === undefined && schema.const === undefined;
  return (
    isText &&
    /(?:^n|N|_n)ame$/.test(name) &&
    schema['x-fixture'] !== true &&
    schema['x-secret'] !== true &&
    schema['x-state'] !== false
  );
}

/** Whether a node is such a name or holds one. */
export function holdsOwnName(node: TreeNode): boolean {
  return isOwnName(node) || node.children.some(holdsOwnName);
}

/** What tells resources apart: two fixtures with the same values are the same resource. */
export function identityOf({ values }: TargetFixture): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a prefix that is ruled out tells by: its word stays where it stands. */
function tellingWords(schema: Schema): readonly string[] {
  return (schema['x-forbidden-prefixes'] ?? []).flatMap((prefix) => prefix.match(/[A-Za-z]+/g) ?? []);
}

/** The value as it is given to this resource and no other, where every reading admits that. */
function ownName(value: unknown, schema: Schema, identity: string, admits: (value: unknown) => boolean): unknown {
  if (typeof value !== 'string') return value;
  const permuted = permuteCharacters(value, identity, tellingWords(schema));
  return admits(permuted) ? permuted : value;
}

/** Below so many other texts of its kind two resources may well come to have the same name. */
const enough = 10_000;

/**
 * The domain of a name with members that no other resource is given. Edges may be too short for that; what is drawn is
 * not.
 */
export function ownNames(
  domain: Domain,
  schema: Schema,
  identity: string,
  admits: (value: unknown) => boolean,
): Domain {
  const own = (value: unknown): unknown => ownName(value, schema, identity, admits);
  const edges = domain.edges.map(own);
  const isLong = (value: unknown): boolean => typeof value === 'string' && permutationsOf(value) >= enough;
  const [long] = edges.filter(isLong);
  return {
    ...domain,
    edges,
    member: domain.member.map((value) => (long === undefined || isLong(value) ? own(value) : long)),
  };
}

/** A request with the names in it changed to such that no other resource is given. */
export function withOwnNames(request: DraftRequest, nodes: readonly TreeNode[], fixture: TargetFixture): DraftRequest {
  return nodes.filter(isOwnName).reduce((draft, node) => {
    const at = firstInstance(node.pointer);
    const value = ownName(
      valueAt(draft, at),
      node.schema,
      identityOf(fixture),
      (name) => inspectBroken(node, name, new Set(fixture.traits)).length === 0,
    );
    const changed = value === undefined ? draft : withValueAt(draft, at, value);
    return isObject(changed) ? changed : draft;
  }, request);
}

/** A request with the names in it changed back to those that another one holds in the same places. */
export function withNamesOf(request: DraftRequest, nodes: readonly TreeNode[], source: DraftRequest): DraftRequest {
  return nodes.filter(isOwnName).reduce((draft, node) => {
    const at = firstInstance(node.pointer);
    const value = valueAt(source, at);
    const changed = value === undefined || valueAt(draft, at) === undefined ? draft : withValueAt(draft, at, value);
    return isObject(changed) ? changed : draft;
  }, request);
}
