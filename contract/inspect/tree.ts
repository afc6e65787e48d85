import type { Erratum } from '../contract.js';
import { keywordsOf, type ValueFacet } from '../facets.js';
import type { Schema, Traits } from '../schema.js';
import { conditionHolds, traitsSatisfy } from './conditions.js';
import { uncertainFacets, type World, worldsOf } from './worlds.js';

/**
 * Another way to take a node: a reading of an erratum, what it is where an unknown trait is other than presumed, or
 * what the kit keeps to in its own requests.
 */
export interface NodeReading {
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
  /** Those of them of which nobody knows whether their condition is met. */
  readonly uncertain: ReadonlySet<ValueFacet>;
  /** The keywords that values are drawn by, where the kit keeps to narrower ones than the document's. */
  readonly plan?: Schema;
  /** Set where the kit never sends the member. */
  readonly isLeftOut?: true;
}

/** How a tree is built. */
export interface TreeOptions {
  readonly prefix: string;
  readonly traits: Traits;
  readonly errata: readonly Erratum[];
  /** Readings (erratum id to reading name) to take instead of the contract's own. */
  readonly take?: Readonly<Record<string, string>>;
  /** Whether the kit's own restrictions (`x-plan`) count: for requests that it makes. */
  readonly plan?: boolean;
}

/** The local clause id of a facet at a node. */
export function clauseAt(node: TreeNode, facet: ValueFacet | 'presence'): string {
  const condition = facet === 'presence' ? undefined : node.conditions[facet];
  return `${node.pointer}#${condition === undefined ? facet : `condition:${condition}`}`;
}

interface Patch {
  readonly set: Readonly<Record<string, unknown>>;
  readonly taken: boolean;
}

interface ReadingPatch {
  readonly set: Patch['set'];
  readonly erratum: string;
  readonly reading: string;
}

const patchesOf = new WeakMap<readonly Erratum[], ReadonlyMap<string, readonly ReadingPatch[]>>();

/** The patches of all readings by the pointer they are about; trees are built of the same errata time and again. */
function byPointer(errata: readonly Erratum[]): ReadonlyMap<string, readonly ReadingPatch[]> {
  const known = patchesOf.get(errata);
  if (known !== undefined) return known;
  const patches = new Map<string, ReadingPatch[]>();
  for (const { id: erratum, readings = [] } of errata)
    for (const { name: reading, patches: own } of readings)
      for (const { at, set } of own) patches.set(at, [...(patches.get(at) ?? []), { set, erratum, reading }]);
  patchesOf.set(errata, patches);
  return patches;
}

function patchesAt(pointer: string, { errata, take = {} }: TreeOptions): readonly Patch[] {
  const patches = byPointer(errata).get(pointer) ?? [];
  return patches.map(({ set, erratum, reading }) => ({ set, taken: take[erratum] === reading }));
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

interface Place extends Pick<TreeNode, 'pointer' | 'name' | 'required' | 'via'> {
  /** Whether the member is mandatory in the other worlds of its owner. */
  readonly elsewhere?: readonly boolean[];
}

/** What the kit keeps to at a node: the schema to draw by, and whether the member always comes along. */
function planned(
  schema: Schema,
  options: TreeOptions,
): { readonly schema: Schema; readonly presence?: 'required' } | undefined {
  const sets = plannedSets(schema, options);
  if (sets.length === 0) return undefined;
  const isAlways = sets.some(({ presence }) => presence === 'required');
  return { schema: sets.reduce(patched, schema), ...(isAlways ? { presence: 'required' as const } : {}) };
}

/** What `x-plan` sets at a node; where it hangs on an unknown trait, too. */
function plannedSets(
  { 'x-plan': entries = [] }: Schema,
  { traits, plan }: TreeOptions,
): readonly Readonly<Record<string, unknown>>[] {
  if (plan !== true) return [];
  return entries.flatMap(({ if: condition, set }) =>
    condition === undefined || conditionHolds(condition, traits, undefined) !== false ? [set] : [],
  );
}

function presenceReading(schema: Schema, isRequired: boolean): NodeReading {
  return { schema, presence: isRequired ? 'required' : 'optional' };
}

function buildNode(base: Schema, { elsewhere = [], ...place }: Place, options: TreeOptions): TreeNode {
  // No member is asked for where it has no place.
  const isLeftOut = plannedSets(base, options).some(({ presence }) => presence === 'absent');
  const applies =
    !isLeftOut && (base['x-applies-when'] === undefined || traitsSatisfy(base['x-applies-when'], options.traits));
  const patches = patchesAt(place.pointer, options).filter(({ set }) => applies || presenceOf(set) !== 'required');
  let own = base;
  let required = place.required && applies;
  for (const patch of patches.filter(({ taken }) => taken)) {
    own = patched(own, patch.set);
    required = (presenceOf(patch.set) ?? (required ? 'required' : 'optional')) === 'required';
  }
  const worlds = worldsOf(own, options.traits);
  const [{ schema, conditions }, ...others] = worlds;
  const plan = applies ? planned(schema, options) : undefined;
  const readings = [
    ...others.map((world): NodeReading => ({ schema: world.schema })),
    ...elsewhere
      .filter((isRequired) => isRequired !== required && applies)
      .map((isRequired) => presenceReading(schema, isRequired)),
    ...patches
      .filter(({ taken }) => !taken)
      .map(({ set }): NodeReading => {
        const presence = presenceOf(set);
        return { schema: patched(schema, set), ...(presence === undefined ? {} : { presence }) };
      }),
    ...(plan === undefined ? [] : [plan]),
  ];
  const children = childrenOf(schema, others, place.pointer, options);
  const drawn = {
    ...(plan === undefined ? {} : { plan: plan.schema }),
    ...(isLeftOut ? { isLeftOut: true as const } : {}),
  };
  return { ...place, required, schema, conditions, uncertain: uncertainFacets(worlds), readings, children, ...drawn };
}

function childrenOf(
  schema: Schema,
  others: readonly World[],
  pointer: string,
  options: TreeOptions,
): readonly TreeNode[] {
  const isRequired = (owner: Schema, name: string): boolean => owner.required?.includes(name) ?? false;
  const properties = (owner: Schema, ofOthers: readonly Schema[]): readonly TreeNode[] =>
    Object.entries(owner.properties ?? {}).map(([name, child]) => {
      const elsewhere = ofOthers.map((other) => isRequired(other, name));
      return buildNode(
        child,
        { pointer: `${pointer}/${name}`, name, required: isRequired(owner, name), via: 'property', elsewhere },
        options,
      );
    });
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
        uncertain: new Set(),
        children: properties(schema.contentSchema, []),
      },
    ];
  }
  if (schema.items !== undefined) {
    return [
      buildNode(schema.items, { pointer: `${pointer}/items`, name: 'items', required: true, via: 'item' }, options),
    ];
  }
  return properties(
    schema,
    others.map((world) => world.schema),
  );
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
