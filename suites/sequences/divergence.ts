import type { SentRequest } from '../exchange/sent-request.js';
import type { FindingPart } from '../findings/observer.js';
import type { SecretMask } from '../secrets/secret-mask.js';
import type { Deviation } from './prediction.js';

/** Where the target went another way than the model. */
export interface Divergence {
  /** Local id of the clause. */
  readonly clause: string;
  readonly part: FindingPart;
  readonly sent: SentRequest | undefined;
  readonly code?: string;
  /** Whether the resource shows what no request of the run has sent: somebody else may have set it. */
  readonly isUnsent?: boolean;
}

/**
 * A member that is not as predicted, as a finding tells it.
 * @param isOneOfSome whether the resource may be as one of several updates leaves it
 */
export function deviationPart(
  { place, name, expected, actual }: Deviation,
  mask: SecretMask,
  isOneOfSome: boolean,
): FindingPart {
  const show = (value: unknown): string => (value === undefined ? 'nothing' : mask.show(name, value));
  const whole = isOneOfSome ? ', where the other members are as one of the updates sent in parallel leaves them' : '';
  return {
    axis: 'state',
    outcome: 'broken',
    expected: `${place} shows ${show(expected)}${whole}`,
    actual: `${place} shows ${show(actual)}`,
    pointer: place,
  };
}
