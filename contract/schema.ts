import type { SchemaNode } from '../generated/schema-node.js';

/** One schema of a contract, with references resolved. */
export type Schema = Omit<
  SchemaNode,
  'properties' | 'items' | 'anyOf' | 'contentSchema' | 'enum' | 'const' | 'required'
> & {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly contentSchema?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
};

/** Names of traits that a fixture has. */
export type Traits = ReadonlySet<string>;

/** A condition over a fixture's traits. */
export type TraitCondition =
  | { readonly trait: string }
  | { readonly not: TraitCondition }
  | { readonly all: readonly TraitCondition[] }
  | { readonly any: readonly TraitCondition[] };

/** A condition over traits and over members of the answer itself. */
export type Condition =
  | { readonly trait: string }
  | { readonly member: string; readonly in: readonly unknown[] }
  | { readonly not: Condition }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };
