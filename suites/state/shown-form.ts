import type { Contract } from '../../contract/contract.js';
import { printedPlaces } from '../../contract/facts/printed-places.js';
import type { StoredMember } from '../../contract/facts/stored-members.js';
import type { Schema } from '../../contract/schema.js';
import { comparableValue } from './comparable-value.js';
import type { ShownValues } from './shown-values.js';

/** A member as a read-back shows it, and what it is compared with. */
export interface ShownMember {
  /** What was sent or, where nothing was, what was there before. */
  readonly wanted: unknown;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether a value keeps the rules that the document has for the member of the request. */
  readonly isValid: (value: unknown) => boolean;
  /** What read-backs have shown so far, this one included. */
  readonly values: ShownValues;
}

/** `open`: it tells nothing; `unlike`: it may say the same in another form, which is told. */
export type ShownForm = 'same' | 'open' | 'unlike' | 'other';

/**
 * Whether the document names a member's values on a page that is missing: how a target writes what it has stored is its
 * own affair.
 */
function hasUnprintedValues({ 'x-plan': plan = [], enum: values }: Schema): boolean {
  return values === undefined && plan.some(({ set }) => set['enum'] !== undefined);
}

/** Whether two names are of one kind and have another number each: group2 and group5, v1 and v2, 200 and 300. */
function areOfOtherNumbers(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const stems = [one, other].map((text) => text?.replaceAll(/\d+/g, '#'));
  return stems[0] === stems[1] && stems[0]?.includes('#') === true && one !== other;
}

/**
 * Whether a read-back shows a value. Where no document prints the read-back, values from a list that none prints may be
 * written in another form; so may a secret, and one that is neither what was sent nor what was there before in plain
 * text tells nothing.
 */
export function shownForm(
  contract: Contract,
  { place, schema }: StoredMember,
  { wanted, before, after, isValid, values }: ShownMember,
): ShownForm {
  const [is, should, was] = [after, wanted, before].map((value) => comparableValue(schema, value));
  if (is === should) {
    if (hasUnprintedValues(schema)) values.learn(place, is);
    return 'same';
  }
  if (is === undefined || printedPlaces(contract).has(place)) return 'other';
  if (schema['x-secret'] === true) return is === was && isValid(after) ? 'other' : 'open';
  if (!hasUnprintedValues(schema)) return 'other';
  if (is.toLowerCase() === should?.toLowerCase()) return 'same';
  // Values that the target has shown as requests write them are written so.
  for (const text of [is, was]) values.learn(place, text);
  if (should === undefined || values.has(place, should) || areOfOtherNumbers(is, should)) return 'other';
  return is === was ? 'unlike' : 'open';
}
