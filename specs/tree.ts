import { traitsSatisfy } from './conditions.js';
import type { Erratum } from './contract.js';
import { facetsOf, keywordsOf, type ValueFacet } from './facets.js';
import type { Schema, Traits } from './schema.js';

/** Another reading of a node, from an erratum. */
export interface NodeReading {
  readonly erratum: string;
  readonly schema: Schema;
  /** Set when the reading changes whether the member must be present. */
  readonly presence?: 'required' | 'optional';
}

/** A schema node in its place, as it holds on a fixture with certain traits. */
export interface TreeNode {
  /** Pointer of the contract, e.g. /vpn_connection/policy_rules/items/source. */
  readonly pointer: string;
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly via: 'root' | 'property' | 'item' | 'content';
  readonly children: readonly TreeNode[];
  readonly readings: readonly NodeReading[];
  /** Facets whose keywords come from an `x-when` entry, with the entry's name. */
  readonly conditions: Readonly<Partial<Record<ValueFacet, string>>>;
}

/** How a tree is built. */
export interface TreeOptions {
  readonly prefix: string;
  readonly traits: Traits;
  readonly errata: readonly Erratum[];
  /** Readings (erratum id to reading name) to take instead of the contract's own. */
  readonly take?: Readonly<Record<string, string>>;
}

/** The local clause id of a facet at a node. */
export function clauseAt(node: TreeNode, facet: ValueFacet | 'presence'): string {
  const condition = facet === 'presence' ? undefined : node.conditions[facet];
  return `${node.pointer}#${condition === undefined ? facet : `condition:${condition}`}`;
}

interface Patch {
  readonly erratum: string;
  readonly set: Readonly<Record<string, unknown>>;
  readonly taken: boolean;
}

function patchesAt(pointer: string, { errata, take = {} }: TreeOptions): readonly Patch[] {
  return errata.flatMap((erratum) =>
    (erratum.readings ?? []).flatMap((reading) =>
      reading.patches
        .filter((patch) => patch.at === pointer)
        .map((patch) => ({ erratum: erratum.id, set: patch.set, taken: take[erratum.id] === reading.name })),
    ),
  );
}

function patched(schema: Schema, set: Readonly<Record<string, unknown>>): Schema {
  const { presence: _, ...keywords } = set;
  return Object.fromEntries(Object.entries({ ...schema, ...keywords }).filter(([, value]) => value !== null));
}

function presenceOf(set: Readonly<Record<string, unknown>>): 'required' | 'optional' | undefined {
  return set['presence'] === 'required' || set['presence'] === 'optional' ? set['presence'] : undefined;
}

/** Builds the tree of a request or response schema for a fixture's traits. */
export function buildTree(root: Schema, options: TreeOptions): TreeNode {
  return buildNode(root, { pointer: options.prefix, name: '', required: true, via: 'root' }, options);
}

function buildNode(base: Schema, place: Pick<TreeNode, 'pointer' | 'name' | 'required' | 'via'>, options: TreeOptions): TreeNode {
  // No member is asked for where it has no place.
  const applies = base['x-applies-when'] === undefined || traitsSatisfy(base['x-applies-when'], options.traits);
  const patches = patchesAt(place.pointer, options).filter(({ set }) => applies || presenceOf(set) !== 'required');
  let own = base;
  let required = place.required && applies;
  for (const patch of patches.filter(({ taken }) => taken)) {
    own = patched(own, patch.set);
    required = (presenceOf(patch.set) ?? (required ? 'required' : 'optional')) === 'required';
  }
  const conditions: Partial<Record<ValueFacet, string>> = {};
  let schema = own;
  for (const entry of own['x-when'] ?? []) {
    if (!traitsSatisfy(entry.if, options.traits)) continue;
    const then = entry.then as Schema;
    schema = { ...schema, ...then };
    for (const facet of facetsOf(then)) conditions[facet] = entry.name;
  }
  const readings = patches
    .filter(({ taken }) => !taken)
    .map((patch): NodeReading => {
      const presence = presenceOf(patch.set);
      return { erratum: patch.erratum, schema: patched(schema, patch.set), ...(presence === undefined ? {} : { presence }) };
    });
  return { ...place, required, schema, conditions, readings, children: childrenOf(schema, place.pointer, options) };
}

function childrenOf(schema: Schema, pointer: string, options: TreeOptions): readonly TreeNode[] {
  const properties = (owner: Schema): readonly TreeNode[] =>
    Object.entries(owner.properties ?? {}).map(([name, child]) =>
      buildNode(child, { pointer: `${pointer}/${name}`, name, required: owner.required?.includes(name) ?? false, via: 'property' }, options),
    );
  if (schema.contentSchema !== undefined) {
    return [
      {
        pointer,
        name: '',
        schema: schema.contentSchema,
        required: true,
        via: 'content',
        readings: [],
        conditions: {},
        children: properties(schema.contentSchema),
      },
    ];
  }
  if (schema.items !== undefined) {
    return [buildNode(schema.items, { pointer: `${pointer}/items`, name: 'items', required: true, via: 'item' }, options)];
  }
  return properties(schema);
}

/** A node and all below it, parents first. */
export function* walk(node: TreeNode): Generator<TreeNode> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The part of a schema that states one facet. */
export function facetSchema(schema: Schema, facet: ValueFacet): Schema {
  const entries = keywordsOf(facet)
    .filter((keyword) => keyword in schema)
    .map((keyword) => [keyword, schema[keyword as keyof Schema]] as const);
  return Object.fromEntries(entries);
}
