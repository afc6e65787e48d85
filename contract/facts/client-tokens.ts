import type { Contract } from '../contract.js';
import { valueAt } from '../pointer.js';
import type { LogicalRequest } from '../target.js';

/** The client tokens that a request holds. */
export function tokensOf({ behaviours }: Contract, logical: LogicalRequest): readonly unknown[] {
  return behaviours
    .map(({ behaviour }) => (behaviour.token === undefined ? undefined : valueAt(logical, behaviour.token)))
    .filter((token) => token !== undefined);
}

/**
 * The request, logical or a draft, without client token. A token stands for one request; on a second, different one it
 * may be answered like the first.
 */
export function withoutToken({ behaviours }: Contract, draft: LogicalRequest): LogicalRequest {
  const tokens = new Set(behaviours.flatMap(({ behaviour }) => behaviour.token ?? []));
  return Object.fromEntries(Object.entries(draft).filter(([name]) => !tokens.has(`/${name}`)));
}
