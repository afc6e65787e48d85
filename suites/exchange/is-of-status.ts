import type { Finding } from '../../generated/journal.js';

/** A status that an answer is expected to have, or a class of them: `4XX`. */
type ExpectedStatus = NonNullable<Finding['answers']>[number]['status'];

/** Whether a status is the one that is expected, or one of its class. */
export function isOfStatus(expected: ExpectedStatus, status: number): boolean {
  if (expected === '2XX') return status >= 200 && status < 300;
  return expected === '4XX' ? status >= 400 && status < 500 : expected === status;
}
