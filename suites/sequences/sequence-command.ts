import type * as fc from 'fast-check';
import type { Rehearsal } from './rehearsal.js';
import type { SequenceState } from './sequence-state.js';

/** One step of a sequence. */
export type SequenceCommand = fc.AsyncCommand<SequenceState, Rehearsal>;
