import { createHash } from 'node:crypto';
import type { TargetFixture } from '../../contract/target.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { Judging } from '../judges/judging.js';
import { stateDifferences } from '../state/state-differences.js';
import { storedState } from '../state/stored-state.js';

/**
 * The least time that resources are watched, the first time in a run and later, and how long in terms of what an update
 * takes; in milliseconds. Controllers come by every few seconds. Once nothing has changed for `enough` milliseconds of
 * watching, `silent` is the least: a target with one defect that many subjects show would be watched for minutes.
 */
const watching = { first: 3000, least: 800, most: 6000, updates: 3, enough: 12_000, silent: 150 };
const looks = 8;

/** How often somebody else has to be seen at work on a fixture before that is a fact. */
const factAfter = 2;

/** What was stored in a fixture just now, and whether a resource shows it. */
export interface StoredAnew {
  readonly fixture: TargetFixture;
  /** Whether a look has shown all of it already. */
  readonly hasShown: boolean;
  /** The first place that does not show what was stored, in words; undefined where all of it shows. */
  lacking(resource: unknown): string | undefined;
}

/** What watching takes of the session. */
export interface WatchingRun extends Judging {
  /** How long updates use to take until they have settled, in milliseconds. */
  readonly usualSettling: number;
  readonly timing: { sleep(milliseconds: number): Promise<void> };
  settle(fixture: TargetFixture): Promise<void>;
  readBack(fixture: TargetFixture): Promise<SentRequest | undefined>;
  resource(fixture: TargetFixture, reply: SentRequest['reply']): unknown;
}

/**
 * Knows of fixtures that somebody else, such as another run, changes as well. A resource that changes while this run
 * sends nothing shows it; only members that updates set are looked at, since others may well move by themselves.
 */
export class OthersAtWork {
  readonly #run: WatchingRun;
  readonly #runId: string;
  /** How often somebody was seen, by fixture id. */
  readonly #suspected = new Map<string, number>();
  #watches = 0;
  /** How long nothing has changed so far while resources were watched, in milliseconds. */
  #silence = 0;

  constructor(run: WatchingRun, runId: string) {
    this.#run = run;
    this.#runId = runId;
  }

  /** Remembers that somebody else may be at work on a fixture. */
  suspect({ id }: TargetFixture): void {
    this.#suspected.set(id, (this.#suspected.get(id) ?? 0) + 1);
  }

  /** Whether somebody else was seen at work on a fixture, or may have been. */
  isSuspected({ id }: TargetFixture): boolean {
    return this.#suspected.has(id);
  }

  /** Whether somebody else was seen at work on a fixture again and again. */
  isKnownOf({ id }: TargetFixture): boolean {
    return (this.#suspected.get(id) ?? 0) >= factAfter;
  }

  /** Whether somebody else was seen at work on any fixture. */
  get isAnySuspected(): boolean {
    return this.#suspected.size > 0;
  }

  /**
   * Watches fixtures while nothing is sent, at least `least` milliseconds within bounds; what has changed meanwhile, in
   * words, or undefined where nothing has. What was stored just before, and has shown, is to stay from then on: who sets
   * a member back to one value is done before a look that waits for late effects.
   */
  async watch(fixtures: readonly TargetFixture[], least: number = 0, stored?: StoredAnew): Promise<string | undefined> {
    for (const fixture of fixtures) await this.#run.settle(fixture);
    const length = this.#length(least);
    const pause = length / looks;
    const last = new Map<string, ReturnType<typeof storedState>>();
    let hasShown = stored?.hasShown === true;
    for (let look = 0; look < looks; look += 1) {
      for (const fixture of fixtures) {
        const sent = await this.#run.readBack(fixture);
        if (sent === undefined) continue;
        const resource = this.#run.resource(fixture, sent.reply);
        if (stored?.fixture === fixture) {
          const lacking = stored.lacking(resource);
          if (hasShown && lacking !== undefined) {
            this.suspect(fixture);
            return `fixture ${fixture.id} does not keep what was stored although this run sends nothing (${lacking})`;
          }
          hasShown ||= lacking === undefined;
        }
        const state = storedState(this.#run, fixture, resource, {}).filter(({ isSecret }) => !isSecret);
        const before = last.get(fixture.id);
        last.set(fixture.id, state);
        // A look that comes early may still show how the run's own updates go on.
        const [difference] =
          before === undefined || look < looks / 2 ? [] : stateDifferences(this.#run.observer.mask, before, state);
        if (difference === undefined) continue;
        this.suspect(fixture);
        return `fixture ${fixture.id} changes while this run sends nothing (${difference.told})`;
      }
      await this.#run.timing.sleep(pause);
    }
    this.#silence += length;
    return undefined;
  }

  /** Another length in each run and each time: two runs that wait for each other would see each other rest. */
  #length(least: number): number {
    this.#watches += 1;
    const share = createHash('sha256').update(`${this.#runId} ${this.#watches}`).digest().readUInt16BE(0) / 0xffff;
    const isSilent = this.#silence >= watching.enough && !this.isAnySuspected;
    const usual = Math.max(
      this.#watches === 1 ? watching.first : isSilent ? watching.silent : watching.least,
      least,
      watching.updates * this.#run.usualSettling,
    );
    return Math.min(watching.most, usual * (1 + share));
  }
}
