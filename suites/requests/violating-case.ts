import type { Basis, Contract, Rejects } from '../../contract/contract.js';
import { facetsOf } from '../../contract/facets.js';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import { clauseAt } from '../../contract/inspect/tree.js';
import { isObject, withValueAt } from '../../contract/pointer.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { type DraftRequest, firstInstance, instancesOf } from '../../properties/request.js';
import type { AssignedNode } from './assign-nodes.js';
import { describeChange } from './describe-change.js';
import type { PlanContext } from './plan-context.js';
import { isSameInAnotherType } from './same-in-another-type.js';

/** A request that breaks one clause and is otherwise valid, next to its valid twin. */
export interface ViolatingCase {
  /** Local id of the clause that is broken. */
  readonly clause: string;
  readonly operator: string;
  readonly fixture: TargetFixture;
  readonly twin: DraftRequest;
  readonly logical: LogicalRequest;
  readonly rejects: readonly Rejects[];
  /** The difference to the twin, in one line. */
  readonly change: string;
  readonly advisory: boolean;
  /** Whether a server may take the wrong member, an empty text among others, for one that is left out. */
  readonly mayBeAbsent: boolean;
  /** What the refusal rests on where that is less than the clause does. */
  readonly takenBasis?: Basis;
}

/**
 * Whether a member travels as text of its own, in a query, header or form, where an empty one is hard to tell from
 * none.
 */
function isText({ update }: Contract, pointer: string): boolean {
  const [, top = ''] = pointer.split('/');
  const isJson =
    update.members.some(({ name, location }) => name === top && location === 'body') &&
    update.requestMediaType === 'application/json';
  return !isJson && update.request.properties?.[top]?.contentSchema === undefined;
}

/**
 * Completes a violation into a case, or nothing when some reading admits the request as a server receives it,
 * or when it breaks more than the clause, other facets of the same member, and the same facet of a member bound to it
 * by a relation.
 */
export function violatingCase(
  context: PlanContext,
  fixture: TargetFixture,
  broken: {
    readonly clause: string;
    readonly operator: string;
    readonly pointer?: string;
    readonly advisory?: boolean;
  },
  twin: DraftRequest,
  request: DraftRequest,
): ViolatingCase | undefined {
  const { contract, driver } = context;
  const model = context.model(fixture);
  const logical = model.logical(request);
  const received = driver.decode(contract, 'update', driver.encode(contract, 'update', logical));
  if (received === undefined || received.malformed !== undefined) return undefined;
  // Judged as meant and as a server reads it: text such as 1.5 may be a number under one reading and none under
  // another.
  const meant = model.judge(logical);
  const judged = JSON.stringify(received.request) === JSON.stringify(logical) ? meant : model.judge(received.request);
  const node = broken.pointer === undefined ? undefined : model.nodes.find(({ pointer }) => pointer === broken.pointer);
  // What every reading refuses stays refused where some reading has one more objection to the same member.
  const isElsewhere = (local: string): boolean => node === undefined || !local.startsWith(`${node.pointer}#`);
  if (
    [judged, meant].some(
      ({ broken: clauses, disputed }) => !clauses.includes(broken.clause) || disputed.some(isElsewhere),
    )
  )
    return undefined;
  const bound = model.relations
    .filter(({ members }) => node !== undefined && members.includes(node.pointer))
    .flatMap(({ members }) => members);
  const allowed = new Set([
    broken.clause,
    ...(node === undefined ? [] : facetsOf(node.schema).map((facet) => clauseAt(node, facet))),
    ...model.nodes
      .filter(({ pointer }) => bound.includes(pointer))
      .flatMap((other) => facetsOf(other.schema).map((facet) => clauseAt(other, facet)))
      .filter((local) => local.split('#')[1] === broken.clause.split('#')[1]),
  ]);
  if (!judged.broken.every((local) => allowed.has(local))) return undefined;
  const rejects = [broken.clause, ...judged.broken, ...judged.disputed].flatMap(
    (local) => clauseNamed(contract, local)?.rejects ?? [],
  );
  const unique = [...new Map(rejects.map((entry) => [JSON.stringify(entry), entry])).values()];
  return {
    clause: broken.clause,
    operator: broken.operator,
    fixture,
    twin,
    logical,
    rejects: unique,
    change: describeChange(model.tree, twin, request),
    advisory: broken.advisory ?? false,
    ...(node !== undefined && isSameInAnotherType(model, node, request) ? { takenBasis: 'implied' as const } : {}),
    mayBeAbsent:
      node !== undefined &&
      !node.required &&
      isText(contract, node.pointer) &&
      valuesAt(logical, node.pointer).includes(''),
  };
}

function without(request: DraftRequest, at: string): DraftRequest {
  const changed = withValueAt(request, at, undefined);
  return isObject(changed) ? changed : {};
}

const made = new WeakMap<AssignedNode, readonly ViolatingCase[]>();

/**
 * The violating cases of an assigned member: one for each boundary value of each violation, and for the omission of a
 * mandatory member. They are made from the smallest request that holds the member, once for each assignment.
 */
export function casesOf(context: PlanContext, assigned: AssignedNode): readonly ViolatingCase[] {
  const cases = made.get(assigned) ?? [...eachCase(context, assigned)];
  made.set(assigned, cases);
  return cases;
}

/**
 * The first of the violating cases that a conformant target has to refuse, counted from the violation whose turn it is;
 * the others are not made.
 */
export function firstCaseOf(
  context: PlanContext,
  assigned: AssignedNode,
  given: DraftRequest,
  turn = 0,
): ViolatingCase | undefined {
  for (const violating of eachCase(context, assigned, given, turn))
    if (!violating.advisory && !violating.mayBeAbsent) return violating;
  return undefined;
}

function* eachCase(
  context: PlanContext,
  { node, fixture, clauses }: AssignedNode,
  given?: DraftRequest,
  turn = 0,
): Generator<ViolatingCase> {
  const model = context.model(fixture);
  const domain = model.domain(node);
  if (domain === undefined) return;
  const twin = given ?? model.with({ [node.pointer]: domain.edges[0] });
  // In a given request the last entry of a list is made wrong: with single members it is the first.
  const [at = firstInstance(node.pointer)] =
    (given === undefined ? [] : instancesOf(given, [node.pointer])).at(-1) ?? [];
  const companions = model.relations
    .flatMap(({ members }) => (members.includes(node.pointer) ? members : []))
    .filter((pointer) => pointer !== node.pointer);
  const make = (clause: string, operator: string, value: unknown, advisory = false): readonly ViolatingCase[] => {
    const broken = { clause, operator, pointer: node.pointer, advisory };
    const together = model.change(twin, at, value);
    const isShared = companions.length > 0 && model.judge(model.logical(together)).broken.length > 1;
    // A companion that has to move along breaks the clause, too; without it, only this member's own rule can refuse.
    const alone = isShared
      ? [companions.reduce((draft, pointer) => without(draft, firstInstance(pointer)), together)]
      : [];
    return [together, ...alone].flatMap((request) => violatingCase(context, fixture, broken, twin, request) ?? []);
  };
  /**
   * The wrong entry behind and in front of a right one: some look at the first entry of a list only, some at the last.
   */
  const besideAnother = (
    clause: string,
    operator: string,
    value: unknown,
    advisory = false,
  ): readonly ViolatingCase[] => {
    if (node.via !== 'item' || node.schema.properties !== undefined) return [];
    const list = at.replace(/\/0$/, '');
    const entries = { behind: [domain.edges[0], value], 'in-front': [value, domain.edges[0]] };
    return Object.entries(entries).flatMap(([place, both]) => {
      const broken = { clause, operator: `${operator}-${place}`, pointer: node.pointer, advisory };
      return violatingCase(context, fixture, broken, twin, model.change(twin, list, both)) ?? [];
    });
  };
  const presence = clauseAt(node, 'presence');
  if (turn === 0 && node.required && node.via === 'property' && clauses.includes(presence))
    yield* make(presence, 'drop-required', undefined);
  const seen = new Set<string>();
  const first = turn % Math.max(1, domain.violations.length);
  for (const { clause, operator, edges, advisory } of [
    ...domain.violations.slice(first),
    ...domain.violations.slice(0, first),
  ]) {
    if (!clauses.includes(clause)) continue;
    for (const value of edges) yield* make(clause, operator, value, advisory);
    if (seen.has(clause)) continue;
    seen.add(clause);
    for (const value of edges.slice(0, 1)) yield* besideAnother(clause, operator, value, advisory);
  }
}
