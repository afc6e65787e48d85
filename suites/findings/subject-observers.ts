import type { Clause, Contract } from '../../contract/contract.js';
import type { TargetFixture } from '../../contract/target.js';
import type { Finding } from '../../generated/journal.js';
import type { SecretMask } from '../secrets/secret-mask.js';
import type { Doubts } from './doubts.js';
import { isOfAcceptedAnswers } from './is-of-accepted-answers.js';
import { Observer } from './observer.js';
import { whyUnseen } from './why-unseen.js';

/** What a run is about, and how it tells. */
export interface Telling {
  readonly contract: Contract;
  /** The clauses to speak of, by local id. */
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly seed: number;
  readonly mask: SecretMask;
  readonly doubts: Doubts;
}

/** The observers of a run's subjects, one after the other, and what they have seen together. */
export class SubjectObservers {
  readonly #telling: Telling;
  #current: Observer;
  readonly #seen = new Set<string>();
  /** What subjects so far found broken. */
  readonly #broken = new Set<string>();

  constructor(telling: Telling) {
    this.#telling = telling;
    this.#current = this.#of('');
  }

  /** The one of the present subject. */
  get current(): Observer {
    return this.#current;
  }

  /** Starts collecting for a subject. */
  begin({ id }: TargetFixture): void {
    for (const local of this.#current.seen) this.#seen.add(local);
    for (const found of this.#current.broken) this.#broken.add(found);
    this.#current = this.#of(id);
  }

  /**
   * Lets exchanges happen of which nothing is told, neither what they show nor what they break, unless the subject's
   * observer absorbs the one they had.
   */
  async apart<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly observer: Observer }> {
    const subject = this.#current;
    const observer = subject.sibling();
    this.#current = observer;
    try {
      return { result: await work(), observer };
    } finally {
      this.#current = subject;
    }
  }

  /** Whether an observer found broken what neither this subject nor one before it has. */
  hasNews({ broken }: Observer): boolean {
    const known = this.#current.broken;
    return [...broken].some((found) => !known.has(found) && !this.#broken.has(found));
  }

  /** Whether an earlier subject has not found broken the same thing. */
  isNews({ clause, axis, pointer = '' }: Pick<Finding, 'clause' | 'axis' | 'pointer'>): boolean {
    return !this.#broken.has(`${clause} ${axis} ${pointer}`);
  }

  /** Clauses about answers that no answer showed although there were such answers, with the reason. */
  unseen(answers: { readonly accepted: boolean; readonly refused: boolean }): ReadonlyMap<string, string> {
    const { contract, clauses } = this.#telling;
    for (const local of this.#current.seen) this.#seen.add(local);
    const missing = [...clauses.values()].filter(
      (clause) =>
        !this.#seen.has(clause.local) &&
        (clause.side === 'error' ? answers.refused : answers.accepted && isOfAcceptedAnswers(contract, clause)),
    );
    return new Map(missing.map((clause) => [clause.local, whyUnseen(contract, clause)]));
  }

  #of(fixture: string): Observer {
    const { contract, clauses, seed, mask, doubts } = this.#telling;
    return new Observer(contract, clauses, fixture, seed, mask, doubts);
  }
}
