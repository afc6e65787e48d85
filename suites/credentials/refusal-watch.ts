/** Which credentials an operation is reached with: numbers that are the same for operations that share them. */
export interface CredentialScope {
  /** The credentials. */
  readonly credentials: number;
  /** The credentials at an address. */
  readonly place: number;
}

/** The most requests of one run that a target may refuse for their credentials. Vendors lock a key after a few. */
export const mostRefused = 2;

const [refused, atRisk, waiting, firstFlag] = [0, 1, 2, 3];

/** Requests that wait until they may be under way together. */
export interface Claim {
  /** How many of them may be sent; 0 while they have to wait. */
  enter(): number;
  /** They wait no more. */
  end(): void;
}

/**
 * Counts, over all workers of a run, the requests whose credentials were refused, and keeps those that could become too
 * many from being sent.
 */
export class RefusalWatch {
  /** Shared with other workers: a watch made from it counts with this one. */
  readonly memory: SharedArrayBuffer;
  readonly #cells: Int32Array;

  /** For a number of operations, or from the memory of another watch. */
  constructor(from: number | SharedArrayBuffer) {
    this.memory = typeof from === 'number' ? new SharedArrayBuffer(4 * (firstFlag + 2 * from)) : from;
    this.#cells = new Int32Array(this.memory);
  }

  /** Requests refused so far, but those that new credentials made good. */
  get refused(): number {
    return Atomics.load(this.#cells, refused);
  }

  /** Counts a refused request; -1 takes one back. */
  count(by: 1 | -1): void {
    Atomics.add(this.#cells, refused, by);
  }

  /**
   * Admits an operation that is about to send up to `wanted` requests which may be refused, or fewer where no more may
   * be; `least` whatever was refused before.
   * @returns how many it may; 0 when it has to wait
   */
  enter(wanted: number, least: 0 | 1 = 0): number {
    // Those that are to overlap would else wait for ever for a moment in which nothing is under way.
    return least === 0 && Atomics.load(this.#cells, waiting) > 0 ? 0 : this.#enter(wanted, least);
  }

  /** Requests that are to overlap go before those that go alone. */
  claim(wanted: number, least: 0 | 1 = 0): Claim {
    Atomics.add(this.#cells, waiting, 1);
    return { enter: () => this.#enter(wanted, least), end: () => void Atomics.sub(this.#cells, waiting, 1) };
  }

  #enter(wanted: number, least: 0 | 1): number {
    const others = Atomics.load(this.#cells, atRisk);
    const room = Math.max(least, mostRefused - this.refused);
    const granted = Math.min(wanted, room);
    if (granted <= 0 || others + granted > room) return 0;
    return Atomics.compareExchange(this.#cells, atRisk, others, others + granted) === others ? granted : 0;
  }

  /** What an operation was granted is over. */
  leave(granted: number): void {
    Atomics.sub(this.#cells, atRisk, granted);
  }

  /** Whether no other operation has requests under way that may be refused. */
  isAlone(granted: number): boolean {
    return Atomics.load(this.#cells, atRisk) <= granted;
  }

  /** Remembers that credentials have ended: everywhere, or at one address. */
  end(scope: CredentialScope, where: keyof CredentialScope): void {
    Atomics.store(this.#cells, this.#flag(scope, where), 1);
  }

  /** Whether they have ended for an operation. */
  hasEnded(scope: CredentialScope): boolean {
    return (['credentials', 'place'] as const).some(
      (where) => Atomics.load(this.#cells, this.#flag(scope, where)) === 1,
    );
  }

  #flag(scope: CredentialScope, where: keyof CredentialScope): number {
    return firstFlag + 2 * scope[where] + (where === 'place' ? 1 : 0);
  }
}
