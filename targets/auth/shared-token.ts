import { Buffer } from 'node:buffer';
import { ConfigurationError } from '../../contract/errors.js';
import type { TokenSupply } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { longestToken } from './credential-source.js';

/** A new token. */
export interface Issued {
  readonly text: string;
  /** For how many milliseconds it says that it holds. */
  readonly lastsMs?: number;
}

/** What a shared token works with. */
export interface SharedTokenOptions {
  /** Gets a token. @throws ConfigurationError */
  readonly fetch: () => Promise<Issued>;
  /** The same in all workers. */
  readonly timing: Timing;
  /** Shared with other workers; default: a new one. */
  readonly memory?: SharedArrayBuffer;
}

const cellBytes = 64;
const [lock, number, length, uses, lastedUses] = [0, 1, 2, 3, 4];
/** Of 64 bits: milliseconds. */
const [gotAt, lastedMs, endsAt] = [4, 5, 6];
/** Credentials of several parts are longer than one token. */
const longest = 2 * longestToken;
const shortNapMs = 5;

/** How much of the time that a token lasted, and of the requests, its successor is used for. */
const share = 0.8;
/** One that says when it ends is replaced so long before, in milliseconds; of a short one by a share of its time. */
const marginMs = 60_000;
/** One that says that it has ended is used for a while nevertheless: clocks differ. */
const shortestMs = 1000;
/** A token that ended sooner was an old one: it does not tell how long they last. */
const fewestUses = 10;

function usedMs(lastsMs: number): number {
  return Math.max(shortestMs, lastsMs - Math.min(marginMs, lastsMs * (1 - share)));
}

/**
 * A token that all workers of a run use, and that one of them replaces for all. Once a token has ended, the next ones
 * are replaced before they are as old, or were used as often: so that no request is refused again.
 */
export class SharedToken implements TokenSupply {
  readonly memory: SharedArrayBuffer;
  readonly #options: SharedTokenOptions;
  readonly #cells: Int32Array;
  readonly #times: BigInt64Array;
  readonly #bytes: Uint8Array;

  constructor(options: SharedTokenOptions) {
    this.#options = options;
    this.memory = options.memory ?? new SharedArrayBuffer(cellBytes + longest);
    this.#cells = new Int32Array(this.memory, 0, cellBytes / 4);
    this.#times = new BigInt64Array(this.memory, 0, cellBytes / 8);
    this.#bytes = new Uint8Array(this.memory, cellBytes);
  }

  async ready(): Promise<number> {
    const before = Atomics.load(this.#cells, number);
    if (before === 0) await this.#replace(before);
    else if (this.#isDue()) await this.#replaceEarly(before);
    Atomics.add(this.#cells, uses, 1);
    return Atomics.load(this.#cells, number);
  }

  token(): string {
    return Buffer.from(this.#bytes.slice(0, Atomics.load(this.#cells, length))).toString('latin1');
  }

  async renew(refused: number): Promise<void> {
    await this.#replace(refused, () => {
      if (Atomics.load(this.#cells, uses) < fewestUses) return;
      Atomics.store(this.#times, lastedMs, BigInt(Math.round(this.#age())));
      Atomics.store(this.#cells, lastedUses, Atomics.load(this.#cells, uses));
    });
    Atomics.add(this.#cells, uses, 1);
  }

  #age(): number {
    return this.#options.timing.now() - Number(Atomics.load(this.#times, gotAt));
  }

  #isDue(): boolean {
    const [used, lasted, time] = [
      Atomics.load(this.#cells, uses),
      Atomics.load(this.#cells, lastedUses),
      Number(Atomics.load(this.#times, lastedMs)),
    ];
    const end = Number(Atomics.load(this.#times, endsAt));
    if (end > 0 && this.#options.timing.now() >= end) return true;
    return lasted > 0 && (used >= share * lasted || this.#age() >= share * time);
  }

  /** Replaces a token that still may be good: where that fails, it is used on. */
  async #replaceEarly(present: number): Promise<void> {
    try {
      await this.#replace(present);
    } catch {
      Atomics.store(this.#cells, uses, 0);
      Atomics.store(this.#times, gotAt, BigInt(Math.round(this.#options.timing.now())));
    }
  }

  /** Gets a new token in place of that number, in one worker at a time. */
  async #replace(present: number, learn: () => void = () => undefined): Promise<void> {
    while (Atomics.compareExchange(this.#cells, lock, 0, 1) !== 0) await this.#options.timing.sleep(shortNapMs);
    try {
      if (Atomics.load(this.#cells, number) !== present) return;
      learn();
      const { text, lastsMs } = await this.#options.fetch();
      const token = Buffer.from(text, 'latin1');
      if (token.length > longest)
        throw new ConfigurationError('credentials-too-long', `the credentials of auth have more than ${longest} bytes`);
      const end = lastsMs === undefined ? 0 : this.#options.timing.now() + usedMs(lastsMs);
      Atomics.store(this.#times, endsAt, BigInt(Math.round(end)));
      this.#bytes.set(token);
      Atomics.store(this.#cells, length, token.length);
      Atomics.store(this.#cells, uses, 0);
      Atomics.store(this.#times, gotAt, BigInt(Math.round(this.#options.timing.now())));
      Atomics.add(this.#cells, number, 1);
    } finally {
      Atomics.store(this.#cells, lock, 0);
    }
  }
}
