import type { TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { changesBetween, type RequestChange } from '../requests/request-changes.js';
import type { RefusalTrial, TrialOutcome } from './refusal-trial.js';

/** Other values that are tried in place of one. */
const mostTried = 2;

/** What narrowing asks of the fixture. */
export interface NarrowingRun {
  readonly model: RequestModel;
  /** The request that was refused. */
  readonly draft: DraftRequest;
  readonly trial: Pick<RefusalTrial, 'outcome'>;
}

function nodeAt({ nodes }: RequestModel, at: string): TreeNode | undefined {
  return nodes.find(({ pointer }) => pointer === contractPointer(at));
}

/**
 * The changes with those of several entries of one list told as one of the list: that it has so many entries may be
 * what is refused.
 */
export function withWholeLists(
  model: RequestModel,
  twin: DraftRequest,
  draft: DraftRequest,
  changes: readonly RequestChange[],
): readonly RequestChange[] {
  const listOf = ({ at }: RequestChange): string | undefined =>
    nodeAt(model, at)?.via === 'item' ? at.slice(0, at.lastIndexOf('/')) : undefined;
  const lists = changes.flatMap((change) => listOf(change) ?? []);
  const several = new Set(lists.filter((list, index) => lists.indexOf(list) !== index));
  return [
    ...changes.filter((change) => !several.has(listOf(change) ?? '')),
    ...[...several].map((at) => ({ at, from: valueAt(twin, at), to: valueAt(draft, at) })),
  ];
}

/**
 * Whether a request is still refused as before with other values in place of one; undefined where none goes with the
 * rest, or no answer tells.
 */
async function isRefusedWithout(
  { model, draft, trial }: NarrowingRun,
  { at, to }: RequestChange,
): Promise<boolean | undefined> {
  const node = nodeAt(model, at);
  const values = (node === undefined ? undefined : model.domain(node))?.edges ?? [];
  const others = values
    .filter((value) => JSON.stringify(value) !== JSON.stringify(to))
    .map((value) => model.change(draft, at, value))
    .filter((other) => changesBetween(draft, other).length === 1 && model.isSure(other));
  const outcomes: TrialOutcome[] = [];
  for (const other of others.slice(0, mostTried))
    if (!outcomes.includes('taken')) outcomes.push(await trial.outcome(other));
  return outcomes.includes('taken') ? false : outcomes.includes('refused') ? true : undefined;
}

/**
 * Of changes that are refused together, those that matter: a request without them lacks what goes with them, so that
 * they cannot be left out one by one, but beside another value of one that does not matter the request is refused as
 * before.
 */
export async function narrowedChanges(
  run: NarrowingRun,
  changes: readonly RequestChange[],
): Promise<readonly RequestChange[]> {
  if (changes.length < 2) return changes;
  const mattering: RequestChange[] = [];
  for (const change of changes) if ((await isRefusedWithout(run, change)) !== true) mattering.push(change);
  return mattering.length === 0 ? changes : mattering;
}
