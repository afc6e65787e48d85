import type { Contract } from '../../contract/contract.js';
import { isForbidden } from '../../contract/facts/is-forbidden.js';
import { type SecretPlace, secretPlaces } from '../../contract/facts/secret-places.js';
import { valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, Reply, TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { type DraftRequest, decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { restorableState } from '../state/comparable-state.js';
import type { Snapshot } from './snapshot.js';
import { takenBack, type WrittenBack } from './taken-back.js';
import { type WriteBack, writeBack } from './write-back.js';

/** How a session treats resources that somebody needs. */
export interface Care {
  /**
   * only-refused: no update but the one that writes the stored values back, beside what a conformant target refuses;
   * restore: fixtures are restored at the end.
   */
  readonly kind: 'only-refused' | 'restore';
  /** Values of secret members, by name: no read-back shows them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Why a fixture is not what it was before an earlier run, where that is known; with how it is now. */
  readonly left?: (fixture: TargetFixture, state: string) => string | undefined;
  /** Called before the first update of a fixture. What it throws keeps the fixture from updates. */
  readonly onSnapshot?: (snapshot: Snapshot) => void;
  /** Called before the first update of a fixture that holds such secrets, by name. */
  readonly onSecrets?: (fixture: TargetFixture, names: readonly string[]) => void;
}

/** What keeping fixtures from harm takes of the session. */
export interface KeepingRun {
  readonly contract: Contract;
  model(fixture: TargetFixture): RequestModel;
  readBack(fixture: TargetFixture): Promise<SentRequest | undefined>;
  resource(fixture: TargetFixture, reply: Reply): unknown;
  /** Sends an update of stored values. */
  writeStored(fixture: TargetFixture, logical: LogicalRequest): Promise<WrittenBack>;
  /** Clauses (local ids) that cannot be checked, with the reason. */
  readonly skips: Map<string, string>;
}

type Writable = Exclude<WriteBack, { readonly problem: string }>;

/** Keeps fixtures as they were before a run, and updates from those that could not be restored. */
export class Keeper {
  readonly #run: KeepingRun;
  readonly #care: Care | undefined;
  readonly #places: readonly SecretPlace[];
  readonly #snapshots = new Map<string, Promise<Snapshot>>();
  /** Names of secret members that accepted updates held, by fixture. */
  readonly #overwritten = new Map<string, Set<string>>();
  /** Ids of fixtures that took an update. */
  readonly #changed = new Set<string>();
  /** The same of all updates that were sent. */
  readonly #sent = new Map<string, Set<string>>();

  constructor(run: KeepingRun, care: Care | undefined) {
    this.#run = run;
    this.#care = care;
    this.#places = secretPlaces(run.contract.update.request);
  }

  /** Whether no update is sent but such that change nothing on a conformant target. */
  get isCareful(): boolean {
    return this.#care?.kind === 'only-refused';
  }

  /** Whether fixtures are resources that somebody needs. */
  get isSpared(): boolean {
    return this.#care !== undefined;
  }

  /** What stands for the valid twin of a violation: itself, the stored values, or nothing that could be sent. */
  async controlOf(fixture: TargetFixture): Promise<'twin' | 'stored' | 'none'> {
    if (!this.isCareful) return 'twin';
    return 'problem' in (await this.snapshot(fixture)).update ? 'none' : 'stored';
  }

  /** The fixture as it was before the first update; read back once. */
  snapshot(fixture: TargetFixture): Promise<Snapshot> {
    const known = this.#snapshots.get(fixture.id) ?? this.#take(fixture);
    this.#snapshots.set(fixture.id, known);
    return known;
  }

  /** The snapshots taken, with the names of the secrets that accepted updates have overwritten since. */
  async snapshots(): Promise<readonly { readonly snapshot: Snapshot; readonly overwritten: readonly string[] }[]> {
    const taken = await Promise.all(this.#snapshots.values());
    // What may not be touched and was not changed needs no restoring.
    return taken
      .filter((snapshot) => !this.#isOutOfReach(snapshot) || this.#changed.has(snapshot.fixture.id))
      .map((snapshot) => ({ snapshot, overwritten: [...(this.#overwritten.get(snapshot.fixture.id) ?? [])] }));
  }

  /** Remembers which secrets an accepted update has overwritten. */
  accepted(fixture: TargetFixture, logical: LogicalRequest): void {
    this.#changed.add(fixture.id);
    this.#remember(this.#overwritten, fixture, logical);
  }

  /** Adds the names of the secrets that a request holds; gives those that are new. */
  #remember(known: Map<string, Set<string>>, { id }: TargetFixture, logical: LogicalRequest): readonly string[] {
    const names = known.get(id) ?? new Set<string>();
    known.set(id, names);
    const fresh = this.#places
      .filter(({ name, pointer }) => !names.has(name) && valuesAt(logical, pointer).length > 0)
      .map(({ name }) => name);
    for (const name of fresh) names.add(name);
    return [...new Set(fresh)];
  }

  /** Whether a fixture cannot be read, and is one of which the contract says that every update is refused. */
  #isOutOfReach({ fixture, state }: Snapshot): boolean {
    return state === undefined && isForbidden(this.#run.contract, fixture.traits);
  }

  /** The reply in place of an update that might change what nobody could restore. */
  async whyKept(fixture: TargetFixture, logical: LogicalRequest): Promise<Reply | undefined> {
    if (this.#care === undefined) return undefined;
    const snapshot = await this.snapshot(fixture);
    const { update } = snapshot;
    const why =
      this.isCareful || this.#isOutOfReach(snapshot)
        ? undefined
        : 'problem' in update
          ? update.problem
          : this.#whatLasts(fixture, logical, update);
    if (why !== undefined)
      return {
        kind: 'none',
        problem: `not sent: fixture ${fixture.id} could not be restored: ${why}`,
        unsent: true,
        withheld: true,
      };
    const names = this.#remember(this.#sent, fixture, logical);
    if (names.length > 0) this.#care.onSecrets?.(fixture, names);
    return undefined;
  }

  /** What a request would change for good. */
  #whatLasts(fixture: TargetFixture, logical: LogicalRequest, { lasting }: Writable): string | undefined {
    const member = lasting.find(({ pointer }) => valuesAt(logical, pointer).length > 0);
    if (member === undefined) return undefined;
    const { pointer, why } = member;
    for (const { local } of this.#run.contract.clauses)
      if (local.startsWith(`${pointer}#`) || local.startsWith(`${pointer}/`))
        this.#run.skips.set(local, `--restore: nothing could bring ${pointer} back on fixture ${fixture.id}: ${why}`);
    return `nothing could bring ${pointer} back: ${why}`;
  }

  async #take(fixture: TargetFixture): Promise<Snapshot> {
    const read = await this.#read(fixture);
    if (this.#care === undefined || read.state === undefined) return read;
    const left = this.#care.left?.(fixture, read.state);
    if (left !== undefined) return { ...read, update: { problem: left } };
    const snapshot = { ...read, update: await this.#rehearsed(fixture, read.update) };
    try {
      this.#care.onSnapshot?.(snapshot);
      return snapshot;
    } catch (error) {
      return {
        ...snapshot,
        update: {
          problem: `its snapshot could not be written: ${error instanceof Error ? error.message : String(error)}`,
        },
      };
    }
  }

  async #read(fixture: TargetFixture): Promise<Snapshot> {
    const { contract } = this.#run;
    const sent = await this.#run.readBack(fixture);
    const resource = sent === undefined ? undefined : this.#run.resource(fixture, sent.reply);
    if (resource === undefined) return { fixture, update: { problem: 'no read-back shows what it is like' } };
    const update = writeBack(
      { contract, fixture, model: this.#run.model(fixture), secrets: this.#care?.secrets ?? {} },
      resource,
    );
    return { fixture, state: restorableState(contract, resource), update };
  }

  /**
   * The update that writes back what the target was seen to take, before anything is changed: of stored values that not
   * every reading admits, and of all where they are to be restored. Where nothing is changed on purpose, only what
   * every update needs is tried.
   */
  async #rehearsed(fixture: TargetFixture, update: WriteBack): Promise<WriteBack> {
    if (this.#care === undefined || 'problem' in update) return update;
    const { fuller, doubt, ...sure } = update;
    if (fuller !== undefined && (doubt !== undefined || !this.isCareful)) {
      const lasting = update.lasting.filter(({ pointer }) => valuesAt(fuller, pointer).length === 0);
      if ((await this.#run.writeStored(fixture, fuller)) === 'taken') return { ...sure, logical: fuller, lasting };
      if (doubt !== undefined)
        return (
          (await this.#takenOf(fixture, { ...sure, logical: fuller, lasting })) ?? {
            problem: `${doubt}; the target does not take it`,
          }
        );
    }
    if (this.isCareful || (await this.#run.writeStored(fixture, update.logical)) !== 'refused') return update;
    // A target that takes none of it may be one that refuses what changes nothing.
    return (await this.#takenOf(fixture, update)) ?? update;
  }

  /** What the target takes of an update of stored values that it refuses; the rest cannot be brought back. */
  async #takenOf(fixture: TargetFixture, update: Writable): Promise<Writable | undefined> {
    const model = this.#run.model(fixture);
    const send = (draft: DraftRequest): Promise<WrittenBack> => this.#run.writeStored(fixture, model.logical(draft));
    const { taken, refused } = await takenBack({ model, send }, decodeContent(model.tree, update.logical));
    if (taken === undefined) return undefined;
    const left = [...new Set(refused.flatMap(({ places }) => places))].filter(
      (place) => valueAt(taken, place) === undefined,
    );
    const lasting = left.map((pointer) => ({ pointer, why: 'the target refuses to take its stored value back' }));
    return { ...update, logical: model.logical(taken), lasting: [...update.lasting, ...lasting], refused };
  }
}
