import type { RequestModel } from '../properties/request-model.js';
import type { Contract } from '../specs/contract.js';
import { type SecretPlace, secretPlaces } from '../specs/secret-places.js';
import type { LogicalRequest, Reply, TargetFixture } from '../specs/target.js';
import { restorableState } from './comparable-state.js';
import type { SentRequest } from './observer.js';
import type { Snapshot } from './snapshot.js';
import { valuesAt } from './values-at.js';
import { writeBack } from './write-back.js';

/** How a session treats resources that somebody needs. */
export interface Care {
  /** only-refused: no update but the one that writes the stored values back, beside what a conformant target refuses; restore: fixtures are restored at the end. */
  readonly kind: 'only-refused' | 'restore';
  /** Values of secret members, by name: no read-back shows them. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Called before the first update of a fixture. */
  readonly onSnapshot?: (snapshot: Snapshot) => void;
}

/** What keeping fixtures from harm takes of the session. */
export interface KeepingRun {
  readonly contract: Contract;
  model(fixture: TargetFixture): RequestModel;
  readBack(fixture: TargetFixture): Promise<SentRequest | undefined>;
  resource(fixture: TargetFixture, reply: Reply): unknown;
}

/** Keeps fixtures as they were before a run, and updates from those that could not be restored. */
export class Keeper {
  readonly #run: KeepingRun;
  readonly #care: Care | undefined;
  readonly #places: readonly SecretPlace[];
  readonly #snapshots = new Map<string, Promise<Snapshot>>();
  /** Names of secret members that accepted updates held, by fixture. */
  readonly #overwritten = new Map<string, Set<string>>();

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
    return taken.map((snapshot) => ({ snapshot, overwritten: [...(this.#overwritten.get(snapshot.fixture.id) ?? [])] }));
  }

  /** Remembers which secrets an accepted update has overwritten. */
  accepted({ id }: TargetFixture, logical: LogicalRequest): void {
    const names = this.#overwritten.get(id) ?? new Set<string>();
    this.#overwritten.set(id, names);
    for (const { name, pointer } of this.#places) if (valuesAt(logical, pointer).length > 0) names.add(name);
  }

  /** The reply in place of an update that might change what nobody could restore. */
  async whyKept(fixture: TargetFixture): Promise<Reply | undefined> {
    if (this.#care === undefined) return undefined;
    const { update } = await this.snapshot(fixture);
    if (this.isCareful || !('problem' in update)) return undefined;
    return { kind: 'none', problem: `not sent: fixture ${fixture.id} could not be restored: ${update.problem}`, unsent: true };
  }

  async #take(fixture: TargetFixture): Promise<Snapshot> {
    const { contract } = this.#run;
    const sent = await this.#run.readBack(fixture);
    const resource = sent === undefined ? undefined : this.#run.resource(fixture, sent.reply);
    const snapshot: Snapshot =
      sent === undefined
        ? { fixture, update: { problem: 'no read-back shows what it is like' } }
        : {
            fixture,
            state: restorableState(contract, resource),
            update: writeBack({ contract, fixture, model: this.#run.model(fixture), secrets: this.#care?.secrets ?? {} }, resource),
          };
    this.#care?.onSnapshot?.(snapshot);
    return snapshot;
  }
}
