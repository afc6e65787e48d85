import type { DraftRequest } from '../properties/request.js';
import type { Contract } from '../specs/contract.js';

/** The request without client token. A token stands for one request; on a second, different one it may be answered like the first. */
export function withoutToken({ behaviours }: Contract, draft: DraftRequest): DraftRequest {
  const tokens = new Set(behaviours.flatMap(({ behaviour }) => behaviour.token ?? []));
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !tokens.has(`/${name}`)));
}
