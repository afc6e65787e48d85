import type { Contract } from '../../contract/contract.js';
import type { Reply } from '../../contract/target.js';
import { describeReply, outcomeOf } from '../exchange/reply.js';

/** How often a request is sent again that was refused otherwise than it is meant to be. */
const repeats = { usually: 2, fickle: 4, lasting: 1 };
/** An answer that came again so many times, and never passed, is the target's. */
const mostLasting = 5;

/** Tells refusals that come now and then, whatever the request, from those that are its answer. */
export class Unwanted {
  readonly #contract: Contract;
  /** By answer, how often it came again; -1: it passed. */
  readonly #lasting = new Map<string, number>();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /**
   * The answer that is meant where a repetition gets it. Otherwise the first: what comes again is the target's answer,
   * and so is what came first where a later one is no refusal.
   */
  async overcome<Exchange extends { readonly reply: Reply }>(
    first: Exchange,
    isWanted: (reply: Reply) => boolean,
    again: () => Promise<Exchange>,
  ): Promise<Exchange> {
    const isOther = ({ reply }: Exchange): boolean =>
      outcomeOf(this.#contract, reply) === 'refused' && !isWanted(reply);
    const answer = describeReply(this.#contract, first.reply);
    const lasting = this.#lasting.get(answer) ?? 0;
    const most = lasting < 0 ? repeats.fickle : lasting < mostLasting ? repeats.usually : repeats.lasting;
    let last = first;
    for (let repeat = 0; isOther(last) && repeat < most; repeat += 1) last = await again();
    if (last === first) return first;
    const hasPassed = isWanted(last.reply);
    if (hasPassed || lasting >= 0) this.#lasting.set(answer, hasPassed ? -1 : lasting + 1);
    return hasPassed ? last : first;
  }
}
