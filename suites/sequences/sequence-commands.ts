import * as fc from 'fast-check';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import type { TargetFixture } from '../../contract/target.js';
import { firstInstance } from '../../properties/request.js';
import { judgedMembers } from '../judges/judge-effect.js';
import { nodeClauses } from '../requests/assign-nodes.js';
import type { PlanContext } from '../requests/plan-context.js';
import { violatingCase } from '../requests/violating-case.js';
import { invalidUpdate } from './invalid-update.js';
import { parallelPair } from './parallel-pair.js';
import { read } from './read.js';
import { repeatedToken, type TokenTrial } from './repeated-token.js';
import type { SequenceCommand } from './sequence-command.js';
import { smallUpdates, type UpdatePair } from './small-updates.js';
import { validUpdate } from './valid-update.js';

/** Stands for a draw that gave no request. */
const nothing: SequenceCommand = { toString: () => 'nothing', check: () => false, run: () => Promise.resolve() };

interface Wrong {
  readonly node: TreeNode;
  readonly clause: string;
  readonly operator: string;
  readonly value: unknown;
}

/** The boundary violations of every member that a refusal is documented for. */
function wrongValues({ contract, model }: PlanContext, fixture: TargetFixture): readonly Wrong[] {
  const traits = new Set(fixture.traits);
  const checked = new Set(
    contract.clauses.flatMap(({ local, excluded, needs }) =>
      excluded === undefined && meetsNeeds(needs, traits) ? [local] : [],
    ),
  );
  return model(fixture).nodes.flatMap((node) => {
    if (node.schema['x-fixture'] === true) return [];
    const own = new Set(nodeClauses(node).filter((local) => checked.has(local)));
    return (model(fixture).domain(node)?.violations ?? [])
      .filter(({ clause, advisory }) => own.has(clause) && advisory !== true)
      .flatMap(({ clause, operator, edges }) => edges.slice(0, 1).map((value) => ({ node, clause, operator, value })));
  });
}

function wrongUpdate(
  context: PlanContext,
  fixture: TargetFixture,
  { members, first }: UpdatePair,
  wrong: Wrong,
): SequenceCommand | undefined {
  const model = context.model(fixture);
  const { node, clause, operator, value } = wrong;
  if (members.some((pointer) => pointer.startsWith(node.pointer) || node.pointer.startsWith(pointer))) return undefined;
  const at = firstInstance(node.pointer);
  const twin = model.change(first, at, model.domain(node)?.edges[0]);
  const violating = violatingCase(
    context,
    fixture,
    { clause, operator, pointer: node.pointer },
    twin,
    model.change(twin, at, value),
  );
  return violating === undefined ? undefined : invalidUpdate(violating, model.logical(twin));
}

/** Not every member goes together with every other: the next ones are tried, too. */
const tries = 8;

/**
 * What sequences on a fixture are made of.
 * @param members contract pointers of the members to change
 */
export function sequenceCommands(
  context: PlanContext,
  fixture: TargetFixture,
  members: ReadonlySet<string>,
): readonly fc.Arbitrary<SequenceCommand>[] {
  const { contract } = context;
  const model = context.model(fixture);
  const schemas = new Map(
    [...judgedMembers(contract)].flatMap(([pointer, { schema }]) =>
      members.has(pointer) ? [[pointer, schema] as const] : [],
    ),
  );
  const pairs = smallUpdates(model, schemas);
  const made = (make: (pair: UpdatePair) => SequenceCommand): fc.Arbitrary<SequenceCommand> =>
    pairs.map((pair) => (pair === undefined ? nothing : make(pair)));
  const wrong = wrongValues(context, fixture);
  const tokens = contract.behaviours.filter(
    ({ clause, behaviour }) => behaviour.token !== undefined && context.isClaimed(clause.local),
  );
  const valid = made(({ first }) => validUpdate(model.logical(first)));
  const invalid = fc.tuple(pairs, fc.nat({ max: Math.max(0, wrong.length - 1) })).map(([pair, start]) => {
    if (pair === undefined) return nothing;
    for (const entry of [...wrong.slice(start), ...wrong].slice(0, tries)) {
      const command = wrongUpdate(context, fixture, pair, entry);
      if (command !== undefined) return command;
    }
    return nothing;
  });
  const repeated = tokens.map(({ behaviour: { token = '' } }) => {
    const withToken: TokenTrial['withToken'] = (logical, value) => ({ ...logical, [token.slice(1)]: value });
    return made(({ first, second }) =>
      repeatedToken({ first: model.logical(first), second: model.logical(second), withToken }),
    );
  });
  const parallel = made(({ first, second }) => parallelPair(model.logical(first), model.logical(second)));
  // What is listed twice is drawn twice as often.
  return [valid, valid, invalid, invalid, ...repeated, parallel, fc.constant(read())];
}
