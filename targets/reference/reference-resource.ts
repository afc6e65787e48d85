import type { Behaviour, Contract, Fixture } from '../../contract/contract.js';
import { StoredPlace } from '../../contract/facts/stored-place.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { buildTree, type TreeNode } from '../../contract/inspect/tree.js';
import { segmentsOf, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Schema, Traits } from '../../contract/schema.js';
import { applyUpdate } from './apply-update.js';

const rememberedTokens = 1024;

/** What was answered under a client token. */
export interface Remembered {
  readonly request: string;
  readonly state: unknown;
}

/** Where a pointer of the read-back document stands in the resource. */
function placeOf(schema: Schema, pointer: string): string {
  let place: StoredPlace | undefined = StoredPlace.whole;
  let node = schema;
  for (const name of segmentsOf(pointer)) {
    node = node.properties?.[name] ?? {};
    place = place === undefined ? undefined : place.member(name, node);
  }
  return place?.pointer ?? pointer;
}

/** One resource of the reference: a fixture, what updates made of it, and the update under way. */
export class ReferenceResource {
  readonly fixture: Fixture;
  readonly traits: Traits;
  /** The update request as it holds for the fixture's traits. */
  readonly tree: TreeNode;
  readonly #settles: Behaviour['settles'];
  readonly #statePointer: string | undefined;
  /** Where the time of the last update stands. */
  readonly #times: readonly string[];
  readonly #tokens = new Map<string, Remembered>();
  #state: unknown;
  #busyUntil = Number.NEGATIVE_INFINITY;

  constructor(contract: Contract, fixture: Fixture) {
    this.fixture = fixture;
    this.traits = new Set(fixture.traits);
    this.tree = buildTree(contract.update.request, { prefix: '', traits: this.traits, errata: contract.errata });
    this.#state = structuredClone(fixture.state);
    const settling = contract.behaviours.find(
      ({ clause, behaviour }) => behaviour.settles !== undefined && meetsNeeds(clause.needs, this.traits),
    );
    this.#settles = settling?.behaviour.settles;
    this.#statePointer =
      this.#settles === undefined || contract.readBack === undefined
        ? undefined
        : placeOf(contract.readBack.response, this.#settles.state);
    this.#times = contract.behaviours
      .flatMap(({ behaviour }) => behaviour.times?.rising ?? [])
      .map((pointer) => placeOf(contract.update.response, pointer));
  }

  /** The resource as stored, without the passing state of an update under way. */
  get state(): unknown {
    return this.#state;
  }

  /** Replaces the stored resource. */
  overwrite(state: unknown): void {
    this.#state = state;
  }

  /** As it was at the start. */
  reset(): void {
    this.#state = structuredClone(this.fixture.state);
    this.#busyUntil = Number.NEGATIVE_INFINITY;
    this.#tokens.clear();
  }

  /** Whether an update is under way at a time of the clock, in milliseconds. */
  isBusy(now: number): boolean {
    return now < this.#busyUntil;
  }

  /** Stores a request accepted at a moment; the resource is busy until a time of the clock. */
  accept(request: unknown, moment: Date, busyUntil: number): void {
    this.#state = this.#times.reduce(
      (state, pointer) => withValueAt(state, pointer, moment.toISOString()),
      applyUpdate(this.tree, request, this.#state),
    );
    this.#busyUntil = busyUntil;
    const { until = [] } = this.#settles ?? {};
    const [settled] = until;
    if (this.#statePointer === undefined || settled === undefined) return;
    const former = valueAt(this.#state, this.#statePointer);
    if (!until.some((one) => one === former)) this.#state = withValueAt(this.#state, this.#statePointer, settled);
  }

  /** The resource as read back at a time of the clock: an update under way shows in its state. */
  observed(now: number): unknown {
    const [passing] = this.#settles?.while ?? [];
    if (this.#statePointer === undefined || passing === undefined || !this.isBusy(now)) return this.#state;
    return withValueAt(this.#state, this.#statePointer, passing);
  }

  /** What was answered to this very request under this client token. */
  remembered(token: string, request: string): Remembered | undefined {
    const entry = this.#tokens.get(token);
    return entry?.request === request ? entry : undefined;
  }

  /** Remembers the stored resource as the answer under a client token. */
  remember(token: string, request: string): void {
    const [oldest] = this.#tokens.keys();
    if (this.#tokens.size >= rememberedTokens && oldest !== undefined) this.#tokens.delete(oldest);
    this.#tokens.set(token, { request, state: this.#state });
  }
}
