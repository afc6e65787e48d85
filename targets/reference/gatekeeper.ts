import type { WireRequest } from '../../contract/target.js';
import { clockWindow } from '../drivers/timestamps.js';
import type { AuthRefusal, KnownCredentials } from '../drivers/verifier.js';
import { verifierOf } from '../drivers/verifier-of.js';
import { wallClock } from '../transport/wall-clock.js';

/** What a reference asks of its callers. */
export interface ReferenceAuth {
  readonly credentials: KnownCredentials;
  /** Milliseconds since 1970; default the system's clock. */
  readonly now?: () => number;
}

/** Checks credentials as each vendor does, and remembers what may be used only once. */
export class Gatekeeper {
  readonly #credentials: KnownCredentials;
  readonly #now: () => number;
  /** When a used value may be forgotten, by vendor and value; oldest first. */
  readonly #used = new Map<string, number>();

  constructor({ credentials, now = wallClock.now }: ReferenceAuth) {
    this.#credentials = credentials;
    this.#now = now;
  }

  /** Why the vendor would not let this request in; undefined when it would. */
  refusal(vendor: string, request: WireRequest): AuthRefusal | undefined {
    const now = this.#now();
    const verification = verifierOf(vendor)(request, this.#credentials, now);
    if ('refusal' in verification) return verification.refusal;
    const { once } = verification;
    if (once === undefined) return undefined;
    this.#forget(now);
    const key = `${vendor} ${once.value}`;
    if (this.#used.has(key)) return once.refusal;
    this.#used.set(key, now + 2 * clockWindow);
    return undefined;
  }

  #forget(now: number): void {
    for (const [key, until] of this.#used) {
      if (until >= now) return;
      this.#used.delete(key);
    }
  }
}
