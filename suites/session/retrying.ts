import type { Contract } from '../../contract/contract.js';
import { type NotNow, notNowOf } from '../../contract/facts/not-now.js';
import { pauses } from '../../contract/pauses.js';
import type { Reply } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';

/** Pauses where the target does not say how long to wait, in milliseconds. */
const betweenTries = { from: 20, to: 5000 };
/** The least time that is waited for an answer that was waited for in vain before, in milliseconds. */
const shortest = 250;
/** After so many tries it is looked for whether the target takes anything else meanwhile. */
const triesUnasked = 4;
/** So often another request must have been taken right behind one that was not, so that no chance explains it. */
const proofsNeeded = 2;
/** After so many requests that a kind of answer belonged to, without one for which it passed, one proof is enough. */
const ownUntilKnown = 5;
/** The least time for which an answer has to come that nothing but the request itself is asked about, in milliseconds. */
const leastAlone = 2000;
/** Deadlines that may be waited for in vain, over the whole run. */
const mostInVain = 4;

/** How a request is sent again. */
export interface Retry<Exchange> {
  again(): Promise<Exchange>;
  /**
   * Whether another request, one that the target has taken before, is taken at this moment; undefined where there is
   * none.
   */
  readonly isFree?: () => Promise<boolean>;
  /** Whether an answer that looks like "not now" is what the request is meant to get. */
  readonly isWanted?: ((reply: Reply) => boolean) | undefined;
  /**
   * Whether nothing else may be sent in between: an answer that looks like "not now" by its status only is then the
   * request's own once it has come for longer than anything else took.
   */
  readonly isAlone?: boolean | undefined;
}

/** The last answer; with `notNow`, why it says nothing about the request. */
export interface Outcome<Exchange> {
  readonly last: Exchange;
  readonly notNow?: string;
}

/**
 * Sends requests again that a target could not take at that moment, as long as an update may take. An answer that says
 * so by its status only (409, 423, 503) is the request's own where another request is taken right behind it, time after
 * time.
 */
export class Retrying {
  readonly #contract: Contract;
  readonly #timing: Timing;
  /** Milliseconds. */
  readonly #deadline: number;
  /** What was waited for in vain, by place and answer. */
  readonly #inVain = new Set<string>();
  /** How long the slowest took that was taken in the end, in milliseconds. */
  #slowest = 0;
  /** How many requests an answer turned out to belong to, since one passed. */
  readonly #own = new Map<string, number>();
  #deadlinesInVain = 0;

  constructor(contract: Contract, timing: Timing, deadline: number) {
    this.#contract = contract;
    this.#timing = timing;
    this.#deadline = deadline;
  }

  /**
   * The answer once it is another one than "not now", or belongs to the request itself. `place` is what it is about,
   * such as a fixture.
   */
  async untilTaken<Exchange extends { readonly reply: Reply }>(
    place: string,
    first: Exchange,
    retry: Retry<Exchange>,
  ): Promise<Outcome<Exchange>> {
    const started = this.#timing.now();
    const pause = pauses(betweenTries);
    let last = first;
    let proofs = 0;
    for (let tries = 1; ; tries += 1) {
      const notNow = this.#notNow(last.reply, retry.isWanted);
      const waited = this.#timing.now() - started;
      if (notNow === undefined) {
        if (tries > 1) this.#passed(place, first.reply, waited);
        return { last };
      }
      if (!notNow.isSure && retry.isAlone === true && waited >= this.#longEnough) return { last };
      const owned = this.#own.get(notNow.answer) ?? 0;
      if (
        !notNow.isSure &&
        (tries > triesUnasked || owned > 0) &&
        retry.isAlone !== true &&
        (await retry.isFree?.()) === true
      )
        proofs += 1;
      if (proofs >= (owned >= ownUntilKnown ? 1 : proofsNeeded)) {
        this.#own.set(notNow.answer, owned + 1);
        return { last };
      }
      const wait = notNow.waitMs ?? pause();
      if (waited + wait > this.#deadlineOf(`${place} ${notNow.answer}`))
        return { last, notNow: this.#gaveUp(place, notNow, waited) };
      await this.#timing.sleep(wait);
      last = await retry.again();
    }
  }

  #notNow(reply: Reply, isWanted: Retry<unknown>['isWanted']): NotNow | undefined {
    return isWanted?.(reply) === true ? undefined : notNowOf(this.#contract, reply);
  }

  get #longEnough(): number {
    return Math.min(this.#deadline, Math.max(leastAlone, 4 * this.#slowest));
  }

  #deadlineOf(key: string): number {
    const isShort = this.#inVain.has(key) || this.#deadlinesInVain >= mostInVain;
    return isShort ? Math.min(this.#deadline, Math.max(shortest, 4 * this.#slowest)) : this.#deadline;
  }

  #passed(place: string, reply: Reply, waited: number): void {
    const answer = notNowOf(this.#contract, reply)?.answer ?? '';
    this.#inVain.delete(`${place} ${answer}`);
    this.#own.delete(answer);
    this.#slowest = Math.max(this.#slowest, waited);
  }

  #gaveUp(place: string, { answer, kind, waitMs }: NotNow, waited: number): string {
    const key = `${place} ${answer}`;
    if (!this.#inVain.has(key)) this.#deadlinesInVain += 1;
    this.#inVain.add(key);
    const asked = waitMs === undefined ? '' : `, which asks for ${Math.ceil(waitMs / 1000)} s more`;
    return `${kind === 'throttled' ? 'throttled' : 'busy with something else'} for ${Math.round(waited / 100) / 10} s (${answer}${asked})`;
  }
}
