import type * as fc from 'fast-check';
import type { Contract } from '../contract/contract.js';
import { clauseNamed } from '../contract/inspect/clause-named.js';
import { traitsSatisfy } from '../contract/inspect/conditions.js';
import { inspectBroken } from '../contract/inspect/inspect.js';
import { buildTree, clauseAt, type TreeNode, walk } from '../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../contract/pointer.js';
import type { Schema } from '../contract/schema.js';
import type { TargetFixture } from '../contract/target.js';
import { domainKey } from './_internals/domain-key.js';
import { relatedValues } from './_internals/related-values.js';
import { skeleton } from './_internals/skeleton.js';
import type { Domain } from './domain.js';
import { arrayOf } from './domains/array-of.js';
import { existingValues, scalarDomain } from './domains/index.js';
import { jsonText, type ObjectMember, objectOf } from './domains/object-of.js';
import { withWrongShapes } from './domains/wrong-shapes.js';
import { isAlways } from './is-always.js';
import { holdsOwnBlock, isOwnBlock, ownBlocks } from './own-blocks.js';
import { holdsOwnName, identityOf, isOwnName, ownNames } from './own-names.js';
import { plannedRelations, relationsOf } from './relations/index.js';
import type { Relation, RelationContext } from './relations/relation.js';
import { uniqueBy } from './relations/unique-by.js';
import {
  contractPointer,
  type DraftRequest,
  decodeContent,
  encodeContent,
  firstInstance,
  instancesOf,
} from './request.js';

/** The update requests that a contract admits on one fixture, and how to leave that set. */
export interface RequestModel {
  readonly tree: TreeNode;
  /** Nodes that can be sent on this fixture, parents first. */
  readonly nodes: readonly TreeNode[];
  readonly relations: readonly Relation[];
  /** The domain of a node; undefined where the fixture offers no value. */
  domain(node: TreeNode): Domain | undefined;
  /** The smallest valid request. */
  minimal(): DraftRequest;
  /** A small valid request that asks for some change. */
  base(): DraftRequest;
  /** The smallest valid request that holds members at these contract pointers (arrays with one entry). */
  with(values: Readonly<Record<string, unknown>>): DraftRequest;
  /** A valid request that holds everything beside an optional member, and not the member. */
  without(node: TreeNode): DraftRequest;
  /**
   * The request with one value set at a concrete pointer; undefined removes it. Relations are kept by moving other
   * members.
   */
  change(request: DraftRequest, at: string, value: unknown): DraftRequest;
  /** Random valid requests, optional members there or not. */
  readonly requests: fc.Arbitrary<DraftRequest>;
  /** The logical request that a draft stands for. */
  logical(request: DraftRequest): DraftRequest;
  /** Local ids of the clauses that a logical request breaks under every reading, and of those that readings dispute. */
  judge(logical: DraftRequest): { readonly broken: readonly string[]; readonly disputed: readonly string[] };
  /**
   * The same by the document alone: what the kit keeps to in its own requests disputes nothing that a resource has
   * stored.
   */
  judgeStored(logical: DraftRequest): { readonly broken: readonly string[]; readonly disputed: readonly string[] };
  /**
   * Whether every reading of the document admits a request; clauses (local ids) that `isSettled` holds for may be
   * disputed.
   */
  isSure(request: DraftRequest, isSettled?: (local: string) => boolean): boolean;
}

const built = new WeakMap<Contract, Map<string, RequestModel>>();

/** The model of one contract on one fixture; built once for the fixtures that have the same traits and values. */
export function requestModel(contract: Contract, fixture: TargetFixture): RequestModel {
  const models = built.get(contract) ?? new Map<string, RequestModel>();
  built.set(contract, models);
  const key = JSON.stringify([fixture.traits, fixture.values]);
  const model = models.get(key) ?? buildModel(contract, fixture);
  models.set(key, model);
  return model;
}

const sharedDomains = new WeakMap<Contract, Map<string, Domain | undefined>>();

/** The domain that a key stands for; fixtures with other traits have most of them in common. */
function shared(contract: Contract, key: string, build: () => Domain | undefined): Domain | undefined {
  const known = sharedDomains.get(contract) ?? new Map<string, Domain | undefined>();
  sharedDomains.set(contract, known);
  if (!known.has(key)) known.set(key, build());
  return known.get(key);
}

/** The domain of a node: its values as the kit plans them, its violations as the document has the limits. */
function drawnFrom({ schema, plan }: TreeNode, build: (schema: Schema) => Domain | undefined): Domain | undefined {
  const documented = build(schema);
  if (plan === undefined || documented === undefined) return documented;
  const drawn = build(plan);
  return drawn === undefined ? undefined : { ...drawn, violations: documented.violations };
}

function buildModel(contract: Contract, fixture: TargetFixture): RequestModel {
  const traits = new Set(fixture.traits);
  const tree = buildTree(contract.update.request, { prefix: '', traits, errata: contract.errata, plan: true });
  const identity = identityOf(fixture);
  const related = relatedValues(contract);
  const domains = new Map<string, Domain | undefined>();
  const merging = [...walk(tree)].flatMap(({ pointer, schema }) =>
    schema['x-merge-by'] === undefined ? [] : [{ array: pointer, key: `/${schema['x-merge-by']}` }],
  );
  const mergeKeys = new Set(merging.map(({ array, key }) => `${array}/items${key}`));

  const applies = (node: TreeNode): boolean =>
    node.isLeftOut !== true &&
    (node.schema['x-applies-when'] === undefined || traitsSatisfy(node.schema['x-applies-when'], traits));
  const admits =
    (node: TreeNode) =>
    (value: unknown): boolean =>
      inspectBroken(node, encodeContent(node, value), traits).length === 0;
  const domain = (node: TreeNode): Domain | undefined => {
    const key = `${node.via}:${node.pointer}`;
    const resource = holdsOwnName(node) || holdsOwnBlock(node) ? identity : '';
    if (!domains.has(key))
      domains.set(
        key,
        applies(node)
          ? shared(contract, `${resource}${domainKey(node, applies, fixture.values)}`, () => completed(node))
          : undefined,
      );
    return domains.get(key);
  };
  const build = (node: TreeNode): Domain | undefined => {
    const clause = (facet: Parameters<typeof clauseAt>[1]): string => clauseAt(node, facet);
    const { schema } = node;
    if (schema.contentSchema !== undefined) {
      const [content] = node.children;
      const object = content === undefined ? undefined : domain(content);
      return object === undefined ? undefined : jsonText(object, clause('content'));
    }
    if (schema.items !== undefined) {
      const [item] = node.children;
      const items = item === undefined ? undefined : domain(item);
      const list = (of: Schema): Domain | undefined =>
        items === undefined ? undefined : arrayOf({ schema: of, item: items, clause, admits: admits(node) });
      return drawnFrom(node, list);
    }
    if (schema.properties !== undefined) {
      const members = node.children.flatMap((child): readonly ObjectMember[] => {
        const own = domain(child);
        return own === undefined
          ? []
          : [{ name: child.name, always: isAlways(child) || mergeKeys.has(child.pointer), domain: own }];
      });
      const missing = node.children.some((child) => isAlways(child) && domain(child) === undefined);
      return missing ? undefined : objectOf(members, clause('type'));
    }
    const kin =
      related.get(node.name.toLowerCase()) ?? related.get(node.pointer.split('/').at(-2)?.toLowerCase() ?? '') ?? [];
    const scalar = drawnFrom(node, (of) => scalarDomain({ schema: of, clause, admits: admits(node), related: kin }));
    if (scalar === undefined) return undefined;
    if (schema['x-fixture'] !== true && isOwnName(node)) return ownNames(scalar, schema, identity, admits(node));
    if (isOwnBlock(node)) return ownBlocks(scalar, schema, identity, admits(node));
    if (schema['x-fixture'] !== true) return scalar.edges.length === 0 ? undefined : scalar;
    const values = [fixture.values[node.name] ?? []].flat();
    return values.length === 0 ? undefined : existingValues(scalar, values);
  };
  const mustBe = (node: TreeNode): boolean => {
    const { excluded, level } = clauseNamed(contract, clauseAt(node, 'presence')) ?? {};
    return excluded === undefined && level === 'must';
  };
  const completed = (node: TreeNode): Domain | undefined => {
    const own = build(node);
    return own === undefined ? undefined : { ...own, violations: withWrongShapes(node, own, mustBe) };
  };

  const nodes = [...walk(tree)].filter((node) => node.via !== 'content' && node.via !== 'root');
  const byPointer = new Map(nodes.map((node) => [node.pointer, node]));
  const usable = nodes.filter((node) =>
    ancestorsOf(node.pointer).every((pointer) => {
      const ancestor = byPointer.get(pointer);
      return ancestor === undefined || domain(ancestor) !== undefined;
    }),
  );
  const context: RelationContext = {
    traits,
    sample: (pointer) => {
      const node = byPointer.get(pointer);
      return node === undefined ? [] : (domain(node)?.edges ?? []);
    },
    admits: (pointer, value) => {
      const node = byPointer.get(pointer);
      return node !== undefined && admits(node)(value);
    },
    put: (request, at, value) => put(request, at, value),
  };
  const documented = relationsOf(contract, context);
  // No clause says so, but two entries with one key are nowhere given a meaning.
  const planned = [
    ...merging.map(({ array, key }) => uniqueBy('', array, key, context)),
    ...plannedRelations(contract, context),
  ];
  const kept = [...planned, ...documented];
  // What breaks one rule is not to break another one: twin blocks of two tunnels would leave an address outside its
  // block.
  const breaksAlone = (relation: Relation, broken: DraftRequest): DraftRequest => {
    const others = kept.filter((other) => other !== relation && !other.holds(broken));
    const own = instancesOf(broken, relation.members).flat();
    const repaired = others.reduce((draft, other) => other.satisfy(draft, own), broken);
    return relation.holds(repaired) ? broken : repaired;
  };
  const relations = documented.map((relation) => ({
    ...relation,
    violations: (request: DraftRequest) =>
      relation.violations(request).map((entry) => ({ ...entry, request: breaksAlone(relation, entry.request) })),
  }));

  const satisfied = (request: DraftRequest, keep: readonly string[]): DraftRequest => {
    const once = kept.reduce((draft, relation) => relation.satisfy(draft, keep), request);
    // What one rule moves may break another one that was looked at before.
    return kept.every((relation) => relation.holds(once))
      ? once
      : kept.reduce((draft, relation) => relation.satisfy(draft, keep), once);
  };
  const minimal = (): DraftRequest =>
    Object.fromEntries(tree.children.filter(isAlways).map((child) => [child.name, domain(child)?.edges[0]]));
  const put = (request: DraftRequest, at: string, value: unknown): DraftRequest => {
    let draft: unknown = request;
    for (const ancestor of ancestorsOf(at).slice(0, -1)) {
      const node = byPointer.get(contractPointer(ancestor));
      const there = valueAt(draft, ancestor);
      // A malformed container is what the request is about: nothing is written into it.
      if (there !== undefined && typeof there !== 'object') return request;
      if (node !== undefined && there === undefined)
        draft = withValueAt(draft, ancestor, skeleton(node, domain, mergeKeys));
    }
    draft = withValueAt(draft, at, value);
    return isObject(draft) ? draft : {};
  };
  const settable = tree.children.filter((child) => child.schema['x-state'] !== false && domain(child) !== undefined);
  /**
   * Whether a member asks for a change: ids of the resource and tokens do not. No document says what an update without
   * any change gets.
   */
  const asks = (pointer: string): boolean =>
    settable.some((child) => pointer === child.pointer || pointer.startsWith(`${child.pointer}/`));
  const base = (): DraftRequest => {
    const plain = settable.filter(({ schema }) => schema['x-fixture'] !== true);
    const [first] = plain;
    return plain.some(isAlways) || first === undefined
      ? satisfied(minimal(), [])
      : valid({ [first.pointer]: domain(first)?.edges[0] });
  };
  const valid = (values: Readonly<Record<string, unknown>>): DraftRequest => {
    // What holds a member needs no other one, as it does in the smallest request of all.
    const isHolder = (child: TreeNode): boolean =>
      Object.keys(values).some((pointer) => pointer.startsWith(`${child.pointer}/`));
    const holders = tree.children
      .filter((child) => isAlways(child) && isHolder(child))
      .map((child) => [child.name, skeleton(child, domain, mergeKeys)] as const);
    const start: DraftRequest = {
      ...(Object.keys(values).some(asks) ? minimal() : base()),
      ...Object.fromEntries(holders),
    };
    const placed = Object.entries(values).reduce(
      (draft, [pointer, value]) => put(draft, firstInstance(pointer), value),
      start,
    );
    return satisfied(placed, Object.keys(values).map(firstInstance));
  };
  const root = objectOf(
    tree.children.flatMap((child) => {
      const own = domain(child);
      return own === undefined ? [] : [{ name: child.name, always: isAlways(child), domain: own }];
    }),
    '',
  );
  const logical = (request: DraftRequest): DraftRequest => {
    const encoded = encodeContent(tree, request);
    return isObject(encoded) ? encoded : {};
  };
  const judgedBy = (own: TreeNode, request: DraftRequest): ReturnType<RequestModel['judge']> => {
    const observations = inspectBroken(own, request, traits);
    const draft = relations.length === 0 ? {} : decodeContent(own, request);
    const unkept = relations.filter((relation) => !relation.holds(draft)).map(({ clause }) => clause);
    const ids = (holds: 'no' | 'disputed'): readonly string[] => [
      ...new Set(observations.filter((entry) => entry.holds === holds).map(({ clause }) => clause)),
    ];
    return { broken: [...ids('no'), ...unkept], disputed: ids('disputed') };
  };
  const judge: RequestModel['judge'] = (request) => judgedBy(tree, request);
  let unplanned: TreeNode | undefined;
  const judgeStored: RequestModel['judgeStored'] = (request) => {
    unplanned ??= buildTree(contract.update.request, { prefix: '', traits, errata: contract.errata });
    return judgedBy(unplanned, request);
  };
  return {
    tree,
    nodes: usable,
    relations,
    domain,
    minimal,
    base,
    with: valid,
    without: (node) => {
      const parent = node.pointer.slice(0, node.pointer.lastIndexOf('/'));
      const owner = byPointer.get(parent);
      const full = owner === undefined ? undefined : domain(owner)?.edges.at(-1);
      const others = settable.filter((child) => child.pointer !== node.pointer);
      const [other] = [...others.filter(({ schema }) => schema['x-fixture'] !== true), ...others];
      const holder =
        owner !== undefined
          ? valid({ [parent]: full })
          : other === undefined
            ? base()
            : valid({ [other.pointer]: domain(other)?.edges[0] });
      const changed = withValueAt(holder, firstInstance(node.pointer), undefined);
      return satisfied(isObject(changed) ? changed : {}, [firstInstance(node.pointer)]);
    },
    change: (request, at, value) => {
      const changed = withValueAt(request, at, value);
      return satisfied(isObject(changed) ? changed : {}, [at]);
    },
    requests: root.member.map((request) => satisfied(isObject(request) ? request : {}, [])),
    logical,
    judge,
    judgeStored,
    isSure: (request, isSettled = () => false) => {
      const { broken, disputed } = judge(logical(request));
      return broken.length === 0 && disputed.every(isSettled) && planned.every((relation) => relation.holds(request));
    },
  };
}

/** A pointer and all above it, outermost first. */
function ancestorsOf(pointer: string): readonly string[] {
  const segments = pointer.split('/').slice(1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}
