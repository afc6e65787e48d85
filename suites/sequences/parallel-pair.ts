import type { LogicalRequest } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** Two valid updates sent at once: the resource is as one of those that were accepted leaves it. */
export function parallelPair(first: LogicalRequest, second: LogicalRequest): SequenceCommand {
  return {
    toString: () => 'two valid updates in parallel',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isAvoided(first) || rehearsal.isAvoided(second)) return;
      rehearsal.tell(
        `in parallel an update with ${rehearsal.describe(first)} and one with ${rehearsal.describe(second)}`,
      );
      const sent = await rehearsal.sendBoth(state, first, second);
      if (sent === undefined) return;
      const { contract } = rehearsal.session;
      const accepted = sent.filter(({ reply }) => isAccepted(contract, reply)).map(({ logical }) => logical);
      const open = sent
        .filter(({ reply }) => reply.kind === 'answer' && reply.status >= 500)
        .map(({ logical }) => logical);
      // A server that failed at an update may have applied it all the same.
      const applied = [...new Set([accepted, [...accepted, ...open], ...open.map((one) => [...accepted, one])])];
      rehearsal.predict(
        state,
        applied.flatMap((updates) => (updates.length === 2 ? [updates, [...updates].reverse()] : [updates])),
      );
      await rehearsal.compare(state, [first, second]);
    },
  };
}
