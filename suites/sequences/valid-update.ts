import type { LogicalRequest } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** A valid update: what it sends is there afterwards, all else is as before. */
export function validUpdate(logical: LogicalRequest): SequenceCommand {
  return {
    toString: () => 'a valid update',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isAvoided(logical)) return;
      rehearsal.tell(`an update with ${rehearsal.describe(logical)}`);
      const sent = await rehearsal.send(state, logical);
      if (sent === undefined) return;
      if (isAccepted(rehearsal.session.contract, sent.reply)) rehearsal.predict(state, [[logical]]);
      else await rehearsal.judgeRefused(state, logical, sent);
      await rehearsal.compare(state, [logical]);
    },
  };
}
