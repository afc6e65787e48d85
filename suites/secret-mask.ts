import type { Contract } from '../specs/contract.js';
import type { Schema } from '../specs/schema.js';
import { secretMembers } from '../specs/secret-members.js';
import type { LogicalRequest } from '../specs/target.js';
import { valuesAt } from './values-at.js';

function* secretPointers(schema: Schema, pointer: string): Generator<string> {
  if (schema['x-secret'] === true) yield pointer;
  const owner = schema.contentSchema ?? schema;
  if (owner.items !== undefined) yield* secretPointers(owner.items, `${pointer}/items`);
  for (const [name, child] of Object.entries(owner.properties ?? {})) yield* secretPointers(child, `${pointer}/${name}`);
}

/** Hides what a contract marks `x-secret`. */
export interface SecretMask {
  /** A value of an answer or state as text; a secret is told by its length. */
  show(name: string, value: unknown): string;
  /** A text in which the secrets of a request are replaced. */
  hide(text: string, logical: LogicalRequest | undefined): string;
}

/** The mask of one contract. */
export function secretMask(contract: Contract): SecretMask {
  const pointers = [...secretPointers(contract.update.request, '')];
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
      return secrets.reduce((masked, secret) => masked.replaceAll(secret, '[redacted]').replaceAll(JSON.stringify(secret).slice(1, -1), '[redacted]'), text);
    },
  };
}
