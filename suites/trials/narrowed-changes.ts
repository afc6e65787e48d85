import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { changesBetween, type RequestChange } from '../requests/request-changes.js';
import type { RefusalTrial } from './refusal-trial.js';
import { spread } from './spread.js';

/** Other values that are tried in place of one. */
const mostTried = 3;

/** What narrowing asks of the fixture. */
export interface NarrowingRun {
  readonly model: RequestModel;
  /** The request that was refused. */
  readonly draft: DraftRequest;
  readonly trial: Pick<RefusalTrial, 'outcome' | 'isTakenAtAll'>;
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

/** Whether a request is taken with some other value in place of one, or without it, and all else as it is. */
async function isTakenWithout({ model, draft, trial }: NarrowingRun, { at, to }: RequestChange): Promise<boolean> {
  const node = nodeAt(model, at);
  const values = (node === undefined ? undefined : model.domain(node))?.edges ?? [];
  const others = values
    .filter((value) => JSON.stringify(value) !== JSON.stringify(to))
    .map((value) => model.change(draft, at, value))
    .filter((other) => changesBetween(draft, other).length === 1 && model.isSure(other));
  for (const other of spread(others, mostTried)) if ((await trial.outcome(other)) === 'taken') return true;
  const bare = withValueAt(draft, at, undefined);
  return to !== undefined && node?.via === 'property' && isObject(bare) && (await trial.isTakenAtAll(bare));
}

/**
 * Of changes that are refused together, those that matter: a request without them lacks what goes with them, so that
 * they cannot be left out one by one, but beside another value of one that matters the request is taken. All of them
 * where none was seen to: that other values of one are refused as well says little, they may have in common what is
 * refused.
 */
export async function narrowedChanges(
  run: NarrowingRun,
  changes: readonly RequestChange[],
): Promise<readonly RequestChange[]> {
  if (changes.length < 2) return changes;
  const mattering: RequestChange[] = [];
  for (const change of changes) if (await isTakenWithout(run, change)) mattering.push(change);
  return mattering.length === 0 ? changes : mattering;
}
