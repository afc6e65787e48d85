import type { Behaviour, Clause, Contract } from '../../contract/contract.js';
import { tokensOf, withoutToken } from '../../contract/facts/client-tokens.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { pauses } from '../../contract/pauses.js';
import { valueAt } from '../../contract/pointer.js';
import type { AuthFlaw, Driver, LogicalRequest, Reply, TargetFixture, Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import type { Finding } from '../../generated/journal.js';
import { type DraftRequest, decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { addressed } from '../exchange/addressed.js';
import { asNested } from '../exchange/as-nested.js';
import { cut } from '../exchange/cut.js';
import { resourceIn } from '../exchange/read-back.js';
import { describeReply, isAccepted, outcomeOf } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { speaksOfRequest } from '../exchange/speaks-of-request.js';
import { Doubts } from '../findings/doubts.js';
import type { Observer } from '../findings/observer.js';
import { RefusalStatuses } from '../findings/refusal-statuses.js';
import { SubjectObservers } from '../findings/subject-observers.js';
import { judgeAcceptance } from '../judges/judge-acceptance.js';
import { judgeAnswer, judgeReadBack } from '../judges/judge-answer.js';
import { judgeAnsweredState } from '../judges/judge-answered-state.js';
import { areShown, type Effect, effectsOf, judgeEffects, tellOthersDoing } from '../judges/judge-effect.js';
import { judgeFixed } from '../judges/judge-fixed.js';
import { judgeUntouched } from '../judges/judge-untouched.js';
import type { Judging } from '../judges/judging.js';
import { FreshTokens } from '../requests/fresh-tokens.js';
import { isUnchanged } from '../restore/is-unchanged.js';
import { type Care, Keeper } from '../restore/keeper.js';
import { refusesEveryUpdate } from '../restore/refuses-every-update.js';
import type { WrittenBack } from '../restore/taken-back.js';
import { writeBack } from '../restore/write-back.js';
import { type SecretMask, secretMask } from '../secrets/secret-mask.js';
import { TellingSecrets } from '../secrets/telling-secrets.js';
import { comparableState } from '../state/comparable-state.js';
import { SentValues } from '../state/sent-values.js';
import { ShownValues } from '../state/shown-values.js';
import { storedValues } from '../state/stored-values.js';
import { madeToAskForChange } from './asks-for-change.js';
import { KnownCauses } from './known-causes.js';
import { Mishaps } from './mishaps.js';
import { OthersAtWork } from './others-at-work.js';
import { Patience } from './patience.js';
import { Reader } from './reader.js';
import { Retrying } from './retrying.js';
import { Settling, type SettlingRun } from './settling.js';
import { StoredControl } from './stored-control.js';
import { UnsteadyPlaces } from './unsteady-places.js';
import { Unwanted } from './unwanted.js';

/** How many accepted requests are remembered that no look has confirmed. */
const mostLate = 20;

/** How many valid requests that were taken are remembered for each fixture. */
const mostTaken = 60;

/** How long to wait for what, in milliseconds. */
export interface Deadlines {
  /** Until an accepted update has settled. */
  readonly settle: number;
}

/** What a session works on. */
export interface SessionOptions {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly deadlines: Deadlines;
  readonly seed: number;
  /** What no other run has: what a target may remember hangs on it. */
  readonly runId: string;
  readonly timing: Timing;
  readonly model: (fixture: TargetFixture) => RequestModel;
  /** The clauses to speak of. */
  readonly clauses: readonly Clause[];
  /** How fixtures are kept from harm; default: not at all. */
  readonly care?: Care;
}

/** How a request is sent otherwise than its driver writes it. */
export interface Otherwise {
  /** Credentials are wrong in this way. */
  readonly flaw?: AuthFlaw;
  /** The body in place of the driver's. */
  readonly body?: (text: string) => string;
  /** Another number gives another client token. */
  readonly attempt?: number;
  /** How many requests, this one among them, are meant to be under way at once. */
  readonly atOnce?: number;
  /** Whether an answer that may mean "not now" is what the request is meant to get. */
  readonly isWanted?: (reply: Reply) => boolean;
  /** Whether nothing else may be sent before it is answered in earnest: it repeats another one. */
  readonly isAlone?: boolean;
}

/** How often a request whose token is too short to be new is tried with another one. */
const mostScarceTokens = 3;

/** A fixture before and after requests that were to leave it alone. */
export interface Untouched {
  readonly isSame: boolean;
  readonly before: unknown;
  readonly after: unknown;
}

interface FixtureState {
  state?: string;
  /** The resource as last read back, while no update was accepted since. */
  resource?: unknown;
  /** Accepted requests since a look last showed all that one had sent: a read-back that lags may not show them yet. */
  late: LogicalRequest[];
  /** The last requests that were accepted. */
  accepted: LogicalRequest[];
  readonly controls: Map<string, SentRequest>;
  /** Valid requests that were taken, the latest last. */
  valid: LogicalRequest[];
  /** The last request that was refused since the resource was last looked at on purpose. */
  refused?: SentRequest;
  readonly unchanged: Map<string, string>;
  /** The last request without a client token that was accepted as it should be. */
  taken?: LogicalRequest;
  /** What became of states, as comparable text, when it was sent again in between. */
  readonly renewed: Map<string, string>;
}

/** One run over one operation of one target. Keeps what is known of the fixtures between subjects. */
export class Session implements Judging, SettlingRun {
  readonly contract: Contract;
  readonly secrets: TellingSecrets;
  readonly tokens: FreshTokens;
  /** What valid requests were found to be refused for. */
  readonly causes: KnownCauses = new KnownCauses();
  /** What wrong requests that were taken have left behind. */
  readonly doubts: Doubts = new Doubts();
  /** What stands for valid requests where nothing may be changed. */
  readonly stored: StoredControl;
  readonly #options: SessionOptions;
  readonly #fixtures = new Map<string, FixtureState>();
  readonly #keeper: Keeper;
  readonly #observers: SubjectObservers;
  readonly #reader: Reader;
  readonly #mask: SecretMask;
  /** Requests that were accepted, if only together with others, by fixture. */
  readonly #vouched = new Set<string>();
  #accepted = false;
  #refused = false;
  /** Client tokens of accepted updates. */
  readonly #taken = new Set<unknown>();
  readonly #patience: Patience;
  readonly #mishaps: Mishaps;
  readonly #unwanted: Unwanted;
  readonly #retrying: Retrying;
  readonly #sentValues = new SentValues();
  readonly #unsteady = new UnsteadyPlaces();
  /** The last request without a client token that was accepted as it should be, of whatever fixture. */
  #lastTaken: { readonly fixture: TargetFixture; readonly logical: LogicalRequest } | undefined;
  readonly #settling: Settling;
  /** Fixtures of the present subject: those that it has sent something to or looked at. */
  readonly #touched = new Set<TargetFixture>();
  /** Who else changes the fixtures. */
  readonly others: OthersAtWork;
  /** Requests sent so far, read-backs included. */
  requests = 0;
  readonly shownValues: ShownValues = new ShownValues();
  readonly refusalStatuses: RefusalStatuses = new RefusalStatuses();
  /** Clauses (local ids) that turned out not to be checkable, with the reason. */
  readonly skips: Map<string, string> = new Map<string, string>();

  constructor(options: SessionOptions) {
    this.contract = options.contract;
    this.secrets = new TellingSecrets(options.contract);
    this.tokens = new FreshTokens(options.contract, options.runId);
    this.#options = options;
    this.#mask = secretMask(options.contract);
    const { contract, driver, transport, seed, care } = options;
    this.#mishaps = new Mishaps(options.timing);
    this.#unwanted = new Unwanted(options.contract);
    this.#retrying = new Retrying(contract, options.timing, options.deadlines.settle);
    const clauses = new Map(
      options.clauses.filter(({ excluded }) => excluded === undefined).map((clause) => [clause.local, clause]),
    );
    this.#observers = new SubjectObservers({ contract, clauses, seed, mask: this.#mask, doubts: this.doubts });
    this.#reader = new Reader({
      contract,
      driver,
      transport,
      mishaps: this.#mishaps,
      retrying: this.#retrying,
      timing: options.timing,
      skips: this.skips,
      sent: (reply) => this.#count(reply),
    });
    this.#keeper = new Keeper(this, care);
    this.#patience = new Patience(options.deadlines.settle);
    this.#settling = new Settling(this, options.deadlines.settle);
    this.others = new OthersAtWork(this, options.runId);
    this.stored = new StoredControl(this);
  }

  get seed(): number {
    return this.#options.seed;
  }

  get timing(): Timing {
    return this.#options.timing;
  }

  get clock(): () => number {
    return this.#options.timing.now;
  }

  get observer(): Observer {
    return this.#observers.current;
  }

  /**
   * Clauses about answers that no answer showed although updates were accepted: optional members that this target never
   * returned. Call it when the last subject has run.
   */
  unseen(): ReadonlyMap<string, string> {
    const skipped = [...this.skips].map(
      ([local, reason]) => [local, cut(this.#mask.hide(reason, undefined), 2000)] as const,
    );
    return new Map([...this.#observers.unseen({ accepted: this.#accepted, refused: this.#refused }), ...skipped]);
  }

  /** Starts collecting for a subject. */
  begin(fixture: TargetFixture): void {
    this.#touched.clear();
    this.#observers.begin(fixture);
  }

  /** Fixtures that the present subject has sent something to or looked at. */
  get touched(): readonly TargetFixture[] {
    return [...this.#touched];
  }

  /** Whether the target has taken an update of the fixture. */
  hasAccepted(fixture: TargetFixture): boolean {
    const { valid, late } = this.#of(fixture);
    return valid.length > 0 || late.length > 0;
  }

  /**
   * Looks at the fixtures of the present subject as if nothing had been seen of them, and sends what the target cannot
   * know from before.
   */
  startAnew(): void {
    for (const fixture of this.#touched) this.forget(fixture);
    this.#settling.startAnew();
    this.tokens.renew();
  }

  /** How long updates use to take until they have settled, in milliseconds. */
  get usualSettling(): number {
    return this.#settling.usual;
  }

  /** Whether an earlier subject has not found broken the same thing. */
  isNews(finding: Pick<Finding, 'clause' | 'axis' | 'pointer'>): boolean {
    return this.#observers.isNews(finding);
  }

  /** Lets exchanges happen of which nothing is told, unless the subject's observer absorbs the one they had. */
  apart<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly observer: Observer }> {
    return this.#observers.apart(work);
  }

  /** Whether an observer found broken what neither this subject nor one before it has. */
  hasNews(observer: Observer): boolean {
    return this.#observers.hasNews(observer);
  }

  /** Remembers that what a request asks for was accepted, together with other things: it need not be sent alone. */
  vouch(fixture: TargetFixture, draft: DraftRequest): void {
    this.#vouched.add(`${fixture.id} ${JSON.stringify(draft)}`);
  }

  isVouched(fixture: TargetFixture, draft: DraftRequest): boolean {
    return this.#vouched.has(`${fixture.id} ${JSON.stringify(draft)}`);
  }

  model(fixture: TargetFixture): RequestModel {
    return this.#options.model(fixture);
  }

  /** Valid requests that the fixture took, the latest last. */
  taken(fixture: TargetFixture): readonly LogicalRequest[] {
    return this.#of(fixture).valid;
  }

  /** Whether a look has shown what every accepted update sent, so that none of it can still turn up. */
  isUpToDate(fixture: TargetFixture): boolean {
    return this.#of(fixture).late.length === 0;
  }

  /** What a server reads from a logical request once it is encoded; undefined when the wire cannot carry it. */
  received(logical: LogicalRequest): LogicalRequest | undefined {
    const { contract, driver } = this.#options;
    return driver.decode(contract, 'update', driver.encode(contract, 'update', logical))?.request;
  }

  /** How fixtures are kept from harm. */
  get keeper(): Keeper {
    return this.#keeper;
  }

  #unsent(logical: LogicalRequest, why: string): SentRequest {
    const { contract, driver, transport } = this.#options;
    const wire = driver.encode(contract, 'update', logical);
    return {
      logical,
      wire,
      url: addressed(transport, wire).url,
      reply: { kind: 'none', problem: `not sent: ${why}`, unsent: true },
    };
  }

  /** Why this fixture cannot be judged any more. */
  stuck(fixture: TargetFixture): string | undefined {
    return this.#settling.stuck(fixture);
  }

  /**
   * Sends an update once the previous one has settled, and judges what every answer must keep. What a target is too
   * busy for, or fails at by chance, is sent again; `notNow` tells of what it was too busy for all the while.
   */
  async update(fixture: TargetFixture, logical: LogicalRequest, otherwise: Otherwise = {}): Promise<SentRequest> {
    await this.settle(fixture);
    const again = (): Promise<SentRequest> => this.#ask(fixture, logical, otherwise);
    const { flaw, isAlone } = otherwise;
    // Wrong credentials are never sent twice because of a status that may be theirs: vendors lock keys.
    const isWanted =
      flaw === undefined
        ? otherwise.isWanted
        : (reply: Reply): boolean => notNowOf(this.contract, reply)?.isSure !== true;
    const { last, notNow } = await this.#retrying.untilTaken(fixture.id, await again(), {
      again,
      isWanted,
      isAlone,
      isFree: () => this.#isFree(fixture),
    });
    if (notNow !== undefined) return { ...last, notNow };
    const isToConfirm = isWanted !== undefined && flaw === undefined;
    let sent = isToConfirm ? await this.#unwanted.overcome(last, isWanted, again) : last;
    const mayBeKnown = (): boolean =>
      outcomeOf(this.contract, sent.reply) === 'refused' &&
      this.tokens.isScarce(logical) &&
      this.#isValid(fixture, logical);
    for (let attempt = 1; attempt < mostScarceTokens && mayBeKnown(); attempt += 1)
      sent = await this.#ask(fixture, logical, { attempt });
    return sent;
  }

  /** Sends an update at once; what the target fails at by chance is sent again, and told. */
  async #ask(fixture: TargetFixture, logical: LogicalRequest, otherwise: Otherwise): Promise<SentRequest> {
    const first = await this.sendNow(fixture, logical, otherwise);
    const isServerError = first.reply.kind === 'answer' && first.reply.status >= 500;
    // Wrong credentials may well be sent to a login; they are not sent again for it.
    if (otherwise.flaw !== undefined && !isServerError) return first;
    const last = await this.#mishaps.overcome(first, async () => {
      await this.settle(fixture);
      return this.sendNow(fixture, logical, otherwise);
    });
    if (isServerError && first !== last && last.reply.kind === 'answer' && last.reply.status < 500) {
      const actual = `${describeReply(this.contract, first.reply)}, and ${describeReply(this.contract, last.reply)} when sent again`;
      this.observer.found(
        '/exchange/no-server-error',
        { axis: 'status', outcome: 'noted', expected: 'a status below 500', actual },
        first,
      );
    }
    return last;
  }

  #isValid(fixture: TargetFixture, logical: LogicalRequest): boolean {
    return this.model(fixture).judge(logical).broken.length === 0;
  }

  /**
   * Whether the target takes, at this moment, a request that it has taken before: of the same fixture or, where it has
   * taken none of that, of another one.
   */
  async #isFree(fixture: TargetFixture): Promise<boolean> {
    const { taken } = this.#of(fixture);
    const known = taken === undefined ? this.#lastTaken : { fixture, logical: taken };
    if (known === undefined) return false;
    const before = await this.state(known.fixture);
    const sent = await this.sendNow(known.fixture, known.logical);
    if (!isAccepted(this.contract, sent.reply)) return false;
    const after = await this.state(known.fixture);
    if (before !== undefined && after !== undefined) this.#of(known.fixture).renewed.set(before, after);
    return true;
  }

  /**
   * What a state has become, as comparable text, where updates that only repeated what had been sent before came in
   * between.
   */
  renewed(fixture: TargetFixture, state: string): string {
    return this.#of(fixture).renewed.get(state) ?? state;
  }

  /** Sends an update at once, whatever is still under way. Its client token is one that no other request has. */
  async sendNow(
    fixture: TargetFixture,
    given: LogicalRequest,
    { flaw, body, attempt, atOnce }: Otherwise = {},
  ): Promise<SentRequest> {
    const { contract, driver, transport } = this.#options;
    this.#touched.add(fixture);
    const logical = this.tokens.fresh(given, (request) => this.model(fixture).judge(request), attempt);
    const encoded = driver.encode(contract, 'update', logical);
    const text = encoded.body === undefined ? undefined : body?.(encoded.body);
    const wire = {
      ...encoded,
      ...(flaw === undefined ? {} : { flaw }),
      ...(text === undefined ? {} : { body: text }),
      ...(atOnce === undefined ? {} : { atOnce }),
    };
    this.#mask.learn(logical);
    this.#sentValues.learn(decodeContent(this.model(fixture).tree, logical));
    const kept = await this.#keeper.whyKept(fixture, logical);
    this.#settling.began();
    const reply = kept ?? asNested(contract, await transport.send(wire));
    this.#settling.ended(fixture, outcomeOf(contract, reply));
    this.#count(reply);
    const { url, ...signing } = addressed(transport, wire);
    const sent: SentRequest = { logical, wire, url, ...(flaw === 'missing-credentials' ? {} : signing), reply };
    const own = this.#of(fixture);
    this.#refused ||= reply.kind === 'answer' && reply.status >= 400;
    if (outcomeOf(contract, reply) === 'refused') own.refused = sent;
    else delete own.refused;
    if (isAccepted(contract, reply)) {
      this.#accepted = true;
      own.late = [...own.late, logical].slice(-mostLate);
      own.accepted = [...own.accepted, logical].slice(-mostTaken);
      delete own.state;
      delete own.resource;
      this.#keeper.accepted(fixture, logical);
    }
    judgeAnswer(this, sent);
    return sent;
  }

  /**
   * Sends a request that every reading of the document admits and judges the answer.
   * The same request is sent once per fixture while nothing else was accepted in between.
   */
  async control(fixture: TargetFixture, draft: DraftRequest): Promise<SentRequest> {
    if (!this.#keeper.isCareful)
      return this.#once(fixture, this.model(fixture).logical(draft), () => this.applyChanging(fixture, draft));
    const { update } = await this.#keeper.snapshot(fixture);
    return (
      (await this.stored.send(fixture)) ??
      this.#unsent(draft, 'problem' in update ? update.problem : 'nothing stands for valid requests')
    );
  }

  /** Sends a valid request as it is, once while nothing else was accepted in between. */
  sendOnce(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest> {
    return this.#once(fixture, logical, () => this.apply(fixture, logical));
  }

  async #once(fixture: TargetFixture, logical: LogicalRequest, send: () => Promise<SentRequest>): Promise<SentRequest> {
    const key = JSON.stringify(logical);
    const own = this.#of(fixture);
    const known = own.controls.get(key);
    if (known !== undefined) return known;
    const sent = await send();
    if (sent.notNow === undefined) own.controls.set(key, sent);
    return sent;
  }

  /**
   * Sends a request that every reading admits; where it is refused although it would change nothing, once more when
   * there is something to change.
   */
  async applyChanging(fixture: TargetFixture, draft: DraftRequest): Promise<SentRequest> {
    const logical = this.model(fixture).logical(draft);
    const sent = await this.apply(fixture, logical);
    const isRefused =
      outcomeOf(this.contract, sent.reply) === 'refused' && sent.reply.kind === 'answer' && sent.notNow === undefined;
    return isRefused && (await madeToAskForChange(this, fixture, draft)) ? this.apply(fixture, logical) : sent;
  }

  /**
   * Sends a logical request that every reading of the document admits, and judges the answer and what it did, or did
   * although it was refused.
   */
  async apply(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest> {
    await this.judgeLately(fixture);
    const before = await this.shown(fixture);
    const former = before === undefined ? undefined : await this.state(fixture);
    const late = [...this.#of(fixture).late];
    const sent = await this.update(fixture, logical);
    const outcome = outcomeOf(this.contract, sent.reply);
    // What was refused against the document must not have happened either; what may have happened is to be looked at.
    if (outcome === 'refused' && sent.reply.kind === 'answer' && sent.notNow === undefined)
      await judgeUntouched(this, fixture, sent, former, {});
    if (outcome === 'open') this.forget(fixture);
    if (outcome !== 'accepted') return sent;
    judgeAcceptance(this, fixture, sent, before);
    const own = this.#of(fixture);
    own.valid = [...own.valid, logical].slice(-mostTaken);
    // A second request with a token may be taken for the first, and change nothing.
    const tokens = tokensOf(this.contract, sent.logical);
    const isRepeated = this.tokens.isScarce(sent.logical) || tokens.some((token) => this.#taken.has(token));
    for (const token of tokens) this.#taken.add(token);
    if (tokens.length === 0) {
      this.#of(fixture).taken = logical;
      this.#lastTaken = { fixture, logical };
    }
    if (before !== undefined && !isRepeated) await this.#judgeEffects(fixture, sent, before, late);
    return sent;
  }

  /** Judges that what was refused a while ago did not happen later; the look behind it may have come too early. */
  async judgeLately(fixture: TargetFixture): Promise<void> {
    const own = this.#of(fixture);
    const { refused, state } = own;
    delete own.refused;
    if (refused === undefined || state === undefined || own.late.length > 0) return;
    const change = 'some time after it was refused';
    await judgeUntouched(this, fixture, refused, state, { change });
  }

  /** Judges what an accepted update did, once the read-back shows it or has had the time to. */
  async #judgeEffects(
    fixture: TargetFixture,
    sent: SentRequest,
    before: unknown,
    late: readonly LogicalRequest[],
  ): Promise<void> {
    const seen = await this.watch(fixture, (after) => ({
      after,
      ...effectsOf(this, fixture, sent, { before, after, late, accepted: this.#of(fixture).accepted }),
    }));
    if (seen === undefined) return;
    const foreign = seen.all.filter(
      (effect) => effect.outcome === 'broken' && this.#sentValues.isForeign(effect.before, effect.after),
    );
    if (foreign.length > 0 && !(await this.#comesAgain(fixture, sent, before, foreign))) {
      judgeEffects(this, fixture, sent, { ...seen, all: seen.all.filter((effect) => !foreign.includes(effect)) });
      tellOthersDoing(this, sent, foreign);
      this.others.suspect(fixture);
      this.forget(fixture);
      return;
    }
    judgeEffects(this, fixture, sent, seen);
    judgeFixed(this, sent, before, seen.after);
    judgeAnsweredState(this, fixture, sent, { before, after: seen.after, late }, this.settles(fixture));
    const own = this.#of(fixture);
    const mayBeLate = seen.all.some((effect) => effect.mayBeLate === true);
    if (
      seen.missing.length === 0 &&
      !mayBeLate &&
      (own.late.length === 1 || areShown(this, fixture, own.late, seen.after))
    )
      own.late = [];
  }

  /**
   * Whether what nobody here sent shows again where the same update is sent again, once what it left out is as it was.
   * Else somebody else has changed the resource.
   */
  async #comesAgain(
    fixture: TargetFixture,
    sent: SentRequest,
    before: unknown,
    foreign: readonly Effect[],
  ): Promise<boolean> {
    if (this.#keeper.isCareful) return false;
    const places = new Set(foreign.map(({ unit }) => unit.place));
    const isBack = (resource: unknown): boolean =>
      foreign.every(
        ({ unit }) =>
          unit.sent !== undefined ||
          !this.#sentValues.isForeign(
            valueAt(storedValues(this.contract, before), unit.place),
            valueAt(storedValues(this.contract, resource), unit.place),
          ),
      );
    if (foreign.some(({ unit }) => unit.sent === undefined)) {
      const back = writeBack({ contract: this.contract, fixture, model: this.model(fixture), secrets: {} }, before);
      if ('problem' in back || !isAccepted(this.contract, (await this.update(fixture, back.logical)).reply))
        return false;
      // What does not even come back when it is sent is the target's doing.
      if (!isBack(await this.awaited(fixture, isBack))) return true;
    }
    const start = await this.shown(fixture);
    const again = await this.update(fixture, withoutToken(this.contract, sent.logical));
    if (!isAccepted(this.contract, again.reply)) return false;
    const seen = await this.watch(fixture, (after) =>
      effectsOf(this, fixture, again, { before: start, after, late: [] }),
    );
    return seen?.all.some(({ unit, outcome }) => outcome === 'broken' && places.has(unit.place)) === true;
  }

  /** Whether a value that a resource shows is one that no request of this run has sent. */
  isUnsent(value: unknown): boolean {
    return this.#sentValues.isForeign(undefined, value);
  }

  /**
   * Whether a change behind a refused request is one that nobody here asked for, and that does not come again when it
   * is sent again, once the resource is as it was.
   */
  async isOthersDoing(fixture: TargetFixture, sent: SentRequest, before: string, after: string): Promise<boolean> {
    const [was, is]: readonly unknown[] = [JSON.parse(before), JSON.parse(after)];
    if (!this.#sentValues.isForeign(was, is)) return false;
    if (sent.wire.flaw !== undefined) return true;
    const back = this.#keeper.isCareful
      ? undefined
      : writeBack({ contract: this.contract, fixture, model: this.model(fixture), secrets: {} }, was);
    if (back !== undefined && !('problem' in back)) await this.update(fixture, back.logical);
    this.overlook(fixture);
    const start = await this.state(fixture);
    await this.sendNow(fixture, sent.logical, { body: () => sent.wire.body ?? '' });
    const look = await this.readBack(fixture);
    if (start === undefined || look === undefined) return true;
    const again = this.stateText(fixture, look.reply);
    // The target does the same each time; somebody else does something else.
    const isAnother = again !== after && this.#sentValues.isForeign(JSON.parse(start), JSON.parse(again));
    return isAnother || (await this.isSameState(fixture, start, again));
  }

  /**
   * Looks at the settled resource again and again until nothing is missing or patience is over; gives what was seen
   * last, nothing where it cannot be read. Read-backs may lag behind what was accepted.
   */
  async watch<Seen extends { readonly missing: readonly string[]; readonly amiss?: readonly string[] }>(
    fixture: TargetFixture,
    look: (resource: unknown) => Seen,
  ): Promise<Seen | undefined> {
    await this.settle(fixture);
    const started = this.clock();
    const own = this.#of(fixture);
    for (const pause = pauses({ from: 1, to: 1000 }); ; ) {
      const resource = await this.shown(fixture);
      if (resource === undefined) return undefined;
      const seen = look(resource);
      if (this.#patience.isOver(seen.missing, this.clock() - started, seen.amiss)) return seen;
      delete own.resource;
      delete own.state;
      await this.timing.sleep(pause());
    }
  }

  /**
   * The settled resource once it is as expected, or has had the time to become so; undefined where it cannot be read.
   */
  async awaited(fixture: TargetFixture, isExpected: (resource: unknown) => boolean): Promise<unknown> {
    // Named after the requests sent so far: each expectation is waited for by itself.
    const expectation = `as expected after request ${this.requests}`;
    const seen = await this.watch(fixture, (resource) => ({
      resource,
      missing: isExpected(resource) ? [] : [expectation],
    }));
    return seen?.resource;
  }

  /** The settled resource as the read-back shows it; undefined where it cannot be read. */
  async shown(fixture: TargetFixture): Promise<unknown> {
    await this.settle(fixture);
    if (this.stuck(fixture) !== undefined) return undefined;
    const own = this.#of(fixture);
    if (own.resource === undefined) {
      const sent = await this.readBack(fixture);
      if (sent !== undefined) own.resource = this.resource(fixture, sent.reply);
    }
    return own.resource;
  }

  /** What becomes of an update of stored values; nothing is judged. */
  async writeStored(fixture: TargetFixture, logical: LogicalRequest): Promise<WrittenBack> {
    const { contract, driver, transport } = this.#options;
    const ask = async (): Promise<{ readonly reply: Reply }> => {
      this.#settling.began();
      const reply = await transport.send(driver.encode(contract, 'update', logical));
      this.#settling.ended(fixture, outcomeOf(contract, reply));
      this.#count(reply);
      return { reply };
    };
    const { result } = await this.apart(async (): Promise<WrittenBack> => {
      const before = await this.shown(fixture);
      this.#mask.learn(logical);
      this.#sentValues.learn(decodeContent(this.model(fixture).tree, logical));
      const isWanted = refusesEveryUpdate(contract, fixture);
      const { last, notNow } = await this.#retrying.untilTaken(fixture.id, await ask(), { again: ask, isWanted });
      this.overlook(fixture);
      if (before === undefined || isWanted(last.reply)) return 'open';
      if (!isAccepted(contract, last.reply)) return speaksOfRequest({ ...last, notNow }) ? 'refused' : 'open';
      return isUnchanged(contract, before, await this.shown(fixture)) ? 'taken' : 'changed';
    });
    return result;
  }

  /** Waits until the fixture's last accepted update has settled, judging the states it passes through. */
  async settle(fixture: TargetFixture): Promise<void> {
    const resource = await this.#settling.settle(fixture);
    if (resource !== undefined) this.#of(fixture).resource = resource;
  }

  /** Reads the fixture back; undefined where the target offers no read-back. */
  async readBack(fixture: TargetFixture): Promise<SentRequest | undefined> {
    this.#touched.add(fixture);
    const sent = await this.#reader.read(fixture);
    if (sent !== undefined) judgeReadBack(this, sent);
    return sent;
  }

  #count(reply: Reply): void {
    if (reply.kind === 'answer' || reply.unsent !== true) this.requests += 1;
  }

  /** The resource in a read-back answer. */
  resource(fixture: TargetFixture, reply: Reply): unknown {
    return resourceIn(this.contract, fixture, reply);
  }

  /** The fixture's settled state as text to compare, without request ids; undefined where it cannot be read. */
  async state(fixture: TargetFixture): Promise<string | undefined> {
    const resource = await this.shown(fixture);
    if (resource === undefined) return undefined;
    const own = this.#of(fixture);
    own.state ??= comparableState(this.contract, resource);
    return own.state;
  }

  /**
   * Whether a fixture still is what it was when its state was last read, with what it was and is; undefined where it
   * cannot be read.
   */
  async untouched(fixture: TargetFixture): Promise<Untouched | undefined> {
    const text = await this.state(fixture);
    const before = this.#of(fixture).resource;
    const look = text === undefined ? undefined : await this.readBack(fixture);
    if (text === undefined || look === undefined) return undefined;
    const isSame = await this.isSameState(fixture, text, this.stateText(fixture, look.reply));
    return { isSame, before, after: this.resource(fixture, look.reply) };
  }

  /**
   * Whether a state (comparable text) is what the fixture was before, but for members that are others at every read.
   */
  isSameState(fixture: TargetFixture, before: string, after: string): Promise<boolean> {
    return this.#unsteady.isSame(before, after, async () => {
      const look = await this.readBack(fixture);
      return look === undefined ? undefined : this.stateText(fixture, look.reply);
    });
  }

  /** How the states of the fixture's resource follow one another; undefined where the document does not say. */
  settles(fixture: TargetFixture): Behaviour['settles'] {
    return this.#settling.settles(fixture);
  }

  /**
   * Waits until the resource is at rest whatever it is about; false when it is not within the time that an update may
   * take.
   */
  rest(fixture: TargetFixture): Promise<boolean> {
    return this.#settling.rest(fixture);
  }

  /** The comparable text of a read-back answer. */
  stateText(fixture: TargetFixture, reply: Reply): string {
    return comparableState(this.contract, this.resource(fixture, reply));
  }

  /** Forgets the state and controls of a fixture, e.g. after a wrong request was taken. */
  forget(fixture: TargetFixture): void {
    this.overlook(fixture);
    this.#of(fixture).controls.clear();
  }

  /** Forgets the state of a fixture: it is looked at anew. */
  overlook(fixture: TargetFixture): void {
    const own = this.#of(fixture);
    delete own.state;
    delete own.resource;
  }

  /** What a resource member showed in the first accepted answer on this fixture; remembers it. */
  firstShown(fixture: TargetFixture, pointer: string, value: string): string {
    const own = this.#of(fixture);
    const first = own.unchanged.get(pointer) ?? value;
    own.unchanged.set(pointer, first);
    return first;
  }

  remembered(fixture: TargetFixture): Map<string, string> {
    return this.#of(fixture).unchanged;
  }

  #of(fixture: TargetFixture): FixtureState {
    let state = this.#fixtures.get(fixture.id);
    if (state === undefined) {
      state = { late: [], accepted: [], controls: new Map(), valid: [], unchanged: new Map(), renewed: new Map() };
      this.#fixtures.set(fixture.id, state);
    }
    return state;
  }
}
