import type { LogicalRequest } from '../../contract/target.js';
import type { RequestModel } from '../../properties/request-model.js';

/**
 * Why nobody can tell whether a target has to take back what it has stored, where a clause (its local id) or what the
 * kit keeps to in its own requests is against it.
 */
export function whyOpen(model: RequestModel, local: string, logical: LogicalRequest): string {
  const { broken, disputed } = model.judgeStored(logical);
  return broken.includes(local) || disputed.includes(local)
    ? `what is stored is not what every reading of the document admits (${local})`
    : `what is stored at ${local.split('#')[0]} is nothing that a target is held to`;
}
