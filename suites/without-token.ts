import type { DraftRequest } from '../properties/request.js';
import type { Contract } from '../specs/contract.js';
import { valueAt } from '../specs/pointer.js';
import type { LogicalRequest } from '../specs/target.js';

/** The client tokens that a request holds. */
export function tokensOf({ behaviours }: Contract, logical: LogicalRequest): readonly unknown[] {
  return behaviours
    .map(({ behaviour }) => (behaviour.token === undefined ? undefined : valueAt(logical, behaviour.token)))
    .filter((token) => token !== undefined);
}

/** The request without client token. A token stands for one request; on a second, different one it may be answered like the first. */
export function withoutToken({ behaviours }: Contract, draft: DraftRequest): DraftRequest {
  const tokens = new Set(behaviours.flatMap(({ behaviour }) => behaviour.token ?? []));
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !tokens.has(`/${name}`)));
}
