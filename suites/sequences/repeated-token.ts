import type { LogicalRequest } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { SequenceCommand } from './sequence-command.js';

/** Two updates and what is known of client tokens. */
export interface TokenTrial {
  readonly first: LogicalRequest;
  readonly second: LogicalRequest;
  withToken(logical: LogicalRequest, token: string): LogicalRequest;
}

/**
 * An update with a client token, another one, and the first again with its token. Whether a repetition may be applied
 * once more is the matter of the clause on tokens: here it leaves the resource as the one update or as the other.
 */
export function repeatedToken({ first, second, withToken }: TokenTrial): SequenceCommand {
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
      // What refuses the repetition is its answer: asking whether the target takes something else would change the
      // resource.
      const again = await rehearsal.send(state, tokened, { isAlone: true });
      if (again === undefined) return;
      if (isAccepted(contract, again.reply)) rehearsal.predict(state, [[], [first]]);
      await rehearsal.compare(state, []);
    },
  };
}
