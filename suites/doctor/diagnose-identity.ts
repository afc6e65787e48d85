import type { Contract } from '../../contract/contract.js';
import { isObject } from '../../contract/pointer.js';
import type { Reply } from '../../contract/target.js';
import type { Diagnosis } from '../credentials/diagnosis.js';
import { describeReply, errorCodeOf } from '../exchange/reply.js';

/**
 * Whether an answer has nothing of what the document shows: a page, a redirection, or JSON of another service. What
 * throttles or fails tells nothing.
 */
export function isForeign(contract: Contract, reply: Reply): boolean {
  if (reply.kind === 'none' || reply.status >= 500 || [401, 403, 407, 429].includes(reply.status)) return false;
  if (errorCodeOf(contract, reply) !== undefined) return false;
  const { body, status } = reply;
  if (!isObject(body) || (status >= 300 && status < 400)) return true;
  const members = [contract.update.response, ...(contract.readBack === undefined ? [] : [contract.readBack.response])];
  const known = new Set(members.flatMap(({ properties = {} }) => Object.keys(properties)));
  // A router that knows neither of the two paths may be anybody's; whoever refuses the request itself may write errors
  // in another way.
  return status < 300 ? !Object.keys(body).some((name) => known.has(name)) : [404, 405, 410, 501].includes(status);
}

const longestShown = 80;

/** What is told where neither a read-back nor an update got an answer that the operation could have given. */
export function foreignTarget(contract: Contract, baseUrl: string, reply: Reply): Diagnosis {
  const text = reply.kind === 'answer' ? reply.text.replaceAll(/\s+/g, ' ').trim() : '';
  const type = reply.kind === 'answer' ? (reply.headers['content-type'] ?? '') : '';
  const begins = text === '' ? 'an empty body' : `a body that begins with ${text.slice(0, longestShown)}`;
  return {
    outcome: 'problem',
    text: `${contract.id}: NOT YOUR TARGET: what is at ${baseUrl} answers as another service, with ${describeReply(contract, reply)}${type === '' ? '' : `, ${type}`} and ${begins}`,
    remedy:
      'point baseUrl at the implementation, with the path in front of the API and without that of the operation; it may be a login page, a proxy or another API',
  };
}
