import type { Contract } from '../../contract/contract.js';
import { traitMembers } from '../../contract/facts/trait-members.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { assignNodes } from './assign-nodes.js';
import { edgeDrafts } from './edge-drafts.js';
import type { PlanContext } from './plan-context.js';

/** A boundary value of one member, and the smallest valid request that has it. */
export interface Edge {
  readonly node: TreeNode;
  readonly value: unknown;
  readonly alone: DraftRequest;
}

/** Boundary values of several members that one valid request holds together. */
export interface EdgeGroup {
  readonly edges: readonly Edge[];
  readonly draft: DraftRequest;
}

/** Few enough that requests still leave something out, and that finding the one to blame costs little. */
const mostMembers = 8;
/** How many members are tried to fill one request up. */
const tries = 24;

function overlap(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** The valid request that holds all of them; undefined where they do not go together. */
export function together(model: RequestModel, edges: readonly Edge[]): DraftRequest | undefined {
  const draft = model.with(Object.fromEntries(edges.map(({ node, value }) => [node.pointer, value])));
  const holds = ({ node, value }: Edge): boolean =>
    JSON.stringify(valueAt(draft, firstInstance(node.pointer))) === JSON.stringify(value);
  return edges.every(holds) && model.isSure(draft) ? draft : undefined;
}

/** The first of them whose members do not overlap, as many as a request is to hold. */
function candidates(edges: readonly Edge[]): readonly Edge[] {
  const chosen: Edge[] = [];
  for (const edge of edges) {
    if (chosen.length >= mostMembers) break;
    if (!chosen.some(({ node }) => overlap(node.pointer, edge.node.pointer))) chosen.push(edge);
  }
  return chosen;
}

/** Fills a request up with boundary values of other members, as far as they go together. */
function grown(model: RequestModel, first: Edge, others: readonly Edge[]): EdgeGroup {
  // Mostly the first ones go together.
  const best = candidates([first, ...others]);
  const whole = together(model, best);
  if (whole !== undefined) return { edges: best, draft: whole };
  let group: EdgeGroup = { edges: [first], draft: first.alone };
  let tried = 0;
  for (const edge of others) {
    if (group.edges.length >= mostMembers || tried >= tries) break;
    if (group.edges.some(({ node }) => overlap(node.pointer, edge.node.pointer))) continue;
    tried += 1;
    const wider = [...group.edges, edge];
    const draft = together(model, wider);
    if (draft !== undefined) group = { edges: wider, draft };
  }
  return group;
}

/** Members that are better sent alone: those that turn the resource into another kind, and client tokens. */
function loners(contract: Contract): ReadonlySet<string> {
  return new Set([...traitMembers(contract), ...contract.behaviours.flatMap(({ behaviour }) => behaviour.token ?? [])]);
}

/**
 * The boundary values that a fixture is sent, several in one request; those that go with no other are left out. Pure.
 */
export function edgeGroups(context: PlanContext, fixture: TargetFixture): readonly EdgeGroup[] {
  const model = context.model(fixture);
  const alone = loners(context.contract);
  let rest = assignNodes(context)
    .filter(
      (assigned) =>
        assigned.fixture === fixture && assigned.clauses.some(context.isWanted) && !alone.has(assigned.node.pointer),
    )
    .flatMap((assigned) =>
      edgeDrafts(context, assigned).flatMap(({ value, draft }): readonly Edge[] =>
        value === undefined ? [] : [{ node: assigned.node, value, alone: draft }],
      ),
    );
  const groups: EdgeGroup[] = [];
  for (let first = rest[0]; first !== undefined; first = rest[0]) {
    const group = grown(model, first, rest.slice(1));
    rest = rest.filter((edge) => !group.edges.includes(edge));
    if (group.edges.length > 1) groups.push(group);
  }
  return groups;
}
