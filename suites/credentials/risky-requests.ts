import type { Timing } from '../../contract/timing.js';
import { mostRefused, type RefusalWatch } from './refusal-watch.js';

/** What an operation's requests that may be refused wait for. */
export interface RiskyRequestsOptions {
  readonly watch: RefusalWatch;
  readonly timing: Timing;
  /** Whether a refused request is sent once more with new credentials: then that one may be refused, too. */
  readonly isRenewable: boolean;
}

/** How a request is to be sent. */
export interface Risk {
  /** How many are meant to be under way at once, this one among them. */
  readonly atOnce: number;
  /** How many may be sent whatever was refused before. */
  readonly least: 0 | 1;
  /** Whether nothing more is to be sent at all. */
  readonly isOver: () => boolean;
}

/** A request that has been let go. */
export interface RiskyRequest {
  /**
   * Its answer has come and refuses the credentials: others of the operation wait until it is clear what to make of
   * that.
   */
  refused(): void;
  /** Sends another request in its place, alone in the whole run. undefined where no more may be refused. */
  alone<Value>(send: () => Promise<Value>): Promise<Value | undefined>;
  leave(): void;
}

const shortNapMs = 2;

/**
 * Lets the requests of an operation go one after the other, or two at once where they are meant to overlap: never more,
 * in all operations together, than may still be refused. Refused ones count from the moment at which their answers are
 * read.
 */
export class RiskyRequests {
  readonly #options: RiskyRequestsOptions;
  /** Requests that have come and not left. */
  #present = 0;
  /** Requests that are under way. */
  #sent = 0;
  /** Refused requests of which it is not clear yet what to make. */
  #unclear = 0;
  #granted: Promise<number> | undefined;

  constructor(options: RiskyRequestsOptions) {
    this.#options = options;
  }

  /** Waits until a request may go; undefined where it may not at all. */
  async enter(risk: Risk): Promise<RiskyRequest | undefined> {
    this.#present += 1;
    this.#granted ??= this.#claim(risk);
    const granted = await this.#granted;
    while (!risk.isOver() && granted > 0 && !this.#mayGo(granted, risk)) await this.#nap();
    if (granted === 0 || risk.isOver()) {
      this.#depart(granted);
      return undefined;
    }
    this.#sent += 1;
    return this.#request(granted, risk);
  }

  #request(granted: number, { isOver }: Risk): RiskyRequest {
    const { watch } = this.#options;
    let isUnderWay = true;
    let isUnclear = false;
    const land = (): void => {
      if (isUnderWay) this.#sent -= 1;
      isUnderWay = false;
    };
    return {
      refused: () => {
        land();
        if (!isUnclear) this.#unclear += 1;
        isUnclear = true;
      },
      alone: async (send) => {
        // Others that are under way may be refused, too.
        while (watch.refused < mostRefused && !isOver() && (this.#sent > 0 || !watch.isAlone(granted)))
          await this.#nap();
        if (watch.refused >= mostRefused || isOver()) return undefined;
        this.#sent += 1;
        isUnderWay = true;
        try {
          return await send();
        } finally {
          land();
        }
      },
      leave: () => {
        land();
        if (isUnclear) this.#unclear -= 1;
        isUnclear = false;
        this.#depart(granted);
      },
    };
  }

  /** Whether one more may be under way. */
  #mayGo(granted: number, { atOnce, least }: Risk): boolean {
    const { watch, isRenewable } = this.#options;
    const most = isRenewable && atOnce < mostRefused ? 1 : granted;
    return this.#unclear === 0 && this.#sent < Math.min(most, Math.max(least, mostRefused - watch.refused));
  }

  async #claim({ atOnce, least, isOver }: Risk): Promise<number> {
    const { watch, isRenewable } = this.#options;
    const wanted = isRenewable ? mostRefused : Math.min(atOnce, mostRefused);
    const claim = atOnce > 1 ? watch.claim(wanted, least) : undefined;
    try {
      for (;;) {
        const granted = claim?.enter() ?? watch.enter(wanted, least);
        if (granted > 0 || isOver()) return granted;
        await this.#nap();
      }
    } finally {
      claim?.end();
    }
  }

  #depart(granted: number): void {
    this.#present -= 1;
    if (this.#present > 0) return;
    this.#granted = undefined;
    if (granted > 0) this.#options.watch.leave(granted);
  }

  #nap(): Promise<void> {
    return this.#options.timing.sleep(shortNapMs);
  }
}
