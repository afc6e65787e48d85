import type { SentRequest } from '../exchange/sent-request.js';
import type { Prediction } from './prediction.js';

/** The model of a running sequence. */
export interface SequenceState {
  /** What the resource may be: more than one after updates sent in parallel. */
  alternatives: readonly Prediction[];
  /** The last request sent. */
  last?: SentRequest;
  /** Whether nothing more is to be sent: a divergence was found, or nothing can be said any more. */
  isOver: boolean;
}
