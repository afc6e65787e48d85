import type { Reply } from '../../contract/target.js';
import { type Diagnosis, healthy } from './diagnosis.js';

/** Signed requests are refused from some minutes on; what is more than this is worth a look, in milliseconds. */
const tolerated = 60_000;

/**
 * Compares the `Date` of an answer (RFC 9110, section 6.6.1) with the own time, in milliseconds of the epoch; undefined
 * where the answer has none.
 */
export function diagnoseClock(reply: Reply, now: number): Diagnosis | undefined {
  const date = reply.kind === 'answer' ? reply.headers['date'] : undefined;
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return undefined;
  const seconds = Math.round((theirs - now) / 1000);
  // The header has whole seconds.
  if (Math.abs(theirs - now) <= tolerated + 1000) return healthy('the clocks of target and kit agree');
  return {
    outcome: 'warning',
    text: `the clock of the target is ${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the clock here`,
    remedy: 'set the clocks by NTP: signed requests are refused when they differ by some minutes',
  };
}
