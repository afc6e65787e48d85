import type { Contract } from '../../contract/contract.js';
import { secretForms } from '../../contract/facts/secret-forms.js';
import { secretPlaces } from '../../contract/facts/secret-places.js';
import type { LogicalRequest } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { openTexts } from './open-texts.js';

/** Shorter or plainer texts stand in answers for other reasons. */
const shortest = 8;
const fewestCharacters = 5;
/** A long random run goes through thousands; the latest are the ones that a resource or a log may still hold. */
const mostKnown = 200;

function isTelling(value: unknown): value is string {
  return typeof value === 'string' && value.trim().length >= shortest && new Set(value).size >= fewestCharacters;
}

/** How a secret may stand in an HTTP message. */
interface Form {
  readonly text: string;
  readonly secret: string;
}

/**
 * The secrets that the requests of a run held, accepted or not. One that shows up in an answer was given away: texts
 * that a request also holds in the open do not count.
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
  /**
   * The forms of known secrets by their first characters: one walk through an answer finds any of them, however many
   * are known.
   */
  readonly #forms = new Map<string, Form[]>();
  /** Marks the beginnings of forms, so that most places of an answer need no further look. */
  readonly #beginnings = new Uint8Array(1 << 16);

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
      for (const secret of this.#known.keys()) if (text.includes(secret.trim())) this.#given.add(secret);
    }
    for (const pointer of this.#places) {
      for (const secret of valuesAt(logical, pointer).filter(isTelling)) {
        const pointers = this.#known.get(secret);
        if (pointers === undefined) this.#add(secret, pointer);
        else pointers.add(pointer);
      }
    }
  }

  /** Whether anything is known that an answer could give away; by default of any member. */
  hasAny(pointers: readonly string[] = this.#places): boolean {
    for (const secret of this.#known.keys()) if (this.#tells(secret, pointers)) return true;
    return false;
  }

  /** Whether a request holds one. */
  isHeldBy(logical: LogicalRequest): boolean {
    return this.#places.some((pointer) =>
      valuesAt(logical, pointer).some((value) => isTelling(value) && !this.#isOpen(value)),
    );
  }

  /** Whether a text shows one, in any of the forms that HTTP messages have; by default of any member. */
  isShownIn(text: string, pointers: readonly string[] = this.#places): boolean {
    for (let at = 0; at + shortest <= text.length; at += 1) {
      if (this.#beginnings[beginningAt(text, at)] === 0) continue;
      const forms = this.#forms.get(text.slice(at, at + shortest));
      if (forms?.some((form) => text.startsWith(form.text, at) && this.#tells(form.secret, pointers)) === true)
        return true;
    }
    return false;
  }

  #add(secret: string, pointer: string): void {
    if (this.#isOpen(secret)) this.#given.add(secret);
    this.#known.set(secret, new Set([pointer]));
    for (const text of secretForms(secret)) {
      const start = text.slice(0, shortest);
      const alike = this.#forms.get(start) ?? [];
      this.#forms.set(start, alike);
      alike.push({ text, secret });
      this.#beginnings[beginningAt(text, 0)] = 1;
    }
    const [oldest] = this.#known.keys();
    if (this.#known.size > mostKnown && oldest !== undefined) this.#forget(oldest);
  }

  #forget(secret: string): void {
    this.#known.delete(secret);
    for (const text of secretForms(secret)) {
      const start = text.slice(0, shortest);
      const others = (this.#forms.get(start) ?? []).filter((form) => form.secret !== secret);
      if (others.length === 0) this.#forms.delete(start);
      else this.#forms.set(start, others);
    }
  }

  /** Whether a known secret of one of the members stands nowhere in the open. */
  #tells(secret: string, pointers: readonly string[]): boolean {
    return !this.#given.has(secret) && pointers.some((pointer) => this.#known.get(secret)?.has(pointer));
  }

  #isOpen(secret: string): boolean {
    const core = secret.trim();
    for (const text of this.#open) if (text.includes(core)) return true;
    return false;
  }
}

/** A small number that tells most beginnings of three characters apart. */
function beginningAt(text: string, at: number): number {
  return ((text.charCodeAt(at) << 10) ^ (text.charCodeAt(at + 1) << 5) ^ text.charCodeAt(at + 2)) & 0xffff;
}
