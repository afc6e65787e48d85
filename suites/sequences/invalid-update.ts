import type { LogicalRequest } from '../../specs/target.js';
import { isAccepted } from '../reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** An update in which one member is wrong: it is refused, and nothing of it stays. */
export function invalidUpdate(logical: LogicalRequest, change: string): SequenceCommand {
  return {
    toString: () => 'an invalid update',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isTaken(logical)) return;
      rehearsal.tell(`a wrong update (${change}) with ${rehearsal.describe(logical)}`);
      const sent = await rehearsal.send(state, logical);
      if (sent === undefined) return;
      if (isAccepted(rehearsal.session.contract, sent.reply)) rehearsal.leave(state, logical);
      await rehearsal.compare(state, [logical]);
    },
  };
}
