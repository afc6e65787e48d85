import type { Contract, Rejects } from '../../contract/contract.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { valueAt } from '../../contract/pointer.js';
import type { Reply } from '../../contract/target.js';
import { cut } from './cut.js';
import { isOfStatus } from './is-of-status.js';

/** Whether the target took the update: with the documented status or, wrongly, with another of its kind. */
export function isAccepted({ update }: Contract, reply: Reply): boolean {
  return reply.kind === 'answer' && Math.floor(reply.status / 100) === Math.floor(update.status / 100);
}

/** What an update came to: `open` when it may have been taken although no answer says so. */
export type UpdateOutcome = 'accepted' | 'refused' | 'open';

/** What an update came to. */
export function outcomeOf(contract: Contract, reply: Reply): UpdateOutcome {
  if (isAccepted(contract, reply)) return 'accepted';
  const isRefused = reply.kind === 'none' ? reply.unsent === true : reply.status >= 400 && reply.status < 500;
  return isRefused ? 'refused' : 'open';
}

/** The error code in an answer's envelope, where there is one. */
export function errorCodeOf(contract: Contract, reply: Reply): string | undefined {
  const code = reply.kind === 'answer' ? valueAt(reply.body, contract.errorCode) : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** Whether two answers refuse with the same status and code. */
export function isSameRefusal(contract: Contract, a: Reply, b: Reply): boolean {
  if (a.kind === 'none' || b.kind === 'none' || a.status < 400) return false;
  return a.status === b.status && errorCodeOf(contract, a) === errorCodeOf(contract, b);
}

/**
 * Longer than what is shown of it in the end: that is cut once secrets are hidden, since half a secret would not be
 * found.
 */
const longestCode = 4000;

/** An answer in a few words: `200`, `400 InvalidName`, or why there is none. */
export function describeReply(contract: Contract, reply: Reply): string {
  if (reply.kind === 'none') return `no answer: ${reply.problem}`;
  const code = errorCodeOf(contract, reply);
  const location = reply.headers['location'];
  const redirect =
    reply.status >= 300 && reply.status < 400 && location !== undefined
      ? ` to ${location.slice(0, 200)}, which is not followed`
      : '';
  return `status ${reply.status}${code === undefined ? '' : ` ${cut(code, longestCode)}`}${redirect}`;
}

/**
 * Whether an answer that may mean "not now" is one that a request is meant to get: by its code or, where any code is
 * right and no list of the contract has this one, by its status. A 409, 423 or 503 is meant only where the document
 * prints it: where any 4xx is right, it may speak of something else that is under way.
 */
export function isWantedOf(contract: Contract, rejects: readonly Rejects[]): (reply: Reply) => boolean {
  return (reply) => {
    if (reply.kind === 'none') return false;
    const code = errorCodeOf(contract, reply);
    if (code !== undefined && rejects.some((entry) => entry.code?.includes(code) === true)) return true;
    const asks = notNowOf(contract, reply);
    const isMeant = ({ status }: Rejects): boolean =>
      asks === undefined ? isOfStatus(status, reply.status) : status === reply.status;
    return asks?.isSure !== true && rejects.some((entry) => entry.code === undefined && isMeant(entry));
  };
}

/**
 * Whether a code is documented for a situation (a quota, a conflict, a lock) rather than for a wrong request:
 * `total` where every such situation refuses all updates of the resource, so that one that takes any is not in it.
 */
export function situationOf(contract: Contract, code: string | undefined): 'total' | 'partial' | undefined {
  const own = contract.errors.filter(
    (entry) =>
      entry.code === code && (entry.provoke === undefined || 'trait' in entry.provoke || 'concurrent' in entry.provoke),
  );
  if (own.length === 0) return undefined;
  return own.every(({ provoke }) => provoke !== undefined && 'trait' in provoke && provoke.with === undefined)
    ? 'total'
    : 'partial';
}
