import type { Behaviour, Clause, Contract } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { pauses } from '../../contract/pauses.js';
import { valueAt } from '../../contract/pointer.js';
import type { Reply, TargetFixture } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import type { UpdateOutcome } from '../exchange/reply.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { Observer } from '../findings/observer.js';

/** The longest time that a resource which came to rest is watched for going back, in milliseconds. */
const longestWatch = 1000;
/** Pauses between looks at a resource that is to settle, in milliseconds. */
const looking = { from: 1, to: 1000 };

/** What waiting for updates takes of the session. */
export interface SettlingRun {
  readonly contract: Contract;
  readonly observer: Observer;
  readonly timing: Timing;
  readonly skips: Map<string, string>;
  readBack(fixture: TargetFixture): Promise<SentRequest | undefined>;
  resource(fixture: TargetFixture, reply: Reply): unknown;
}

interface Progress {
  isSettled: boolean;
  /** Why nothing more can be said on this fixture. */
  stuck?: string;
  /** Updates that were or may have been taken since the resource was last seen to pass and come to rest. */
  unaccounted: number;
  /** Whether an update was polled from the start on until it had settled. */
  isPolled: boolean;
  /** Whether it was watched for going back. */
  isWatched: boolean;
}

interface Rule {
  readonly clause: Clause;
  readonly settles: NonNullable<Behaviour['settles']>;
}

/** The states a resource passes through: waits for updates to settle, and judges what it sees meanwhile. */
export class Settling {
  readonly #run: SettlingRun;
  /** Until an accepted update has settled, in milliseconds. */
  readonly #deadline: number;
  readonly #fixtures = new Map<string, Progress>();
  #underWay = 0;
  /** How long the quickest and the last of the updates took that were polled all the while, in milliseconds. */
  #quickest = 0;
  #usual = 0;

  constructor(run: SettlingRun, deadline: number) {
    this.#run = run;
    this.#deadline = deadline;
  }

  /** Why this fixture cannot be judged any more. */
  stuck(fixture: TargetFixture): string | undefined {
    return this.#of(fixture).stuck;
  }

  /** An update is on its way. */
  began(): void {
    this.#underWay += 1;
  }

  /** The update was answered, or will not be. */
  ended(fixture: TargetFixture, outcome: UpdateOutcome): void {
    this.#underWay -= 1;
    if (outcome === 'refused') return;
    const own = this.#of(fixture);
    own.unaccounted += 1;
    if (outcome === 'accepted') own.isSettled = false;
  }

  /** Waits until the last accepted update has settled; gives the resource when this had to look for it. */
  async settle(fixture: TargetFixture): Promise<unknown> {
    const own = this.#of(fixture);
    if (own.isSettled || own.stuck !== undefined) return undefined;
    own.isSettled = true;
    const rule = this.#ruleFor(fixture);
    if (rule === undefined) return undefined;
    const started = this.#run.timing.now();
    // The first update of a fixture is polled from the start on; behind the later ones a look at about the right time
    // is enough.
    const isPolled = !own.isPolled;
    if (!isPolled) await this.#run.timing.sleep(Math.min(this.#quickest, longestWatch));
    let hasPassed = false;
    for (const pause = pauses(looking); ; ) {
      const seen = await this.#look(fixture, rule);
      if (seen === undefined) return undefined;
      if (seen.state === 'resting') {
        this.#run.observer.saw(rule.clause.local, 'observe');
        if (isPolled) this.#took(this.#run.timing.now() - started);
        own.isPolled = true;
        if (!hasPassed || !this.#isToBeWatched(own)) return seen.resource;
        const back = await this.#goesBack(fixture, rule, this.#run.timing.now() - started);
        if (!back) return seen.resource;
      }
      hasPassed ||= seen.state === 'passing';
      if (this.#run.timing.now() - started > this.#deadline) {
        own.stuck = `an update has not settled within ${this.#deadline} ms (state ${seen.value})`;
        const expected = `one of ${rule.settles.until.join(', ')}`;
        this.#run.observer.found(
          rule.clause.local,
          { axis: 'timing', outcome: 'undecided', expected, actual: own.stuck },
          seen.sent,
        );
        return undefined;
      }
      await this.#run.timing.sleep(pause());
    }
  }

  /** How long the last of the updates took that were polled from the start on, in milliseconds. */
  get usual(): number {
    return this.#usual;
  }

  #took(time: number): void {
    this.#quickest = this.#usual === 0 ? time : Math.min(this.#quickest, time);
    this.#usual = time;
  }

  /** Watches resources that are at rest as those of which no update has been seen. */
  startAnew(): void {
    for (const own of this.#fixtures.values())
      if (own.isSettled) Object.assign(own, { unaccounted: 0, isPolled: false, isWatched: false });
  }

  settles(fixture: TargetFixture): Behaviour['settles'] {
    return this.#ruleFor(fixture)?.settles;
  }

  /**
   * Waits until a resource that nobody updates is at rest, and as long again as updates use to take; false when it does
   * not come to rest.
   */
  async rest(fixture: TargetFixture): Promise<boolean> {
    const rule = this.#ruleFor(fixture);
    const started = this.#run.timing.now();
    for (const pause = pauses(looking); rule !== undefined && this.#run.timing.now() - started <= this.#deadline; ) {
      const seen = await this.#look(fixture, rule);
      if (seen?.state !== 'passing') {
        await this.#run.timing.sleep(Math.min(4 * this.#usual, longestWatch));
        return true;
      }
      await this.#run.timing.sleep(pause());
    }
    return false;
  }

  /** One look at the state; nothing when it is none that could be judged, or an undocumented one. */
  async #look(
    fixture: TargetFixture,
    { clause: { local }, settles }: Rule,
  ): Promise<
    | {
        readonly state: 'passing' | 'resting';
        readonly value: string;
        readonly resource: unknown;
        readonly sent: SentRequest;
      }
    | undefined
  > {
    const { observer, skips } = this.#run;
    const sent = await this.#run.readBack(fixture);
    if (sent === undefined) return undefined;
    const resource = this.#run.resource(fixture, sent.reply);
    const value = valueAt(resource, settles.state);
    if (value === undefined) {
      skips.set(local, `the read-back shows no ${settles.state}`);
      return undefined;
    }
    const known = [...settles.while, ...settles.until];
    if (typeof value !== 'string' || !known.includes(value)) {
      const [expected, actual] = [`state ${known.join(', ')}`, `state ${JSON.stringify(value)}`];
      observer.found(local, { axis: 'state', outcome: 'broken', expected, actual, pointer: settles.state }, sent);
      return undefined;
    }
    return { state: settles.until.includes(value) ? 'resting' : 'passing', value, resource, sent };
  }

  /**
   * Whether going back would say something, which is watched for once for each fixture: its one update was seen under
   * way and then done, and no other one, of whatever fixture, may still be worked off. (Two fixtures may be one
   * resource, or share what it belongs to.)
   */
  #isToBeWatched(own: Progress): boolean {
    const others = [...this.#fixtures.values()].filter((progress) => progress !== own);
    const isSure =
      own.unaccounted === 1 && this.#underWay === 0 && others.every(({ unaccounted }) => unaccounted === 0);
    if (isSure) own.unaccounted = 0;
    if (!isSure || own.isWatched) return false;
    own.isWatched = true;
    return true;
  }

  /**
   * Watches a resource that came to rest, as long as it took to, for going back although no further update was sent.
   */
  async #goesBack(fixture: TargetFixture, rule: Rule, took: number): Promise<boolean> {
    const looks = 2;
    for (let look = 0; look < looks; look += 1) {
      await this.#run.timing.sleep(Math.min(took, longestWatch) / looks);
      const seen = await this.#look(fixture, rule);
      if (seen?.state !== 'passing') continue;
      const { state, until } = rule.settles;
      const expected = `state ${until.join(', ')} to last until the next update`;
      const actual = `state ${JSON.stringify(seen.value)} again`;
      this.#run.observer.found(
        rule.clause.local,
        { axis: 'state', outcome: 'broken', expected, actual, pointer: state },
        seen.sent,
      );
      return true;
    }
    return false;
  }

  #ruleFor(fixture: TargetFixture): Rule | undefined {
    const traits = new Set(fixture.traits);
    for (const { clause, behaviour } of this.#run.contract.behaviours)
      if (behaviour.settles !== undefined && meetsNeeds(clause.needs, traits))
        return { clause, settles: behaviour.settles };
    return undefined;
  }

  #of(fixture: TargetFixture): Progress {
    const known = this.#fixtures.get(fixture.id) ?? {
      isSettled: true,
      unaccounted: 0,
      isPolled: false,
      isWatched: false,
    };
    this.#fixtures.set(fixture.id, known);
    return known;
  }
}
