import type { Contract } from '../../contract/contract.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { type DraftRequest, decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { isAccepted } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { speaksOfRequest } from '../exchange/speaks-of-request.js';
import { isUnchanged } from '../restore/is-unchanged.js';
import type { Snapshot } from '../restore/snapshot.js';
import { type RefusedPart, type TakenBack, takenBack, type WrittenBack } from '../restore/taken-back.js';

/** What sending stored values takes of the session. */
export interface StoredRun {
  readonly contract: Contract;
  readonly keeper: { snapshot(fixture: TargetFixture): Promise<Snapshot> };
  model(fixture: TargetFixture): RequestModel;
  /** The settled resource as the read-back shows it; undefined where it cannot be read. */
  shown(fixture: TargetFixture): Promise<unknown>;
  /** Sends a valid request and judges what became of it; the same one once while nothing else was accepted. */
  sendOnce(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest>;
}

/**
 * The update of stored values that stands for valid requests where nothing may be changed: all of them or, where a
 * target refuses that, those that it takes back.
 */
export class StoredControl {
  readonly #run: StoredRun;
  readonly #found = new Map<string, TakenBack>();

  constructor(run: StoredRun) {
    this.#run = run;
  }

  /** Sends what stands for valid requests on a fixture; undefined where nothing does. */
  async send(fixture: TargetFixture): Promise<SentRequest | undefined> {
    const { update } = await this.#run.keeper.snapshot(fixture);
    if ('problem' in update) return undefined;
    if (update.refused !== undefined && !this.#found.has(fixture.id))
      this.#found.set(fixture.id, { refused: update.refused, isChanged: false });
    const model = this.#run.model(fixture);
    const known = this.#found.get(fixture.id);
    if (known?.taken !== undefined) return this.#run.sendOnce(fixture, model.logical(known.taken));
    const sent = await this.#run.sendOnce(fixture, update.logical);
    const whole = decodeContent(model.tree, update.logical);
    if (known !== undefined || isAccepted(this.#run.contract, sent.reply) || !speaksOfRequest(sent)) return sent;
    const found = await takenBack({ model, send: (draft) => this.#part(fixture, draft) }, whole);
    this.#found.set(fixture.id, found);
    return found.taken === undefined ? sent : this.#run.sendOnce(fixture, model.logical(found.taken));
  }

  /** What was found where all stored values in one update were refused. */
  found({ id }: TargetFixture): TakenBack | undefined {
    return this.#found.get(id);
  }

  /**
   * The stored values that the fixture refuses to take back and that are needed for a request to say something about a
   * clause (its local id).
   */
  refusedFor(fixture: TargetFixture, clause: string): RefusedPart | undefined {
    return this.found(fixture)?.refused.find(({ places }) =>
      places.some((place) => clause.startsWith(`${place}#`) || clause.startsWith(`${place}/`)),
    );
  }

  async #part(fixture: TargetFixture, draft: DraftRequest): Promise<WrittenBack> {
    const before = await this.#run.shown(fixture);
    const sent = await this.#run.sendOnce(fixture, this.#run.model(fixture).logical(draft));
    if (!isAccepted(this.#run.contract, sent.reply)) return speaksOfRequest(sent) ? 'refused' : 'open';
    return isUnchanged(this.#run.contract, before, await this.#run.shown(fixture)) ? 'taken' : 'changed';
  }
}
