import type { Cause } from '../../generated/report.js';

/** How a cause counts, in the words that stand in front of it. */
export const causeWords: Readonly<Record<Cause['verdict'], string>> = {
  fail: 'FAIL',
  'failed-known': 'KNOWN',
  'non-strict': 'NON-STRICT',
  'not-scored': 'NOT SCORED',
};
