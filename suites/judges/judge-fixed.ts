import type { Contract } from '../../contract/contract.js';
import { fixedMembers } from '../../contract/facts/fixed-members.js';
import { printedPlaces } from '../../contract/facts/printed-places.js';
import type { ShownPlace } from '../../contract/facts/stored-members.js';
import { valueAt } from '../../contract/pointer.js';
import { instancesOf } from '../../properties/request.js';
import type { SentRequest } from '../exchange/sent-request.js';
import { comparableValue } from '../state/comparable-value.js';
import { storedValues } from '../state/stored-values.js';
import type { Judging } from './judging.js';

const local = '/exchange/unset-stays';
const known = new WeakMap<Contract, readonly ShownPlace[]>();

/** The members of the resource that no update sets and that say nothing of how an update goes on. */
function unsetMembers(contract: Contract): readonly ShownPlace[] {
  const states = new Set(contract.behaviours.map(({ behaviour }) => behaviour.settles?.state));
  const members = known.get(contract) ?? fixedMembers(contract).filter(({ place }) => !states.has(place));
  known.set(contract, members);
  return members;
}

/** The same members where they stand in a resource. */
export function unsetIn(contract: Contract, values: unknown): readonly ShownPlace[] {
  return unsetMembers(contract).flatMap((member) =>
    instancesOf(values, [member.place]).map(([place = '']) => ({ ...member, place })),
  );
}

/** A place in a resource as contracts write it. */
function patternOf(place: string): string {
  return place.replaceAll(/\/\d+(?=\/|$)/g, '/items');
}

/**
 * Judges that an accepted update left what no update sets as it was. `before` and `after` are resources as the
 * read-back shows them.
 */
export function judgeFixed({ contract, observer }: Judging, sent: SentRequest, before: unknown, after: unknown): void {
  const [was, is] = [storedValues(contract, before), storedValues(contract, after)];
  for (const { place, schema, conditional } of unsetIn(contract, was)) {
    const [old, now] = [valueAt(was, place), valueAt(is, place)];
    const [former, present] = [comparableValue(schema, old), comparableValue(schema, now)];
    if (former === undefined || (now === undefined && conditional)) continue;
    if (former === present) {
      observer.saw(local, 'observe');
      continue;
    }
    const show = (value: unknown): string =>
      value === undefined ? 'nothing' : observer.mask.show(place.split('/').at(-1) ?? '', value);
    const actual = `${place} was ${show(old)} and is ${show(now)}`;
    // Of a member that no document prints, nobody knows what it hangs on.
    const outcome = printedPlaces(contract).has(patternOf(place)) ? 'broken' : 'tolerated';
    observer.found(
      local,
      { axis: 'state', outcome, expected: 'what no update can set stays as it was', actual, pointer: place },
      sent,
    );
  }
}
