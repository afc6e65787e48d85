import type { LogicalRequest } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** Two updates and what is known of client tokens. */
export interface TokenTrial {
  readonly first: LogicalRequest;
  readonly second: LogicalRequest;
  withToken(logical: LogicalRequest, token: string): LogicalRequest;
  /** Whether the document leaves open that a repetition after another update is applied once more. */
  readonly mayApplyAgain: boolean;
}

/** An update with a client token, another one, and the first again with its token: it was applied before, and is not applied again unless the document leaves that open. */
export function repeatedToken({ first, second, withToken, mayApplyAgain }: TokenTrial): SequenceCommand {
  return {
    toString: () => 'a repeated client token',
    check: ({ isOver }) => !isOver,
    run: async (state, rehearsal) => {
      if (rehearsal.isAvoided(first) || rehearsal.isAvoided(second)) return;
      const { contract } = rehearsal.session;
      const tokened = withToken(first, rehearsal.session.tokens.make());
      rehearsal.tell(`an update with a client token and ${rehearsal.describe(first)}`);
      const taken = await rehearsal.send(state, tokened);
      if (taken === undefined) return;
      if (isAccepted(contract, taken.reply)) rehearsal.predict(state, [[first]]);
      await rehearsal.compare(state, [first]);
      if (state.isOver || !isAccepted(contract, taken.reply)) return;
      rehearsal.tell(`an update with ${rehearsal.describe(second)}`);
      const between = await rehearsal.send(state, second);
      if (between === undefined) return;
      if (isAccepted(contract, between.reply)) rehearsal.predict(state, [[second]]);
      await rehearsal.compare(state, [second]);
      if (state.isOver) return;
      rehearsal.tell('the one with the client token again');
      const again = await rehearsal.send(state, tokened);
      if (again === undefined) return;
      if (mayApplyAgain && isAccepted(contract, again.reply)) rehearsal.predict(state, [[], [first]]);
      await rehearsal.compare(state, []);
    },
  };
}
