import type { Contract } from '../specs/contract.js';
import { secretForms } from '../specs/secret-forms.js';
import { secretPlaces } from '../specs/secret-places.js';
import type { LogicalRequest } from '../specs/target.js';
import { openTexts } from './open-texts.js';
import { valuesAt } from './values-at.js';

/** Shorter or plainer texts stand in answers for other reasons. */
const shortest = 8;
const fewestCharacters = 5;
/** A long random run goes through thousands; the latest are the ones that a resource or a log may still hold. */
const mostKnown = 200;

function isTelling(value: unknown): value is string {
  return typeof value === 'string' && value.trim().length >= shortest && new Set(value).size >= fewestCharacters;
}

/**
 * The secrets that the requests of a run held, accepted or not. One that shows up in an answer was given away: texts that a request also
 * holds in the open do not count.
 */
export class TellingSecrets {
  readonly #contract: Contract;
  readonly #places: readonly string[];
  /** Texts that requests held in the open. */
  readonly #open = new Set<string>();
  /** Known secrets that stand in one of them. */
  readonly #given = new Set<string>();
  /** Contract pointers by secret. */
  readonly #known = new Map<string, Set<string>>();
  readonly #patterns = new Map<string, RegExp | undefined>();

  constructor(contract: Contract) {
    this.#contract = contract;
    this.#places = secretPlaces(contract.update.request).map(({ pointer }) => pointer);
  }

  /** Remembers the secrets of a request that is sent. */
  learn(logical: LogicalRequest): void {
    if (this.#places.length === 0) return;
    for (const text of openTexts(this.#contract.update.request, logical)) {
      if (this.#open.has(text)) continue;
      this.#open.add(text);
      for (const secret of this.#known.keys()) {
        if (this.#given.has(secret) || !text.includes(secret.trim())) continue;
        this.#given.add(secret);
        this.#patterns.clear();
      }
    }
    for (const pointer of this.#places) {
      for (const secret of valuesAt(logical, pointer).filter(isTelling)) {
        const pointers = this.#known.get(secret) ?? new Set<string>();
        if (pointers.has(pointer)) continue;
        if (this.#isOpen(secret)) this.#given.add(secret);
        this.#known.set(secret, pointers.add(pointer));
        const [oldest] = this.#known.keys();
        if (this.#known.size > mostKnown && oldest !== undefined) this.#known.delete(oldest);
        this.#patterns.clear();
      }
    }
  }

  /** Whether anything is known that an answer could give away; by default of any member. */
  hasAny(pointers: readonly string[] = this.#places): boolean {
    return this.#pattern(pointers) !== undefined;
  }

  /** Whether a request holds one. */
  isHeldBy(logical: LogicalRequest): boolean {
    return this.#places.some((pointer) => valuesAt(logical, pointer).some((value) => isTelling(value) && !this.#isOpen(value)));
  }

  /** Whether a text shows one, in any of the forms that HTTP messages have; by default of any member. */
  isShownIn(text: string, pointers: readonly string[] = this.#places): boolean {
    return this.#pattern(pointers)?.test(text) === true;
  }

  #isOpen(secret: string): boolean {
    const core = secret.trim();
    for (const text of this.#open) if (text.includes(core)) return true;
    return false;
  }

  #pattern(pointers: readonly string[]): RegExp | undefined {
    const key = pointers.join(' ');
    if (!this.#patterns.has(key)) {
      const secrets = [...this.#known].filter(([secret, places]) => pointers.some((pointer) => places.has(pointer)) && !this.#given.has(secret));
      const forms = secrets.flatMap(([secret]) => secretForms(secret)).map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      this.#patterns.set(key, forms.length === 0 ? undefined : new RegExp(forms.join('|')));
    }
    return this.#patterns.get(key);
  }
}
