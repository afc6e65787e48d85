import type { Reply, TargetFixture } from '../../contract/target.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted, isSameRefusal } from '../exchange/reply.js';
import type { Session } from '../session/session.js';

/** How many requests finding out about one refusal may take. */
const mostTries = 60;

/** What became of a request: `open` when it says nothing about the refusal, or was not sent. */
export type TrialOutcome = 'taken' | 'refused' | 'open';

/** Requests that are sent to find out what another one is refused for, as many as may be. */
export class RefusalTrial {
  readonly #session: Session;
  readonly #fixture: TargetFixture;
  readonly #reply: Reply;
  #tries = 0;

  /** `reply` is the refusal: only the same one again counts as refused. */
  constructor(session: Session, fixture: TargetFixture, reply: Reply) {
    this.#session = session;
    this.#fixture = fixture;
    this.#reply = reply;
  }

  get model(): RequestModel {
    return this.#session.model(this.#fixture);
  }

  /** What becomes of a request; one that may not be valid (see `KnownCauses.admits`) is not sent. */
  async outcome(draft: DraftRequest): Promise<TrialOutcome> {
    const { contract } = this.#session;
    if (this.#tries >= mostTries || !this.#session.causes.admits(this.#fixture, this.model, draft)) return 'open';
    this.#tries += 1;
    const { reply, notNow } = await this.#session.control(this.#fixture, draft);
    if (isAccepted(contract, reply)) return 'taken';
    return notNow === undefined && isSameRefusal(contract, reply, this.#reply) ? 'refused' : 'open';
  }

  /**
   * Whether a request is taken that breaks no sentence, but of which the kit would not say that it has to be: that it is
   * refused would say nothing.
   */
  async isTakenAtAll(draft: DraftRequest): Promise<boolean> {
    const logical = this.model.logical(draft);
    if (this.#tries >= mostTries || this.model.judge(logical).broken.length > 0) return false;
    this.#tries += 1;
    const { reply } = await this.#session.update(this.#fixture, logical);
    return isAccepted(this.#session.contract, reply);
  }
}
