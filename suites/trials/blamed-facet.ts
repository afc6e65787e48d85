import { facetsOf, type ValueFacet } from '../../contract/facets.js';
import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import { valueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest } from '../../properties/request.js';
import { changesBetween, type RequestChange } from '../requests/request-changes.js';
import type { NarrowingRun } from './narrowed-changes.js';

const plain = /^[A-Za-z0-9]+$/;
/** Facets that say what a text is made of, those first that say most of it. */
const ofContent: readonly ValueFacet[] = ['characters', 'classes', 'format', 'pattern'];

/** A request with another text in one place, and all else as it is; undefined where other members have to go along. */
function withText({ model, draft }: NarrowingRun, at: string, text: string): DraftRequest | undefined {
  const other = model.change(draft, at, text);
  return changesBetween(draft, other).length === 1 ? other : undefined;
}

/**
 * What of a refused text is to blame: that it is so long, or what it is made of. Seen from a text of letters and digits
 * that is taken in its place, and from the same one made as long; undefined where the answers do not tell.
 */
async function whatIsToBlame(
  run: NarrowingRun,
  node: TreeNode,
  twin: DraftRequest,
  { at, to }: RequestChange,
): Promise<'length' | 'content' | undefined> {
  const { model, trial } = run;
  const texts = [valueAt(twin, at), valueAt(model.base(), at), ...(model.domain(node)?.edges ?? [])];
  const source = texts.find((text) => typeof text === 'string' && plain.test(text));
  if (typeof to !== 'string' || typeof source !== 'string') return undefined;
  const short = withText(run, at, source);
  if (short === undefined || (await trial.outcome(short)) !== 'taken') return undefined;
  const size = [...to].length;
  const same = source.repeat(Math.ceil(size / source.length)).slice(0, size);
  if (same === to) return 'length';
  const asLong = withText(run, at, same);
  const outcome = asLong === undefined ? 'open' : await trial.outcome(asLong);
  return outcome === 'taken' ? 'content' : outcome === 'refused' ? 'length' : undefined;
}

/**
 * The clause (local id) of a member that a refused text is held against, where `clause` says how long texts are or what
 * they are made of: of the two the one that is to blame. `general` where the member has no such clause.
 */
export async function clauseToBlame(
  run: NarrowingRun,
  twin: DraftRequest,
  change: RequestChange,
  { clause, general }: { readonly clause: string; readonly general: string },
): Promise<string> {
  const node = run.model.nodes.find(({ pointer }) => pointer === contractPointer(change.at));
  const facets = node === undefined ? [] : facetsOf(node.schema).filter((facet) => !node.uncertain.has(facet));
  const claimed = facets.find((facet) => node !== undefined && clause === clauseAt(node, facet));
  const isOfContent = claimed !== undefined && ofContent.includes(claimed);
  if (node === undefined || !(claimed === 'length' || isOfContent)) return clause;
  const blame = await whatIsToBlame(run, node, twin, change);
  if (blame === undefined || (blame === 'length') === (claimed === 'length')) return clause;
  const facet =
    blame === 'length' ? facets.find((own) => own === 'length') : ofContent.find((own) => facets.includes(own));
  return facet === undefined ? general : clauseAt(node, facet);
}
