import * as fc from 'fast-check';
import type { Contract, Rejects } from '../../contract/contract.js';
import type { Driver, LogicalRequest, TargetFixture, WireRequest } from '../../contract/target.js';
import { firstInstance } from '../../properties/request.js';
import { requestModel } from '../../properties/request-model.js';
import type { AssignedNode } from '../requests/assign-nodes.js';
import { assignNodes } from '../requests/assign-nodes.js';
import type { PlanContext } from '../requests/plan-context.js';
import { casesOf, type ViolatingCase, violatingCase } from '../requests/violating-case.js';
import { planRun } from './plan.js';

/** An update request as the document means it, and as it travels (not signed). */
export interface TravellingRequest {
  readonly logical: LogicalRequest;
  readonly wire: WireRequest;
}

/** A request that breaks one clause, and what is known of it. */
export interface LabelledViolation extends TravellingRequest {
  /** Full id of the clause that is broken. */
  readonly clause: string;
  readonly statement: string;
  /** How the request is wrong, e.g. above-maximum. */
  readonly operator: string;
  /** The difference to the valid twin, in one line. */
  readonly change: string;
  /** The same request without the violation. */
  readonly twin: TravellingRequest;
  /** How the document has it refused; one of them. */
  readonly rejects: readonly Rejects[];
}

/** The update requests of one operation on one resource. */
export interface RequestArbitraries {
  /** Requests that every reading of the document admits. */
  readonly requests: fc.Arbitrary<TravellingRequest>;
  /** Requests that break exactly one clause under every reading, boundary values first. */
  readonly violations: fc.Arbitrary<LabelledViolation>;
}

/**
 * Violations of one member's clause beyond those at the limits; where a value turns out to be disputed, one at the
 * limit takes its place.
 */
function beyondEdges(
  context: PlanContext,
  { node, fixture, clauses }: AssignedNode,
  edges: readonly ViolatingCase[],
): readonly fc.Arbitrary<ViolatingCase>[] {
  const model = context.model(fixture);
  const domain = model.domain(node);
  if (domain === undefined) return [];
  const twin = model.with({ [node.pointer]: domain.edges[0] });
  return domain.violations.flatMap(({ clause, operator, random, advisory }) => {
    const [edge] = edges.filter((entry) => entry.clause === clause);
    if (random === undefined || advisory === true || edge === undefined || !clauses.includes(clause)) return [];
    const broken = { clause, operator, pointer: node.pointer };
    return [
      random.map(
        (value) =>
          violatingCase(context, fixture, broken, twin, model.change(twin, firstInstance(node.pointer), value)) ?? edge,
      ),
    ];
  });
}

/** Violations of rules over several members. */
function ofRelations(context: PlanContext, fixture: TargetFixture): readonly ViolatingCase[] {
  const model = context.model(fixture);
  return model.relations.flatMap((relation) => {
    const twin = model.with(relation.bite);
    if (!context.isWanted(relation.clause) || Object.keys(relation.bite).length === 0 || !model.isSure(twin)) return [];
    return relation
      .violations(twin)
      .flatMap(
        ({ operator, request }) =>
          violatingCase(context, fixture, { clause: relation.clause, operator }, twin, request) ?? [],
      );
  });
}

/** Arbitraries of valid requests and of labelled violations on one fixture; they shrink towards the limits. Pure. */
export function requestArbitraries(contract: Contract, driver: Driver, fixture: TargetFixture): RequestArbitraries {
  const { context } = planRun({
    contract,
    driver,
    fixtures: [fixture],
    cases: 0,
    seed: 0,
    selection: { clauses: [], levels: [] },
  });
  const travelling = (logical: LogicalRequest): TravellingRequest => ({
    logical,
    wire: driver.encode(contract, 'update', logical),
  });
  const model = requestModel(contract, fixture);
  const statements = new Map(contract.clauses.map(({ local, id, statement }) => [local, { id, statement }]));
  const labelled = ({ clause, operator, change, twin, logical, rejects }: ViolatingCase): LabelledViolation => ({
    clause: statements.get(clause)?.id ?? clause,
    statement: statements.get(clause)?.statement ?? '',
    operator,
    change,
    rejects,
    ...travelling(logical),
    twin: travelling(model.logical(twin)),
  });
  const members = assignNodes(context).map((assigned) => ({
    assigned,
    cases: casesOf(context, assigned).filter(({ advisory, mayBeAbsent }) => !advisory && !mayBeAbsent),
  }));
  const edges = [...members.flatMap(({ cases }) => cases), ...ofRelations(context, fixture)];
  const random = members.flatMap(({ assigned, cases }) => beyondEdges(context, assigned, cases));
  return {
    requests: model.requests.map((draft) => travelling(model.logical(model.isSure(draft) ? draft : model.base()))),
    violations: fc.oneof(fc.constantFrom(...edges), ...random).map(labelled),
  };
}
