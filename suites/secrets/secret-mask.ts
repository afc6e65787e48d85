import type { Contract } from '../../contract/contract.js';
import { secretForms } from '../../contract/facts/secret-forms.js';
import { secretMembers } from '../../contract/facts/secret-members.js';
import { secretPlaces } from '../../contract/facts/secret-places.js';
import type { LogicalRequest } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';

/** Hides what a contract marks `x-secret`. */
export interface SecretMask {
  /** A value of an answer or state as text; a secret is told by its length. */
  show(name: string, value: unknown): string;
  /** A text in which the secrets of a request, and of all that were learned, are replaced. */
  hide(text: string, logical: LogicalRequest | undefined): string;
  /** Remembers the secrets of a request that is sent: a target may tell them later. */
  learn(logical: LogicalRequest): void;
}

/** Shorter ones are words like any other; they are hidden only next to the request that holds them. */
const shortestLearned = 8;
const shortestOwn = 4;

function anyOf(secrets: Iterable<string>): RegExp | undefined {
  const forms = [...secrets].flatMap(secretForms).sort((a, b) => b.length - a.length);
  return forms.length === 0
    ? undefined
    : new RegExp(forms.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
}

/** The mask of one contract. */
export function secretMask(contract: Contract): SecretMask {
  const pointers = secretPlaces(contract.update.request).map(({ pointer }) => pointer);
  const names = new Set(secretMembers([contract]));
  const learned = new Set<string>();
  let anyLearned: RegExp | undefined;
  let compiled = 0;
  const secretsOf = (logical: LogicalRequest | undefined, shortest: number): readonly string[] =>
    pointers
      .flatMap((pointer) => valuesAt(logical, pointer))
      .filter((value): value is string => typeof value === 'string' && value.length >= shortest);
  const withoutAny = (text: string, pattern: RegExp | undefined): string =>
    pattern === undefined ? text : text.replaceAll(pattern, '[redacted]');
  return {
    show: (name, value) => {
      if (names.has(name) && typeof value === 'string') return `a secret of ${[...value].length} characters`;
      return JSON.stringify(value)?.slice(0, 200) ?? 'undefined';
    },
    hide: (text, logical) => {
      if (compiled !== learned.size) {
        anyLearned = anyOf(learned);
        compiled = learned.size;
      }
      return withoutAny(
        withoutAny(text, anyLearned),
        anyOf(secretsOf(logical, shortestOwn).filter((secret) => !learned.has(secret))),
      );
    },
    learn: (logical) => {
      for (const secret of secretsOf(logical, shortestLearned)) learned.add(secret);
    },
  };
}
