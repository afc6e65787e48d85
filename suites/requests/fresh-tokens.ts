import { createHash } from 'node:crypto';
import type { Contract } from '../../contract/contract.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { LogicalRequest } from '../../contract/target.js';
import { permutationsOf, permuteCharacters } from '../../properties/permute-characters.js';

/** Below so many other texts of its kind a token may be one that the target knows. */
const enough = 1e6;

/**
 * The client tokens of a run. A target may remember tokens for a day and take what comes with a known one for a
 * repetition, or refuse it: each request of each run has one of its own. They hang on the run's id and the request
 * alone, so that a run whose id is given sends the same ones again.
 */
export class FreshTokens {
  readonly #pointers: readonly string[];
  readonly #origin: string;
  /**
   * Tokens that were made here, and what is sent in place of others: they stay as they are, also with another request.
   */
  readonly #made = new Set<string>();
  #count = 0;
  #round = 0;

  constructor({ id, behaviours }: Contract, runId: string) {
    this.#origin = `${runId}\0${id}`;
    this.#pointers = behaviours.flatMap(({ behaviour }) => behaviour.token ?? []);
  }

  /** A token that no other request has, of 36 small letters, digits and hyphens. */
  make(): string {
    this.#count += 1;
    return this.keep(`vpn-conformance-${this.#digest(`token ${this.#count}`).slice(0, 20)}`);
  }

  /** From now on requests have other tokens than before: what is sent again is meant as a request of its own. */
  renew(): void {
    this.#round += 1;
  }

  /** Marks a token as one to be sent as it is. */
  keep(token: string): string {
    this.#made.add(token);
    return token;
  }

  /**
   * The request with tokens that no other one has; the same ones for the same request, as a repetition has the token of
   * the first.
   * @param judge what tells whether two requests keep and break the same clauses
   * @param attempt another number gives another token
   */
  fresh(logical: LogicalRequest, judge: (logical: LogicalRequest) => unknown, attempt = 0): LogicalRequest {
    return this.#pointers.reduce((request, pointer) => {
      const token = valueAt(request, pointer);
      if (typeof token !== 'string' || this.#made.has(token)) return request;
      const key = this.#digest(`${JSON.stringify(logical)} ${attempt}${this.#round === 0 ? '' : ` ${this.#round}`}`);
      const own = permuteCharacters(token, key);
      const other = withValueAt(request, pointer, own);
      if (!isObject(other) || JSON.stringify(judge(other)) !== JSON.stringify(judge(request))) return request;
      this.#made.add(own);
      return other;
    }, logical);
  }

  /** Whether a request has a token so short that the target may know it from another request, whatever its letters. */
  isScarce(logical: LogicalRequest): boolean {
    return this.#pointers.some((pointer) => {
      const token = valueAt(logical, pointer);
      return typeof token === 'string' && token !== '' && permutationsOf(token) < enough;
    });
  }

  #digest(text: string): string {
    return createHash('sha256').update(`${this.#origin}\0${text}`).digest('hex');
  }
}
