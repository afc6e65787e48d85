import type { LogicalRequest } from '../../specs/target.js';
import { isAccepted } from '../reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** Two valid updates sent at once: the resource is as one of those that were accepted leaves it. */
export function parallelPair(first: LogicalRequest, second: LogicalRequest): SequenceCommand {
  return {
    toString: () => 'two valid updates in parallel',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isAvoided(first) || rehearsal.isAvoided(second)) return;
      rehearsal.tell(`in parallel an update with ${rehearsal.describe(first)} and one with ${rehearsal.describe(second)}`);
      const sent = await rehearsal.sendBoth(state, first, second);
      if (sent === undefined) return;
      const accepted = sent.filter(({ reply }) => isAccepted(rehearsal.session.contract, reply)).map(({ logical }) => logical);
      rehearsal.predict(state, accepted.length === 2 ? [accepted, [...accepted].reverse()] : [accepted]);
      await rehearsal.compare(state, [first, second]);
    },
  };
}
