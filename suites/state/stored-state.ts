import type { Contract } from '../../contract/contract.js';
import { printedPlaces } from '../../contract/facts/printed-places.js';
import { inspectBroken } from '../../contract/inspect/inspect.js';
import { valueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { comparableValue } from './comparable-value.js';
import { storedUnits } from './stored-units.js';
import { storedValues } from './stored-values.js';

/** A member of the update request as a resource shows it. */
export interface StoredEntry {
  readonly name: string;
  /** Pointer into the stored resource. */
  readonly place: string;
  readonly value: unknown;
  /**
   * The value in whatever form as one text, with the number of its entries where it is a list; undefined: nothing is
   * shown.
   */
  readonly text: string | undefined;
  /** Whether the request that the state is read for sends it. */
  readonly isSent: boolean;
  readonly isSecret: boolean;
}

function entriesOf({ format }: Schema, value: unknown): string {
  if (Array.isArray(value)) return ` ×${value.length}`;
  return format === 'ipv4-cidr-list' && typeof value === 'string' ? ` ×${value.split(',').length}` : '';
}

/**
 * Every member of the update request as a resource of one and the same target shows it, to compare it with another
 * time.
 */
export function storedState(
  session: { readonly contract: Contract; model(fixture: TargetFixture): RequestModel },
  fixture: TargetFixture,
  resource: unknown,
  request: LogicalRequest,
): readonly StoredEntry[] {
  const { tree } = session.model(fixture);
  const state = storedValues(session.contract, resource);
  return storedUnits(tree, decodeContent(tree, request), state).map(({ node, place, sent }) => {
    const value = valueAt(state, place);
    const isSecret = node.schema['x-secret'] === true;
    // Where no document prints the read-back, a secret that is no such key in plain text tells nothing.
    const isOpaque =
      isSecret && !printedPlaces(session.contract).has(place) && inspectBroken(node, value, new Set()).length > 0;
    const text = isOpaque ? undefined : comparableValue(node.schema, value);
    return {
      name: node.name,
      place,
      value,
      text: text === undefined ? undefined : `${text}${entriesOf(node.schema, value)}`,
      isSent: sent !== undefined,
      isSecret,
    };
  });
}
