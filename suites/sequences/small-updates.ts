import * as fc from 'fast-check';
import type { Schema } from '../../contract/schema.js';
import type { DraftRequest } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { comparableValue } from '../state/comparable-value.js';

/** Two valid updates of the same few members, with different values. */
export interface UpdatePair {
  readonly first: DraftRequest;
  readonly second: DraftRequest;
  /** Contract pointers of the members. */
  readonly members: readonly string[];
}

interface Choice {
  readonly pointer: string;
  readonly values: readonly [unknown, unknown];
}

const mostMembers = 3;

/** Neighbours among the boundary values that a read-back tells apart. */
function choicesOf(model: RequestModel, schemas: ReadonlyMap<string, Schema>): readonly Choice[] {
  return model.nodes.flatMap((node): readonly Choice[] => {
    const schema = schemas.get(node.pointer);
    if (schema === undefined) return [];
    const edges = [
      ...new Map((model.domain(node)?.edges ?? []).map((value) => [comparableValue(schema, value), value])).values(),
    ];
    return edges.slice(1).map((value, index) => ({ pointer: node.pointer, values: [value, edges[index]] }));
  });
}

function pairOf(model: RequestModel, choices: readonly Choice[]): UpdatePair | undefined {
  const [first, second] = [0, 1].map((side) =>
    model.with(Object.fromEntries(choices.map(({ pointer, values }) => [pointer, values[side]]))),
  );
  if (first !== undefined && second !== undefined && model.isSure(first) && model.isSure(second))
    return { first, second, members: choices.map(({ pointer }) => pointer) };
  // Not all members go together.
  return choices.length > 1 ? pairOf(model, choices.slice(0, -1)) : undefined;
}

/**
 * Pairs of valid updates of a few members, made of the boundary values that plain updates are tried with, too;
 * undefined where a draw gives none.
 * @param schemas the members to choose from, by contract pointer
 */
export function smallUpdates(
  model: RequestModel,
  schemas: ReadonlyMap<string, Schema>,
): fc.Arbitrary<UpdatePair | undefined> {
  const choices = choicesOf(model, schemas);
  if (choices.length === 0) return fc.constant(undefined);
  return fc
    .uniqueArray(fc.constantFrom(...choices), {
      selector: ({ pointer }) => pointer,
      minLength: 1,
      maxLength: mostMembers,
    })
    .map((drawn) => pairOf(model, drawn));
}
