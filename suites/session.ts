import { setTimeout as delay } from 'node:timers/promises';
import type { DraftRequest } from '../properties/request.js';
import type { RequestModel } from '../properties/request-model.js';
import { meetsNeeds } from '../specs/conditions.js';
import type { Clause, Contract } from '../specs/contract.js';
import { isObject, valueAt } from '../specs/pointer.js';
import type { Driver, LogicalRequest, Reply, TargetFixture, Transport } from '../specs/target.js';
import { comparableState } from './comparable-state.js';
import { judgeAcceptance } from './judge-acceptance.js';
import { judgeAnswer } from './judge-answer.js';
import type { Judging } from './judging.js';
import { Observer, type SentRequest } from './observer.js';
import { describeReply, errorCodeOf, isAccepted } from './reply.js';

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
  readonly clock: () => number;
  readonly model: (fixture: TargetFixture) => RequestModel;
  /** The clauses to speak of. */
  readonly clauses: readonly Clause[];
}

interface FixtureState {
  settled: boolean;
  /** Why nothing more can be said on this fixture. */
  stuck?: string;
  state?: string;
  /** The resource as last read back, while no update was accepted since. */
  resource?: unknown;
  readonly controls: Map<string, SentRequest>;
  readonly unchanged: Map<string, string>;
}

/** One run over one operation of one target. Keeps what is known of the fixtures between subjects. */
export class Session implements Judging {
  readonly contract: Contract;
  readonly #options: SessionOptions;
  readonly #clauses: ReadonlyMap<string, Clause>;
  readonly #fixtures = new Map<string, FixtureState>();
  readonly #readBackMembers: ReadonlySet<string>;
  #observer: Observer;
  readonly #seen = new Set<string>();
  #accepted = false;
  #refused = false;
  #readable: boolean | undefined;
  /** Requests sent so far, read-backs included. */
  requests = 0;
  /** Clauses (local ids) that turned out not to be checkable, with the reason. */
  readonly skips: Map<string, string> = new Map<string, string>();

  constructor(options: SessionOptions) {
    this.contract = options.contract;
    this.#options = options;
    this.#clauses = new Map(options.clauses.filter(({ excluded }) => excluded === undefined).map((clause) => [clause.local, clause]));
    this.#observer = new Observer(options.contract, this.#clauses, '', options.seed);
    const { readBack } = options.contract;
    this.#readBackMembers = new Set(readBack?.members.map(({ name }) => name));
  }

  get seed(): number {
    return this.#options.seed;
  }

  get clock(): () => number {
    return this.#options.clock;
  }

  get observer(): Observer {
    return this.#observer;
  }

  /**
   * Clauses about answers that no answer showed although updates were accepted: optional members that this target never returned.
   * Call it when the last subject has run.
   */
  unseen(): ReadonlyMap<string, string> {
    for (const local of this.#observer.seen) this.#seen.add(local);
    const missing = [...this.#clauses.values()].filter(
      ({ local, side }) => !this.#seen.has(local) && (side === 'error' ? this.#refused : (side === 'response' || side === 'header') && this.#accepted),
    );
    return new Map([
      ...missing.map(({ local, pointer }) => [local, `no answer held ${pointer ?? local}; a fixture whose answer has it would show it`] as const),
      ...this.skips,
    ]);
  }

  /** Starts collecting for a subject. */
  begin(fixture: TargetFixture): void {
    for (const local of this.#observer.seen) this.#seen.add(local);
    this.#observer = new Observer(this.contract, this.#clauses, fixture.id, this.#options.seed);
  }

  model(fixture: TargetFixture): RequestModel {
    return this.#options.model(fixture);
  }

  /** What a server reads from a logical request once it is encoded; undefined when the wire cannot carry it. */
  received(logical: LogicalRequest): LogicalRequest | undefined {
    const { contract, driver } = this.#options;
    return driver.decode(contract, 'update', driver.encode(contract, 'update', logical))?.request;
  }

  /** Why this fixture cannot be judged any more. */
  stuck(fixture: TargetFixture): string | undefined {
    return this.#of(fixture).stuck;
  }

  /** Sends an update once the previous one has settled, and judges what every answer must keep. */
  async update(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest> {
    await this.settle(fixture);
    let sent = await this.sendNow(fixture, logical);
    for (let wait = 20; this.#isBusy(sent.reply) && wait <= 1280; wait *= 2) {
      await delay(wait);
      sent = await this.sendNow(fixture, logical);
    }
    return sent;
  }

  /** Sends an update at once, whatever is still under way. */
  async sendNow(fixture: TargetFixture, logical: LogicalRequest): Promise<SentRequest> {
    const { contract, driver, transport } = this.#options;
    const wire = driver.encode(contract, 'update', logical);
    this.requests += 1;
    const reply = await transport.send(wire);
    const sent: SentRequest = { logical, wire, url: `${transport.baseUrl.replace(/\/$/, '')}${wire.path}`, reply };
    const own = this.#of(fixture);
    this.#refused ||= reply.kind === 'answer' && reply.status >= 400;
    if (isAccepted(contract, reply)) {
      this.#accepted = true;
      own.settled = false;
      delete own.state;
      delete own.resource;
    }
    judgeAnswer(this, sent);
    return sent;
  }

  /**
   * Sends a request that every reading of the document admits and judges the answer.
   * The same request is sent once per fixture while nothing else was accepted in between.
   */
  async control(fixture: TargetFixture, draft: DraftRequest): Promise<SentRequest> {
    const logical = this.model(fixture).logical(draft);
    const key = JSON.stringify(logical);
    const own = this.#of(fixture);
    const known = own.controls.get(key);
    if (known !== undefined) return known;
    await this.settle(fixture);
    const before = own.resource;
    const sent = await this.update(fixture, logical);
    own.controls.set(key, sent);
    if (isAccepted(this.contract, sent.reply)) judgeAcceptance(this, fixture, sent, before);
    return sent;
  }

  /** Waits until the fixture's last accepted update has settled, judging the states it passes through. */
  async settle(fixture: TargetFixture): Promise<void> {
    const own = this.#of(fixture);
    const settling = this.contract.behaviours.find(
      ({ clause, behaviour }) => behaviour.settles !== undefined && meetsNeeds(clause.needs, new Set(fixture.traits)),
    );
    if (own.settled || own.stuck !== undefined) return;
    own.settled = true;
    const settles = settling?.behaviour.settles;
    if (settles === undefined || settling === undefined) return;
    const started = this.clock();
    for (let wait = 1; ; wait = Math.min(wait * 2, 1000)) {
      const sent = await this.readBack(fixture);
      if (sent === undefined) return;
      const state = valueAt(this.resource(fixture, sent.reply), settles.state);
      const local = settling.clause.local;
      if (state === undefined) {
        this.skips.set(local, `the read-back shows no ${settles.state}`);
        return;
      }
      if (typeof state !== 'string' || ![...settles.while, ...settles.until].includes(state)) {
        const expected = `state ${[...settles.while, ...settles.until].join(', ')}`;
        this.#observer.found(local, { axis: 'state', outcome: 'broken', expected, actual: `state ${JSON.stringify(state)}`, pointer: settles.state }, sent);
        return;
      }
      if (settles.until.includes(state)) {
        own.resource = this.resource(fixture, sent.reply);
        this.#observer.saw(local, 'observe');
        return;
      }
      if (this.clock() - started > this.#options.deadlines.settle) {
        own.stuck = `an update has not settled within ${this.#options.deadlines.settle} ms (state ${state})`;
        this.#observer.found(local, { axis: 'timing', outcome: 'undecided', expected: `one of ${settles.until.join(', ')}`, actual: own.stuck }, sent);
        return;
      }
      await delay(wait);
    }
  }

  /** Reads the fixture back; undefined where the target offers no read-back. */
  async readBack(fixture: TargetFixture): Promise<SentRequest | undefined> {
    const { contract, driver, transport } = this.#options;
    if (contract.readBack === undefined || this.#readable === false) return undefined;
    const identity = Object.entries(fixture.values).filter(([name]) => this.#readBackMembers.has(name));
    const logical = Object.fromEntries(identity.map(([name, value]) => [name, [value].flat()[0]]));
    const wire = driver.encode(contract, 'read-back', logical);
    this.requests += 1;
    const reply = await transport.send(wire);
    const readable = reply.kind === 'answer' && reply.status === contract.readBack.status && this.resource(fixture, reply) !== undefined;
    this.#readable ??= readable;
    if (!readable) {
      const reason = `the read-back (${contract.readBack.operationId}) was answered with ${describeReply(contract, reply)}; offer it to have state checked`;
      for (const { clause, behaviour } of contract.behaviours) if (behaviour.settles !== undefined) this.skips.set(clause.local, reason);
      this.skips.set('/exchange/refusal-without-effect', reason);
      return undefined;
    }
    return { logical, wire, url: `${transport.baseUrl.replace(/\/$/, '')}${wire.path}`, reply };
  }

  /** The resource in a read-back answer. */
  resource(fixture: TargetFixture, reply: Reply): unknown {
    const body = reply.kind === 'answer' ? reply.body : undefined;
    const place = this.contract.readBack?.resource;
    if (place === undefined) return isObject(body) ? body : undefined;
    const list = valueAt(body, place.list);
    const own = [fixture.values[place.member]].flat()[0];
    return Array.isArray(list) ? list.find((entry) => isObject(entry) && entry[place.key] === own) : undefined;
  }

  /** The fixture's settled state as text to compare, without request ids; undefined where it cannot be read. */
  async state(fixture: TargetFixture): Promise<string | undefined> {
    await this.settle(fixture);
    const own = this.#of(fixture);
    if (own.stuck !== undefined) return undefined;
    if (own.state === undefined) {
      const sent = await this.readBack(fixture);
      const text = sent === undefined ? undefined : this.stateText(fixture, sent.reply);
      if (text !== undefined) own.state = text;
    }
    return own.state;
  }

  /** The comparable text of a read-back answer. */
  stateText(fixture: TargetFixture, reply: Reply): string {
    return comparableState(this.contract, this.resource(fixture, reply));
  }

  /** Forgets the state and controls of a fixture, e.g. after a wrong request was taken. */
  forget(fixture: TargetFixture): void {
    const own = this.#of(fixture);
    delete own.state;
    own.controls.clear();
  }

  /** What a resource member showed in the first accepted answer on this fixture; remembers it. */
  firstShown(fixture: TargetFixture, pointer: string, value: string): string {
    const own = this.#of(fixture);
    const first = own.unchanged.get(pointer) ?? value;
    own.unchanged.set(pointer, first);
    return first;
  }

  #isBusy(reply: Reply): boolean {
    if (reply.kind === 'none') return false;
    if (reply.status === 429) return true;
    const code = errorCodeOf(this.contract, reply);
    const busy = this.contract.errors.filter(({ provoke }) => provoke !== undefined && 'concurrent' in provoke).map((entry) => entry.code);
    const serialised = this.contract.behaviours.flatMap(({ behaviour, clause }) => (behaviour.serialised === true ? (clause.rejects.code ?? []) : []));
    return code !== undefined && [...busy, ...serialised].includes(code);
  }

  #of(fixture: TargetFixture): FixtureState {
    let state = this.#fixtures.get(fixture.id);
    if (state === undefined) {
      state = { settled: true, controls: new Map(), unchanged: new Map() };
      this.#fixtures.set(fixture.id, state);
    }
    return state;
  }
}
