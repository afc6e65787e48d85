import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { describeReply, errorCodeOf, isAccepted, situationOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { acceptance } from '../findings/expected-answers.js';
import type { FindingPart } from '../findings/observer.js';
import { asksForNothing } from '../session/asks-for-change.js';
import type { Otherwise, Session } from '../session/session.js';
import { describeUpdate } from './describe-update.js';
import { type Divergence, deviationPart } from './divergence.js';
import type { Deviation, Prediction, Predictor } from './prediction.js';
import type { SequenceState } from './sequence-state.js';
import { Solo, type SoloOptions } from './solo.js';

/** What sequences on one fixture start from. */
export interface RehearsalOptions extends SoloOptions {
  /** How many requests may be sent while nothing diverges, and how many more to find the shortest sequence. */
  readonly budget: { readonly search: number; readonly shrink: number };
}

const clause = '/exchange/sequences';
const mostOwnDoings = 5;

/** Runs sequences on one fixture, each from the same state, and keeps the last divergence. */
export class Rehearsal {
  readonly session: Session;
  readonly predictor: Predictor;
  readonly fixture: TargetFixture;
  readonly #opening: LogicalRequest;
  readonly #solo: Solo;
  readonly #avoided = new Set<string>();
  readonly #shrinkBudget: number;
  #limit: number;
  #lines: string[] = [];
  /** What was told before the opening: where the opening itself goes wrong, it belongs to the story. */
  #former: readonly string[] = [];
  #hasDiverged = false;
  /** The divergence of the last sequence that showed one. */
  divergence: Divergence | undefined;
  /** Why nothing more can be said. */
  stopped: string | undefined;
  /** How many sequences went as predicted. */
  kept = 0;
  /** How many went wrong by a single request of theirs. */
  ownDoings = 0;

  constructor(options: RehearsalOptions) {
    const { session, fixture, predictor, opening, budget } = options;
    this.session = session;
    this.fixture = fixture;
    this.predictor = predictor;
    this.#opening = opening;
    this.#solo = new Solo(options);
    this.#shrinkBudget = budget.shrink;
    this.#limit = session.requests + budget.search;
  }

  /** Whether the shortest sequence is being looked for. */
  get isShrinking(): boolean {
    return this.divergence !== undefined;
  }

  /**
   * Brings the fixture to the state that every sequence starts from.
   * The update is sent twice: whoever goes back by one update, goes nowhere.
   */
  async open(): Promise<SequenceState> {
    this.#hasDiverged = false;
    this.#former = this.#lines;
    this.#lines = [`twice a full update (${this.predictor.sentBy(this.#opening).length} members)`];
    const state: SequenceState = {
      alternatives: [],
      isOver: this.stopped !== undefined || this.session.requests >= this.#limit,
    };
    for (let time = 0; time < 2 && !state.isOver; time += 1) {
      const sent = await this.send(state, this.#opening);
      if (sent === undefined || isAccepted(this.session.contract, sent.reply)) continue;
      await this.judgeRefused(state, this.#opening, sent);
      // Whether it is another check's to tell or not: nothing can be predicted from a state that was not reached.
      this.#stop(
        state,
        `the update that every sequence starts from is refused: ${describeReply(this.session.contract, sent.reply)}`,
      );
    }
    if (state.isOver) return state;
    const resource = await this.session.shown(this.fixture);
    state.alternatives = [this.predictor.after(this.predictor.shown(resource), this.#opening)];
    await this.compare(state, []);
    this.#former = [];
    return state;
  }

  /** Ends a sequence. @returns whether it went as predicted, as far as can be said */
  close(state: SequenceState): boolean {
    const isCompared = this.predictor
      .sentBy(this.#opening)
      .some(
        ({ node, place }) =>
          !this.#solo.aside.has(node.pointer) && state.alternatives.some((prediction) => prediction.has(place)),
      );
    if (!state.isOver && isCompared && this.#lines.length > 1) this.kept += 1;
    return !this.#hasDiverged;
  }

  /** Contract pointers of the members that the opening brings back. */
  get resettable(): ReadonlySet<string> {
    return new Set(this.predictor.sentBy(this.#opening).map(({ node }) => node.pointer));
  }

  /** Adds a line to the sequence as it is told. */
  tell(line: string): void {
    this.#lines.push(line);
  }

  /** An update in one line. */
  describe(logical: LogicalRequest): string {
    return describeUpdate(this.predictor, this.session.observer.mask, logical);
  }

  /** Sends an update once the one before has settled; undefined where no answer says anything about it. */
  async send(
    state: SequenceState,
    logical: LogicalRequest,
    otherwise: Otherwise = {},
  ): Promise<SentRequest | undefined> {
    const sent = await this.session.update(this.fixture, logical, otherwise);
    this.session.forget(this.fixture);
    return this.#heard(state, sent) && sent.notNow === undefined
      ? sent
      : this.#stop(state, sent.notNow ?? describeReply(this.session.contract, sent.reply));
  }

  /** Sends two updates at once; undefined where one is not answered. */
  async sendBoth(
    state: SequenceState,
    first: LogicalRequest,
    second: LogicalRequest,
  ): Promise<readonly SentRequest[] | undefined> {
    await this.session.settle(this.fixture);
    const sent = await Promise.all(
      [first, second].map((logical) => this.session.sendNow(this.fixture, logical, { atOnce: 2 })),
    );
    this.session.forget(this.fixture);
    const unheard = sent.find((one) => !this.#heard(state, one));
    return unheard === undefined ? sent : this.#stop(state, describeReply(this.session.contract, unheard.reply));
  }

  #heard(state: SequenceState, sent: SentRequest): boolean {
    state.last = sent;
    return sent.reply.kind === 'answer';
  }

  #stop(state: SequenceState, why: string): undefined {
    this.stopped = why;
    state.isOver = true;
    return undefined;
  }

  /** Whether a request is a matter of other checks, as it turned out: what follows it says nothing. */
  isAvoided(logical: LogicalRequest): boolean {
    return this.#avoided.has(JSON.stringify(logical));
  }

  /** Ends a sequence with a request that is a matter of other checks. */
  leave(state: SequenceState, logical: LogicalRequest): void {
    this.#avoided.add(JSON.stringify(logical));
    state.isOver = true;
  }

  /** What updates make of each state that the resource may be in. */
  predict(state: SequenceState, orders: readonly (readonly LogicalRequest[])[]): void {
    const { predictor } = this;
    state.alternatives = state.alternatives.flatMap((before) =>
      orders.map((order) =>
        order.reduce<Prediction>((prediction, logical) => predictor.after(prediction, logical), before),
      ),
    );
  }

  /**
   * Compares the resource with what it may be, once it shows it or has had the time to.
   * @param suspects the requests that may have done it: what one of them does on its own is no matter of the sequence
   */
  async compare(state: SequenceState, suspects: readonly LogicalRequest[]): Promise<void> {
    if (state.isOver) return;
    const { session, fixture, predictor } = this;
    const closest = (resource: unknown): readonly Deviation[] =>
      state.alternatives
        .map((prediction) => this.#solo.judged(prediction, resource))
        .reduce((fewest, deviations) => (deviations.length < fewest.length ? deviations : fewest));
    const resource = await session.awaited(fixture, (now) => closest(now).length === 0);
    if (resource === undefined)
      return this.#stop(state, session.stuck(fixture) ?? 'the resource cannot be read back any more');
    const deviations = closest(resource);
    if (deviations.length === 0) {
      state.alternatives = state.alternatives.map((prediction) => predictor.withoutHidden(prediction, resource));
      return;
    }
    state.isOver = true;
    const [first] = deviations;
    const isOwn = await this.#isOwnDoing(suspects);
    if (first !== undefined && !isOwn && this.stopped === undefined)
      this.#diverged(state, deviationPart(first, this.session.observer.mask, state.alternatives.length > 1), {
        isUnsent: this.session.isUnsent(first.actual),
      });
  }

  /**
   * Whether one of the requests does something wrong when it comes alone; what it gets wrong is left aside from now on.
   */
  async #isOwnDoing(suspects: readonly LogicalRequest[]): Promise<boolean> {
    let isOwn = false;
    for (const suspect of suspects) {
      const { isAccepted: isTaken, deviations } = await this.#solo.verdict(suspect);
      isOwn ||= deviations.length > 0;
      if (isTaken) for (const { pointer } of deviations) this.#solo.aside.add(pointer);
      else if (deviations.length > 0) this.#avoided.add(JSON.stringify(suspect));
    }
    if (isOwn) this.ownDoings += 1;
    // Where single updates go wrong again and again, other checks have enough to tell.
    if (this.ownDoings >= mostOwnDoings && !this.isShrinking) this.#limit = 0;
    return isOwn;
  }

  /** Lets a sequence be tried again, however long looking for the shortest took. */
  tryAgain(): void {
    this.#limit = this.session.requests + this.#shrinkBudget;
  }

  #diverged(
    { last }: SequenceState,
    part: FindingPart,
    { local = clause, ...more }: { local?: string } & Pick<Divergence, 'code' | 'isUnsent'> = {},
  ): void {
    if (this.divergence === undefined) this.#limit = this.session.requests + this.#shrinkBudget;
    this.#hasDiverged = true;
    this.divergence = {
      clause: local,
      part: { ...part, change: [...this.#former, ...this.#lines].join('; then ') },
      sent: last,
      ...more,
    };
  }

  /** A valid update was refused: a divergence where it is taken alone, and the document has no situation for it. */
  async judgeRefused(state: SequenceState, logical: LogicalRequest, sent: SentRequest): Promise<void> {
    const { contract } = this.session;
    const code = errorCodeOf(contract, sent.reply);
    if (situationOf(contract, code) !== undefined || this.#solo.isKnownRefused(logical)) return;
    // Trying it alone leaves the sequence.
    state.isOver = true;
    const resource = await this.session.shown(this.fixture);
    if (resource !== undefined && asksForNothing(this.session, this.fixture, logical, resource)) return;
    if (await this.#solo.isRefused(logical)) return;
    const { expected, answers } = acceptance(contract);
    const part = {
      axis: 'status',
      outcome: 'broken',
      expected: `${expected}, as when the update is sent alone`,
      answers,
      actual: `refused with ${describeReply(contract, sent.reply)}`,
    } as const;
    this.#diverged(state, part, { local: '/exchange/success-status', ...(code === undefined ? {} : { code }) });
  }
}
