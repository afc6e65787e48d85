import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest, instancesOf } from '../../properties/request.js';
import { changesBetween, type RequestChange, withChanges } from '../requests/request-changes.js';
import type { RefusalTrial } from './refusal-trial.js';

/** How many values of a list or an object are tried one by one, and with how many others each. */
const mostSuspects = 8;
const mostOtherValues = 2;

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
    for (const set of sets) if ((await this.#trial.outcome(withChanges(twin, set))) === 'refused') return set;
    return undefined;
  }

  /** Looks into a list or an object that as a whole is the cause, for what of it that is. */
  async inside(refused: DraftRequest, cause: readonly RequestChange[]): Promise<readonly RequestChange[]> {
    const [only] = cause;
    if (cause.length !== 1 || only === undefined || typeof only.to !== 'object' || only.to === null) return cause;
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
    const deciding = await this.deciding(refused, changes.slice(0, mostSuspects));
    return deciding.length > 0 ? deciding : cause;
  }

  /** Those of some values of a refused request without which, or with others in their place, it is taken. */
  async deciding(refused: DraftRequest, changes: readonly RequestChange[]): Promise<readonly RequestChange[]> {
    const { model } = this.#trial;
    const found: RequestChange[] = [];
    for (const { at, from, to } of changes) {
      const node = model.nodes.find(({ pointer }) => pointer === contractPointer(at));
      const isOther = (value: unknown): boolean => JSON.stringify(value) !== JSON.stringify(to);
      const edges =
        node === undefined ? [] : (model.domain(node)?.edges ?? []).filter(isOther).slice(0, mostOtherValues);
      const others = [from, ...edges, ...(node?.required === true || node?.via === 'item' ? [] : [undefined])].filter(
        isOther,
      );
      const drafts = others.map((other) => ({ other, draft: model.change(refused, at, other) }));
      for (const { other, draft } of drafts) {
        if ((await this.#trial.outcome(draft)) !== 'taken') continue;
        found.push({ at, from: other, to });
        break;
      }
    }
    return found;
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
  const deciding = cause.length < 2 || cause.length > mostSuspects ? [] : await search.deciding(refused, cause);
  return search.inside(refused, deciding.length === 0 ? cause : deciding);
}
