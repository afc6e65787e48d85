import type { DraftRequest } from '../properties/request.js';
import type { Contract } from '../specs/contract.js';

/** A request without its client token: a token stands for one request, and a second, different one may be answered like the first. */
export function withoutToken(contract: Contract, draft: DraftRequest): DraftRequest {
  const tokens = new Set(contract.behaviours.flatMap(({ behaviour }) => behaviour.token ?? []));
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !tokens.has(`/${name}`)));
}
