import { setTimeout as delay } from 'node:timers/promises';
import type { Reply } from '../specs/target.js';

const mostRepeats = 2;
const firstWait = 25;
/** Server errors that lasted, without one that passed, after which no more are waited for. */
const mostLasting = 5;

interface Answered {
  readonly reply: Reply;
}

function isServerError({ reply }: Answered): boolean {
  return reply.kind === 'answer' && reply.status >= 500;
}

/** Tells server errors that happen now and then from those that a request brings about: the latter come again when it is sent again. */
export class Mishaps {
  #lasting = 0;

  /** The answer, or the one to a repetition where it is a server error that passes. */
  async overcome<Exchange extends Answered>(first: Exchange, again: () => Promise<Exchange>): Promise<Exchange> {
    let answered = first;
    for (let repeat = 0; isServerError(answered) && repeat < mostRepeats && this.#lasting < mostLasting; repeat += 1) {
      await delay(firstWait * 2 ** repeat);
      answered = await again();
    }
    if (!isServerError(first)) return first;
    this.#lasting = isServerError(answered) ? this.#lasting + 1 : 0;
    return answered;
  }
}
