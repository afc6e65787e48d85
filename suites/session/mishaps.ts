import { pauses } from '../../contract/pauses.js';
import type { Reply } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';

const mostRepeats = 5;
/** Pauses before repetitions, in milliseconds. */
const repeating = { from: 50, to: 800 };
/** Mishaps that lasted, without one that passed, after which requests are sent again only once, if at all. */
const mostLasting = 5;

interface Answered {
  readonly reply: Reply;
}

/** What stands in front of a service sends a request to a login, or elsewhere. */
function isRedirect({ reply }: Answered): boolean {
  return reply.kind === 'answer' && reply.status >= 300 && reply.status < 400;
}

function isMishap(answered: Answered): boolean {
  const { reply } = answered;
  return isRedirect(answered) || (reply.kind === 'answer' && reply.status >= 500);
}

/**
 * Tells server errors and redirects that happen now and then from those that a request brings about: the latter come
 * again when it is sent again.
 */
export class Mishaps {
  readonly #timing: Timing;
  #lasting = 0;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  /** The answer, or the one to a repetition where it is a mishap that passes. */
  async overcome<Exchange extends Answered>(first: Exchange, again: () => Promise<Exchange>): Promise<Exchange> {
    const pause = pauses(repeating);
    let answered = first;
    // Where everything is redirected, there is nothing to wait for.
    const repeats = this.#lasting < mostLasting ? mostRepeats : isRedirect(first) ? 0 : 1;
    for (let repeat = 0; isMishap(answered) && repeat < repeats; repeat += 1) {
      await this.#timing.sleep(pause());
      answered = await again();
    }
    if (!isMishap(first)) return first;
    this.#lasting = isMishap(answered) ? this.#lasting + 1 : 0;
    return answered;
  }
}
