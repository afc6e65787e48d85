import type { TreeNode } from '../../contract/inspect/tree.js';
import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';

/** How many updates finding what a target takes back may take. */
const mostTries = 40;

/**
 * What became of an update of stored values: `changed` when it was taken and the resource is not what it was, `open`
 * when nothing can be said.
 */
export type WrittenBack = 'taken' | 'refused' | 'changed' | 'open';

/** What writing back asks of the fixture. */
export interface WritingBack {
  readonly model: RequestModel;
  /** Sends an update with some of the stored values. */
  send(draft: DraftRequest): Promise<WrittenBack>;
}

/** Stored values that a target does not take back. */
export interface RefusedPart {
  /** Pointers of the outermost members that are refused: one, or several that are refused only together. */
  readonly places: readonly string[];
  /** An update of stored values that is taken, and the same with these. */
  readonly twin: DraftRequest;
  readonly draft: DraftRequest;
}

/** How far a target takes stored values back. */
export interface TakenBack {
  /** The largest update that was taken; undefined where none was. */
  readonly taken?: DraftRequest;
  readonly refused: readonly RefusedPart[];
  /** Whether a part of the stored values changed the resource, so that none was sent any more. */
  readonly isChanged: boolean;
}

/**
 * The outermost members that an update can do without. What stands inside one is sent with it: nothing says that an
 * object stays as it is of which only parts are sent.
 */
function outermost(node: TreeNode, draft: DraftRequest): readonly string[] {
  return node.children.flatMap((child) => {
    if (valueAt(draft, child.pointer) === undefined) return [];
    if (!child.required) return [child.pointer];
    return child.children[0]?.via === 'property' ? outermost(child, draft) : [];
  });
}

class Search {
  readonly #run: WritingBack;
  readonly #whole: DraftRequest;
  readonly #places: readonly string[];
  #tries = 0;
  isChanged = false;
  readonly refused: RefusedPart[] = [];

  constructor(run: WritingBack, whole: DraftRequest) {
    this.#run = run;
    this.#whole = whole;
    this.#places = outermost(run.model.tree, whole);
  }

  get places(): readonly string[] {
    return this.#places;
  }

  /** The stored values with some of the members that can be left out, and with all that cannot. */
  with(places: readonly string[]): DraftRequest {
    const left = this.#places.filter((place) => !places.includes(place));
    const draft = left.reduce<unknown>((request, place) => withValueAt(request, place, undefined), this.#whole);
    return isObject(draft) ? draft : {};
  }

  async outcome(places: readonly string[]): Promise<WrittenBack> {
    const draft = this.with(places);
    if (places.length === this.#places.length) return 'refused';
    if (places.length === 0 || this.isChanged || this.#tries >= mostTries || !this.#isNoWorse(draft)) return 'open';
    this.#tries += 1;
    const outcome = await this.#run.send(draft);
    this.isChanged ||= outcome === 'changed';
    return outcome;
  }

  /** Whether a part breaks nothing that the whole does not: a resource may hold what not every reading admits. */
  #isNoWorse(draft: DraftRequest): boolean {
    const { model } = this.#run;
    const [part, whole] = [draft, this.#whole]
      .map((request) => model.judgeStored(model.logical(request)))
      .map(({ broken, disputed }) => [...broken, ...disputed]);
    return part?.every((local) => whole?.includes(local)) === true;
  }

  /** Members that are taken one after the other, by halves; those that are not are remembered. */
  async taken(): Promise<readonly string[]> {
    let taken: readonly string[] = [];
    let open: readonly string[] = [];
    const waiting: (readonly string[])[] = [this.#places];
    const alone: string[] = [];
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      const outcome = await this.outcome([...taken, ...group]);
      const half = Math.ceil(group.length / 2);
      if (outcome === 'taken') taken = [...taken, ...group];
      else if (group.length > 1) waiting.unshift(group.slice(0, half), group.slice(half));
      else if (outcome === 'refused') alone.push(...group);
      else open = [...open, ...group];
    }
    // What goes only with others was tried before they were there.
    const rest = open.length === 0 ? 'open' : await this.outcome([...taken, ...open]);
    if (rest === 'taken') taken = [...taken, ...open];
    for (const places of [...alone.map((place) => [place]), ...(rest === 'refused' ? [open] : [])]) {
      const companion = places.length === 1 ? await this.#companion(places, taken) : [];
      this.refused.push({
        places: [...companion, ...places],
        twin: this.with(taken),
        draft: this.with([...taken, ...places]),
      });
    }
    return taken;
  }

  /** The member beside which alone one is refused that is taken by itself. */
  async #companion(places: readonly string[], taken: readonly string[]): Promise<readonly string[]> {
    if (taken.length === 0 || (await this.outcome(places)) !== 'taken') return [];
    for (const other of taken) if ((await this.outcome([other, ...places])) === 'refused') return [other];
    return [];
  }
}

/**
 * Finds which stored values a target takes back that refuses them all in one update: with ever smaller parts of them.
 * An update that changes nothing does not change anything without some of its members, either.
 */
export async function takenBack(run: WritingBack, whole: DraftRequest): Promise<TakenBack> {
  const search = new Search(run, whole);
  const taken = await search.taken();
  const { refused, isChanged } = search;
  if (isChanged || taken.length === 0) return { refused: [], isChanged };
  return { taken: search.with(taken), refused, isChanged };
}
