import type { Contract } from '../../contract/contract.js';
import { unwrapped } from '../../contract/inspect/unwrapped.js';
import type { Reply } from '../../contract/target.js';

/** The answer to an update, with the body as the contract nests it; the text stays what was received. */
export function asNested({ update }: Pick<Contract, 'update'>, reply: Reply): Reply {
  if (reply.kind === 'none') return reply;
  const body = unwrapped(update.response, reply.body);
  return body === reply.body ? reply : { ...reply, body };
}
