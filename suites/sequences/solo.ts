import type { LogicalRequest, TargetFixture } from '../../specs/target.js';
import { isAccepted } from '../reply.js';
import type { Session } from '../session.js';
import type { Deviation, Prediction, Predictor } from './prediction.js';

/** What requests are tried on, one at a time. */
export interface SoloOptions {
  readonly session: Session;
  readonly fixture: TargetFixture;
  readonly predictor: Predictor;
  /** The update that brings the fixture to the state that everything starts from. */
  readonly opening: LogicalRequest;
  /** Contract pointers of members that the opening alone gets wrong. */
  readonly aside: ReadonlySet<string>;
}

/** What requests do when they come alone, right behind the opening: that is a matter of other checks, and none of sequences. */
export class Solo {
  readonly #options: SoloOptions;
  readonly #deviating = new Map<string, ReadonlySet<string>>();
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

  /** The places that are not as predicted when the request comes alone. */
  async deviating(logical: LogicalRequest): Promise<ReadonlySet<string>> {
    const key = JSON.stringify(logical);
    const known = this.#deviating.get(key);
    if (known !== undefined) return known;
    // A target that loses some of many updates does not lose the same one again, once the number before it differs.
    const once = await this.#places(logical, 2);
    const again = once.size === 0 ? once : await this.#places(logical, 1);
    const own = new Set([...once].filter((place) => again.has(place)));
    this.#deviating.set(key, own);
    return own;
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

  async #places(logical: LogicalRequest, openings: number): Promise<ReadonlySet<string>> {
    const { session, fixture, predictor, opening } = this.#options;
    for (let time = 0; time < openings; time += 1) await session.update(fixture, opening);
    const start = predictor.after(predictor.shown(await session.shown(fixture)), opening);
    const opened = await session.awaited(fixture, (now) => this.judged(start, now).length);
    // Where not even the opening takes effect any more, it is not this request's doing.
    if (this.judged(start, opened).length > 0) return new Set();
    const { reply } = await session.update(fixture, logical);
    const prediction = isAccepted(session.contract, reply) ? predictor.after(start, logical) : start;
    const resource = await session.awaited(fixture, (now) => this.judged(prediction, now).length);
    return new Set(this.judged(prediction, resource).map(({ place }) => place));
  }
}
