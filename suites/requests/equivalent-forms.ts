import type { Contract } from '../../contract/contract.js';
import { valuesAt } from '../../contract/values-at.js';
import type { Equivalence } from '../../properties/equivalences/equivalence.js';
import { equivalencesOf } from '../../properties/equivalences/index.js';
import { type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { comparableValue } from '../state/comparable-value.js';
import { fullDrafts } from './full-drafts.js';

/** A request that has other forms, and one that says something else in each member that the forms rewrite. */
export interface EquivalentForms {
  readonly draft: DraftRequest;
  readonly other: DraftRequest;
  readonly equivalences: readonly Equivalence[];
}

/** What an equivalence rewrites, as text to compare: one member, or the whole request. */
function subjectOf(model: RequestModel, { clause }: Equivalence, draft: DraftRequest): string {
  const pointer = clause?.split('#')[0];
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  if (node === undefined) return JSON.stringify(draft);
  return JSON.stringify(valuesAt(draft, node.pointer).map((value) => comparableValue(node.schema, value)));
}

/**
 * The draft, or the draft with another boundary value of the member that an equivalence rewrites: the first that
 * `suits`.
 */
function adapted(
  model: RequestModel,
  { clause }: Equivalence,
  draft: DraftRequest,
  suits: (candidate: DraftRequest) => boolean,
): DraftRequest | undefined {
  const pointer = clause?.split('#')[0];
  const node = model.nodes.find((candidate) => candidate.pointer === pointer);
  const edges = node === undefined ? [] : (model.domain(node)?.edges ?? []);
  const candidates = edges.map((edge) => model.change(draft, firstInstance(node?.pointer ?? ''), edge));
  return [draft, ...candidates].find((candidate) => model.isSure(candidate) && suits(candidate));
}

/**
 * Chooses one full update that has as many of the wanted equivalent forms as go together, and one to move the members
 * away in between. Equivalences of which no boundary value has another form, or whose member has no other value, are
 * left out.
 */
export function equivalentForms(
  contract: Contract,
  model: RequestModel,
  isWanted: (equivalence: Equivalence) => boolean,
): EquivalentForms | undefined {
  const drafts = fullDrafts(contract, model);
  if (drafts === undefined) return undefined;
  let [draft, other] = drafts;
  let equivalences: readonly Equivalence[] = [];
  for (const equivalence of equivalencesOf(model).filter(isWanted)) {
    const wider = [...equivalences, equivalence];
    const formed = adapted(model, equivalence, draft, (candidate) =>
      wider.every((one) => one.apply(model, candidate) !== undefined),
    );
    if (formed === undefined) continue;
    const isMoved = (candidate: DraftRequest): boolean =>
      wider.every((one) => subjectOf(model, one, candidate) !== subjectOf(model, one, formed));
    const moved = adapted(model, equivalence, other, isMoved);
    if (moved === undefined) continue;
    draft = formed;
    other = moved;
    equivalences = wider;
  }
  return equivalences.length === 0 ? undefined : { draft, other, equivalences };
}
