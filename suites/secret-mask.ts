import type { Contract } from '../specs/contract.js';
import { secretForms } from '../specs/secret-forms.js';
import { secretMembers } from '../specs/secret-members.js';
import type { LogicalRequest } from '../specs/target.js';
import { secretPlaces } from './secret-places.js';
import { valuesAt } from './values-at.js';

/** Hides what a contract marks `x-secret`. */
export interface SecretMask {
  /** A value of an answer or state as text; a secret is told by its length. */
  show(name: string, value: unknown): string;
  /** A text in which the secrets of a request are replaced. */
  hide(text: string, logical: LogicalRequest | undefined): string;
}

/** The mask of one contract. */
export function secretMask(contract: Contract): SecretMask {
  const pointers = secretPlaces(contract.update.request).map(({ pointer }) => pointer);
  const names = new Set(secretMembers([contract]));
  return {
    show: (name, value) => {
      if (names.has(name) && typeof value === 'string') return `a secret of ${[...value].length} characters`;
      return JSON.stringify(value)?.slice(0, 200) ?? 'undefined';
    },
    hide: (text, logical) => {
      const secrets = pointers
        .flatMap((pointer) => valuesAt(logical, pointer))
        .filter((value): value is string => typeof value === 'string' && value.length >= 4);
      const forms = secrets.flatMap(secretForms).sort((a, b) => b.length - a.length);
      return forms.reduce((masked, form) => masked.replaceAll(form, '[redacted]'), text);
    },
  };
}
