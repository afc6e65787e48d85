import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest, instancesOf } from '../../properties/request.js';
import { changesBetween, type RequestChange, withChanges } from '../requests/request-changes.js';
import type { RefusalTrial } from './refusal-trial.js';
import { spread } from './spread.js';

/** How many values of a list or an object are tried one by one, and with how many others each. */
const mostSuspects = 8;
const mostOtherValues = 3;

/** What of a refused request decides. */
interface Deciding {
  readonly found: readonly RequestChange[];
  readonly nearest: DraftRequest | undefined;
}

/** One entry of a refused list, and the request that holds it alone. */
interface RefusedEntry {
  readonly refused: DraftRequest;
  readonly change: RequestChange;
}

/** Finds the fewest differences to a twin that was taken for which a valid request is refused. */
class CauseSearch {
  readonly #trial: RefusalTrial;

  constructor(trial: RefusalTrial) {
    this.#trial = trial;
  }

  /** Delta debugging: parts of the differences, then all but parts of them, in ever smaller parts. */
  async fewest(twin: DraftRequest, changes: readonly RequestChange[]): Promise<readonly RequestChange[]> {
    let left = changes;
    for (let parts = 2; left.length > 1; ) {
      const size = Math.ceil(left.length / parts);
      const chunks = Array.from({ length: Math.ceil(left.length / size) }, (_, index) =>
        left.slice(index * size, (index + 1) * size),
      );
      const all = left;
      const rests = chunks.length < 3 ? [] : chunks.map((chunk) => all.filter((change) => !chunk.includes(change)));
      const chunk = await this.#firstRefused(twin, chunks);
      const rest = chunk === undefined ? await this.#firstRefused(twin, rests) : undefined;
      if (chunk === undefined && rest === undefined && size === 1) break;
      parts = chunk !== undefined ? 2 : rest !== undefined ? Math.max(2, parts - 1) : Math.min(left.length, parts * 2);
      left = chunk ?? rest ?? left;
    }
    return left;
  }

  async #firstRefused(
    twin: DraftRequest,
    sets: readonly (readonly RequestChange[])[],
  ): Promise<readonly RequestChange[] | undefined> {
    return sets[await this.#firstToBeRefused(sets.map((set) => withChanges(twin, set)))];
  }

  /** Looks into a list or an object that as a whole is the cause, for what of it that is. */
  async inside(refused: DraftRequest, cause: readonly RequestChange[]): Promise<readonly RequestChange[]> {
    const [only] = cause;
    if (cause.length !== 1 || only === undefined || typeof only.to !== 'object' || only.to === null) return cause;
    const entry = await this.#entry(refused, only);
    if (entry !== undefined) return this.inside(entry.refused, [entry.change]);
    const leaves = this.#trial.model.nodes
      .filter(({ via, children }) => (via === 'property' || via === 'item') && children.length === 0)
      .flatMap((node) =>
        instancesOf(refused, [node.pointer]).flatMap(([at = '']) =>
          at.startsWith(`${only.at}/`) ? [{ node, at }] : [],
        ),
      )
      .filter(({ at }) => valueAt(refused, at) !== undefined);
    const isNeeded = ({ required, via }: TreeNode): boolean => required || via === 'item';
    const bare = leaves.reduce<unknown>(
      (draft, { node, at }) => (isNeeded(node) ? draft : withValueAt(draft, at, undefined)),
      refused,
    );
    const outcome = isObject(bare) ? await this.#trial.outcome(bare) : 'open';
    if (isObject(bare) && outcome === 'taken') return this.fewest(bare, changesBetween(bare, refused));
    const suspects = outcome === 'refused' ? leaves.filter(({ node }) => isNeeded(node)) : leaves;
    const changes = suspects.map(({ at }) => ({ at, from: undefined, to: valueAt(refused, at) }));
    const { found } = await this.deciding(refused, changes.slice(0, mostSuspects));
    return found.length > 0 ? found : cause;
  }

  /** The entry for which alone a list is refused, and the request that has it alone; undefined where it is none alone. */
  async #entry(refused: DraftRequest, { at, to }: RequestChange): Promise<RefusedEntry | undefined> {
    if (!Array.isArray(to) || to.length < 2) return undefined;
    let left: readonly unknown[] = to;
    let smallest = refused;
    while (left.length > 1) {
      const half = Math.ceil(left.length / 2);
      const parts = [left.slice(0, half), left.slice(half)];
      const drafts = parts.map((part) => this.#trial.model.change(refused, at, part));
      const index = await this.#firstToBeRefused(drafts);
      const part = parts[index];
      const draft = drafts[index];
      if (part === undefined || draft === undefined) return undefined;
      [left, smallest] = [part, draft];
    }
    return { refused: smallest, change: { at: `${at}/0`, from: undefined, to: left[0] } };
  }

  async #firstToBeRefused(drafts: readonly DraftRequest[]): Promise<number> {
    for (const [index, draft] of drafts.entries()) if ((await this.#trial.outcome(draft)) === 'refused') return index;
    return -1;
  }

  /**
   * Those of some values of a refused request without which, or with others in their place, it is taken. Where others
   * have to go along with each, what was taken that is most like it.
   */
  async deciding(refused: DraftRequest, changes: readonly RequestChange[]): Promise<Deciding> {
    const found: RequestChange[] = [];
    let nearest: DraftRequest | undefined;
    for (const change of changes) {
      for (const { other, draft } of this.#withOthers(refused, change)) {
        if ((await this.#trial.outcome(draft)) !== 'taken') continue;
        const size = changesBetween(draft, refused).length;
        if (size === 1) found.push({ ...change, from: other });
        else if (nearest === undefined || size < changesBetween(nearest, refused).length) nearest = draft;
        break;
      }
    }
    return { found, nearest };
  }

  /** A request with other values in place of one, those first that leave the most of it as it is. */
  #withOthers(
    refused: DraftRequest,
    { at, from, to }: RequestChange,
  ): readonly { readonly other: unknown; readonly draft: DraftRequest }[] {
    const { model } = this.#trial;
    const node = model.nodes.find(({ pointer }) => pointer === contractPointer(at));
    const isOther = (value: unknown): boolean => JSON.stringify(value) !== JSON.stringify(to);
    const edges = node === undefined ? [] : spread((model.domain(node)?.edges ?? []).filter(isOther), mostOtherValues);
    const others = [from, ...edges, ...(node?.required === true || node?.via === 'item' ? [] : [undefined])];
    return others
      .filter(isOther)
      .map((other) => ({ other, draft: model.change(refused, at, other) }))
      .map((tried) => ({ ...tried, size: changesBetween(tried.draft, refused).length }))
      .sort((a, b) => a.size - b.size);
  }
}

/**
 * The fewest differences to a twin that was taken for which a valid request is refused, found by sending requests
 * between the two. All of them where no request between them can be sent.
 */
export async function causeOfRefusal(
  trial: RefusalTrial,
  twin: DraftRequest,
  draft: DraftRequest,
): Promise<readonly RequestChange[]> {
  const search = new CauseSearch(trial);
  const cause = await search.fewest(twin, changesBetween(twin, draft));
  const refused = withChanges(twin, cause);
  // Mandatory members come with others: only those whose value matters are the cause.
  if (cause.length < 2 || cause.length > mostSuspects) return search.inside(refused, cause);
  const { found, nearest } = await search.deciding(refused, cause);
  if (found.length > 0) return search.inside(refused, found);
  const isNearer = nearest !== undefined && changesBetween(nearest, refused).length < cause.length;
  return isNearer ? causeOfRefusal(trial, nearest, refused) : search.inside(refused, cause);
}
