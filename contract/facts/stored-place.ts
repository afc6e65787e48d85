import type { Schema } from '../schema.js';

/** Array items up to this index keep the places below them; answers may hold any number of items. */
const mostKept = 64;

/**
 * Where a value stands in the resource: as contracts write it, with `items`, and with the indices at hand. Places are
 * made once: asking for the same one again gives the same.
 */
export class StoredPlace {
  readonly pattern: string;
  readonly pointer: string;
  /** The array items on the way, innermost first. */
  readonly items: readonly StoredPlace[];
  readonly #below = new Map<string | number, StoredPlace>();

  private constructor(pattern: string, pointer: string, items: readonly StoredPlace[], isItem = false) {
    this.pattern = pattern;
    this.pointer = pointer;
    this.items = isItem ? [this, ...items] : items;
  }

  /** The resource itself. */
  static readonly whole: StoredPlace = new StoredPlace('', '', []);

  /** Where a member is stored: under its owner, or where its `x-state` says; undefined when it is not. */
  member(name: string, { 'x-state': state }: Schema): StoredPlace | undefined {
    if (state === false) return undefined;
    return state === undefined
      ? this.#made(name, () => new StoredPlace(`${this.pattern}/${name}`, `${this.pointer}/${name}`, this.items))
      : this.at(state);
  }

  /** Where a contract pointer stands for what is stored here: with the indices of the items on the way. */
  at(pattern: string): StoredPlace {
    return this.#made(pattern, () => {
      const item = this.items.find((candidate) => pattern.startsWith(`${candidate.pattern}/`));
      return new StoredPlace(
        pattern,
        item === undefined ? pattern : `${item.pointer}${pattern.slice(item.pattern.length)}`,
        this.items,
      );
    });
  }

  /** Where one item of a stored array stands. */
  item(index: number): StoredPlace {
    const make = (): StoredPlace =>
      new StoredPlace(`${this.pattern}/items`, `${this.pointer}/${index}`, this.items, true);
    return index < mostKept ? this.#made(index, make) : make();
  }

  #made(key: string | number, make: () => StoredPlace): StoredPlace {
    const known = this.#below.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#below.set(key, made);
    return made;
  }
}
