import type { LogicalRequest } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { ViolatingCase } from '../requests/violating-case.js';
import type { SequenceCommand } from './sequence-command.js';

/** An update in which one member is wrong: it is refused, and nothing of it stays. */
export function invalidUpdate({ logical, change, operator }: ViolatingCase, twin: LogicalRequest): SequenceCommand {
  return {
    toString: () => 'an invalid update',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isAvoided(logical)) return;
      rehearsal.tell(`a wrong update with ${rehearsal.describe(twin)}, but ${change} (${operator})`);
      const sent = await rehearsal.send(state, logical);
      if (sent === undefined) return;
      if (isAccepted(rehearsal.session.contract, sent.reply)) rehearsal.leave(state, logical);
      await rehearsal.compare(state, [logical]);
    },
  };
}
