import { isObject, valueAt, withValueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import type { Check, Subject } from '../check.js';
import { isAccepted } from '../exchange/reply.js';
import { unsetIn } from '../judges/judge-fixed.js';
import { unknownLike } from '../requests/unknown-like.js';
import type { Session } from '../session/session.js';
import { storedValues } from '../state/stored-values.js';
import { isUsable } from '../trials/accept-draft.js';
import { overwriteTaken } from '../trials/overwrite-taken.js';

const clause = '/exchange/unset-stays';
const mostFixtures = 2;

/**
 * A value that is not the present one, of the same kind; undefined where there is none. Times are left out: nobody
 * would set them.
 */
function otherThan(schema: Schema, value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value !== 'string' || value === '' || schema.format === 'date-time') return undefined;
  return schema.enum === undefined ? unknownLike(value) : schema.enum.find((one) => one !== value);
}

/** A place in the resource, and another value than it has. */
type Stranger = readonly [place: string, value: unknown];

/**
 * Members of the resource that no update sets, with other values than they have, as far as the request has an object
 * for them. What names the fixture is left out.
 */
function strangers(
  session: Session,
  fixture: TargetFixture,
  resource: unknown,
  logical: LogicalRequest,
): readonly Stranger[] {
  const names = Object.values(fixture.values).flat();
  const values = storedValues(session.contract, resource);
  return unsetIn(session.contract, values).flatMap(({ place, schema }) => {
    const present = valueAt(values, place);
    const other = names.some((name) => name === present) ? undefined : otherThan(schema, present);
    const owner = place.slice(0, place.lastIndexOf('/'));
    const isSendable = isObject(valueAt(logical, owner)) && valueAt(logical, place) === undefined;
    return other === undefined || !isSendable ? [] : [[place, other] as const];
  });
}

function withAll(logical: LogicalRequest, members: readonly Stranger[]): LogicalRequest {
  const made = members.reduce<unknown>((request, [place, value]) => withValueAt(request, place, value), logical);
  return isObject(made) ? made : logical;
}

/**
 * Sends an update that also names members which no update can set. Where it is taken, and sets them, the same way
 * brings the former values back. @returns whether it is taken
 */
async function setStrangers(
  session: Session,
  fixture: TargetFixture,
  logical: LogicalRequest,
  members: readonly Stranger[],
): Promise<boolean> {
  const { contract } = session;
  const former = await session.shown(fixture);
  const values = storedValues(contract, former);
  const { reply } = await session.apply(fixture, withAll(logical, members));
  if (!isAccepted(contract, reply)) return false;
  const stored = storedValues(contract, await session.shown(fixture));
  const set = members.filter(([place, value]) => valueAt(stored, place) === value);
  if (set.length === 0) return true;
  const own = set.map(([place]) => [place, valueAt(values, place)] as const);
  const change = `members that no update can set: ${set.map(([place]) => place).join(', ')}`;
  await overwriteTaken(session, fixture, {
    former,
    change,
    twin: () => session.update(fixture, withAll(logical, own)),
  });
  return true;
}

/** An update that also names members which no update can set may be refused, or leaves them as they are. */
export const leavesUnsetAlone: Check = {
  id: 'leaves-unset-alone',
  title: 'an update does not set what no update can set, even if it names it',
  plan: ({ contract, changeable, isWanted, model }) => {
    if (!isWanted(clause) || contract.readBack === undefined) return [];
    return changeable.slice(0, mostFixtures).map(
      (fixture): Subject => ({
        name: clause,
        fixture,
        covers: [{ clause, side: 'observe' }],
        requests: { accept: 1, refuse: 0 },
        run: async (session) => {
          // What would be set wrongly on a resource that somebody needs could not be restored by an update.
          if (session.keeper.isSpared || !(await isUsable(session, fixture, [clause]))) return;
          const logical = model(fixture).logical(model(fixture).base());
          const members = strangers(session, fixture, await session.shown(fixture), logical);
          if (members.length === 0) return;
          if ((await setStrangers(session, fixture, logical, members)) || members.length === 1) return;
          for (const member of members) await setStrangers(session, fixture, logical, [member]);
        },
      }),
    );
  },
};
