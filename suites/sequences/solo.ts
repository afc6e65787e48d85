import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { isAccepted } from '../exchange/reply.js';
import type { Session } from '../session/session.js';
import type { Deviation, Prediction, Predictor } from './prediction.js';

/** What requests are tried on, one at a time. */
export interface SoloOptions {
  readonly session: Session;
  readonly fixture: TargetFixture;
  readonly predictor: Predictor;
  /** The update that brings the fixture to the state that everything starts from. */
  readonly opening: LogicalRequest;
  /** One with other values; undefined where there is none. */
  readonly otherOpening?: LogicalRequest | undefined;
  /** Contract pointers of members that the opening alone gets wrong. */
  readonly aside: ReadonlySet<string>;
}

/** What a request does when it comes alone. */
interface SoloVerdict {
  readonly isAccepted: boolean;
  readonly deviations: readonly Deviation[];
}

/**
 * What requests do when they come alone, right behind the opening: that is a matter of other checks, and none of
 * sequences.
 */
export class Solo {
  readonly #options: SoloOptions;
  readonly #verdicts = new Map<string, SoloVerdict>();
  readonly #refused = new Map<string, boolean>();
  /** Contract pointers of members that are not compared. */
  readonly aside: Set<string>;

  constructor(options: SoloOptions) {
    this.#options = options;
    this.aside = new Set(options.aside);
  }

  /** The members that are not as predicted, but those put aside. */
  judged(prediction: Prediction, resource: unknown): readonly Deviation[] {
    return this.#options.predictor.deviations(prediction, resource).filter(({ pointer }) => !this.aside.has(pointer));
  }

  /** How the request is answered, and what is not as predicted, when it comes alone. */
  async verdict(logical: LogicalRequest): Promise<SoloVerdict> {
    const key = JSON.stringify(logical);
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    const { opening, otherOpening } = this.#options;
    const first = await this.#confirmed(logical, opening);
    // What a request does is not seen where its values are there already.
    const verdict =
      first.deviations.length > 0 || otherOpening === undefined ? first : await this.#confirmed(logical, otherOpening);
    this.#verdicts.set(key, verdict);
    return verdict;
  }

  /**
   * What is not as predicted twice. A target that loses some of many updates does not lose the same one again, once the
   * number before it differs.
   */
  async #confirmed(logical: LogicalRequest, opening: LogicalRequest): Promise<SoloVerdict> {
    const once = await this.#try(logical, [opening, opening]);
    if (once.deviations.length === 0) return once;
    const again = await this.#try(logical, [opening]);
    return {
      ...again,
      deviations: once.deviations.filter(({ place }) => again.deviations.some((other) => other.place === place)),
    };
  }

  /** Whether a valid update was found to be refused when it comes alone. */
  isKnownRefused(logical: LogicalRequest): boolean {
    return this.#refused.get(JSON.stringify(logical)) === true;
  }

  /** Whether a valid update is refused when it comes alone. The opening itself was accepted. */
  async isRefused(logical: LogicalRequest): Promise<boolean> {
    const { session, fixture, opening } = this.#options;
    if (logical === opening) return false;
    const key = JSON.stringify(logical);
    const known = this.#refused.get(key);
    if (known !== undefined) return known;
    await session.update(fixture, opening);
    const { reply } = await session.update(fixture, logical);
    const isRefused = !isAccepted(session.contract, reply);
    this.#refused.set(key, isRefused);
    return isRefused;
  }

  async #try(logical: LogicalRequest, openings: readonly LogicalRequest[]): Promise<SoloVerdict> {
    const { session, fixture, predictor } = this.#options;
    const nothing = { isAccepted: true, deviations: [] };
    for (const opening of openings)
      if (!isAccepted(session.contract, (await session.update(fixture, opening)).reply)) return nothing;
    session.forget(fixture);
    const start = openings.reduce(
      (prediction, opening) => predictor.after(prediction, opening),
      predictor.shown(await session.shown(fixture)),
    );
    const opened = await session.awaited(fixture, (now) => this.judged(start, now).length === 0);
    // Where not even the opening takes effect any more, it is not this request's doing.
    if (this.judged(start, opened).length > 0) return nothing;
    const { reply } = await session.update(fixture, logical);
    session.forget(fixture);
    const isTaken = isAccepted(session.contract, reply);
    const prediction = isTaken ? predictor.after(start, logical) : start;
    const resource = await session.awaited(fixture, (now) => this.judged(prediction, now).length === 0);
    return { isAccepted: isTaken, deviations: this.judged(prediction, resource) };
  }
}
