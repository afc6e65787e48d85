import type { Contract } from '../../contract/contract.js';
import { valueAt } from '../../contract/pointer.js';
import { contractPointer, type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { RequestChange } from '../requests/request-changes.js';

/** Rules that hold the value of one member against that of another. */
const comparing: ReadonlySet<string> = new Set(['same-block', 'address-in-block']);

/** A valid request, and what it keeps. */
interface Compared {
  readonly contract: Contract;
  readonly model: RequestModel;
  readonly draft: DraftRequest;
}

/**
 * A member that such a rule binds to the one that was changed, and that the request does not hold: the stored one
 * stands in its place.
 */
export function storedPartner(
  { contract, model, draft }: Compared,
  changes: readonly RequestChange[],
): string | undefined {
  const changed = changes.filter(({ to }) => to !== undefined).map(({ at }) => contractPointer(at));
  const compared = new Set(
    contract.behaviours.flatMap(({ clause, behaviour }) =>
      comparing.has(behaviour.relation?.name ?? '') ? [clause.local] : [],
    ),
  );
  const partners = model.relations
    .filter(({ clause, members }) => compared.has(clause) && members.some((member) => changed.includes(member)))
    .flatMap(({ members }) => members.filter((member) => !changed.includes(member)));
  return partners.find((member) => valueAt(draft, firstInstance(member)) === undefined);
}
