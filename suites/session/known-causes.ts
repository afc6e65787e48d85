import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import { contractPointer, type DraftRequest, firstInstance, instancesOf } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { RequestChange } from '../requests/request-changes.js';

/** What valid requests are refused for on a fixture: one value, or the fewest that are refused only together. */
export interface KnownCause {
  readonly changes: readonly RequestChange[];
  /** In words: the values and how they were answered. */
  readonly told: string;
}

/** The update of stored values that a fixture took, and the clauses (local ids) that readings dispute in it. */
interface StoredTaken {
  readonly stored: DraftRequest;
  readonly disputed: ReadonlySet<string>;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Where a request has what a change is about. */
function placesOf(draft: DraftRequest, { at, to }: RequestChange): readonly string[] {
  return instancesOf(draft, [contractPointer(at)]).flatMap(([place]) => {
    if (place === undefined || !isSame(valueAt(draft, place), to)) return [];
    // What is left out is left out where its object is there.
    const owner = place.slice(0, place.lastIndexOf('/'));
    return to !== undefined || owner === '' || isObject(valueAt(draft, owner)) ? [place] : [];
  });
}

function replaced(draft: DraftRequest, places: readonly string[], value: unknown): DraftRequest {
  const changed = places.reduceRight<unknown>((request, place) => withValueAt(request, place, value), draft);
  return isObject(changed) ? changed : {};
}

/** Remembers, fixture by fixture, what valid requests are refused for, and makes requests without it. */
export class KnownCauses {
  /** How often an answer, in words, was given to a valid request that was accepted when it was sent again. */
  readonly #fickle = new Map<string, number>();

  /** Remembers an answer that comes and goes. */
  addFickle(answer: string): void {
    this.#fickle.set(answer, (this.#fickle.get(answer) ?? 0) + 1);
  }

  /** Whether an answer was seen to come and go, and not only once: one code may be for everything that is wrong. */
  isFickle(answer: string): boolean {
    return (this.#fickle.get(answer) ?? 0) > 1;
  }

  readonly #byFixture = new Map<string, KnownCause[]>();
  readonly #clauses = new Map<string, string>();
  readonly #storedByFixture = new Map<string, StoredTaken>();

  /** Remembers a cause. */
  add({ id }: TargetFixture, cause: KnownCause): void {
    this.#byFixture.set(id, [...(this.#byFixture.get(id) ?? []), cause]);
  }

  /** Remembers that the fixture takes back what it has stored, although readings dispute some of it. */
  settle({ id }: TargetFixture, model: RequestModel, stored: DraftRequest): void {
    this.#storedByFixture.set(id, { stored, disputed: new Set(model.judge(model.logical(stored)).disputed) });
  }

  /** Whether every reading admits a request, but for stored values that the fixture was seen to take back. */
  admits({ id }: TargetFixture, model: RequestModel, draft: DraftRequest): boolean {
    const taken = this.#storedByFixture.get(id);
    if (taken === undefined) return model.isSure(draft);
    const { stored, disputed } = taken;
    return model.isSure(draft, (local) => {
      const at = firstInstance(local.split('#')[0] ?? '');
      return disputed.has(local) && isSame(valueAt(draft, at), valueAt(stored, at));
    });
  }

  /**
   * The clause (local id) that causes of one kind, such as values of one member that are answered alike, are told of:
   * that of the first.
   */
  clauseFor(kind: string, clause: string): string {
    const first = this.#clauses.get(kind) ?? clause;
    this.#clauses.set(kind, first);
    return first;
  }

  /** The first cause that a request holds as a whole. */
  heldBy({ id }: TargetFixture, draft: DraftRequest): KnownCause | undefined {
    return this.#byFixture
      .get(id)
      ?.find(({ changes }) => changes.every((change) => placesOf(draft, change).length > 0));
  }

  /**
   * The request with what was taken in place of what is refused, as far as that leaves it valid and what it is about,
   * `kept` (contract pointers), as it is; the request itself where it holds nothing of the kind.
   */
  without(
    fixture: TargetFixture,
    model: RequestModel,
    draft: DraftRequest,
    kept: readonly string[] = [],
  ): DraftRequest {
    let clean = draft;
    for (const { changes } of this.#byFixture.get(fixture.id) ?? []) {
      if (!changes.every((change) => placesOf(clean, change).length > 0)) continue;
      clean =
        changes
          .flatMap((change) => this.#replacements(model, clean, change, kept))
          .find((one) => this.admits(fixture, model, one)) ?? clean;
    }
    return clean;
  }

  #replacements(
    model: RequestModel,
    draft: DraftRequest,
    change: RequestChange,
    kept: readonly string[],
  ): readonly DraftRequest[] {
    const pointer = contractPointer(change.at);
    if (kept.some((own) => own === pointer || own.startsWith(`${pointer}/`))) return [];
    const places = placesOf(draft, change);
    const node = model.nodes.find((candidate) => candidate.pointer === pointer);
    const edges =
      node === undefined ? [] : (model.domain(node)?.edges ?? []).filter((edge) => !isSame(edge, change.to));
    const values = [change.from, ...edges.slice(0, 2), undefined].filter((value) => !isSame(value, change.to));
    const [place] = places;
    // Where the bare value does not go with the rest, other members are moved along.
    const moved = place === undefined ? [] : values.map((value) => model.change(draft, place, value));
    return [...values.map((value) => replaced(draft, places, value)), ...moved];
  }
}
