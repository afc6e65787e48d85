import type { StoredMember } from '../../contract/facts/stored-members.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { decodeContent } from '../../properties/request.js';
import { resourceIdentity } from '../exchange/read-back.js';
import { isAccepted } from '../exchange/reply.js';
import { distinctDrafts } from '../requests/distinct-drafts.js';
import type { PlanContext } from '../requests/plan-context.js';
import type { Session } from '../session/session.js';
import { showsSent } from '../state/shows-sent.js';
import { storedValues } from '../state/stored-values.js';

const clause = '/exchange/parallel-updates';

/** A resource that is updated while another one is, and its updates. */
export interface Side {
  readonly fixture: TargetFixture;
  readonly members: readonly StoredMember[];
  readonly logicals: readonly LogicalRequest[];
}

/** The members that an update sets when it comes alone; the first update of a side shows them. */
async function settable(
  session: Session,
  { fixture, members, logicals: [alone] }: Side,
): Promise<readonly StoredMember[]> {
  if (alone === undefined) return [];
  await session.apply(fixture, alone);
  const shown = storedValues(session.contract, await session.shown(fixture));
  const sent = decodeContent(session.model(fixture).tree, alone);
  return members.filter((member) => showsSent(member, shown, sent));
}

/** Updates two resources at the same time: each becomes what its own update made of it. */
export async function judgeSides(session: Session, sides: readonly Side[]): Promise<void> {
  const { contract, observer } = session;
  const members: (readonly StoredMember[])[] = [];
  for (const side of sides) members.push(await settable(session, side));
  const sent = await Promise.all(
    sides.flatMap(({ fixture, logicals: [, second] }) =>
      second === undefined ? [] : [session.sendNow(fixture, second, { atOnce: sides.length })],
    ),
  );
  for (const [index, { fixture }] of sides.entries()) {
    const [own, update] = [members[index] ?? [], sent[index]];
    if (own.length === 0 || update === undefined || !isAccepted(contract, update.reply)) continue;
    const wanted = decodeContent(session.model(fixture).tree, update.logical);
    const seen = await session.watch(fixture, (resource) => {
      const shown = storedValues(contract, resource);
      const wrong = own.filter((member) => !showsSent(member, shown, wanted));
      return { wrong, missing: wrong.length === 0 ? [] : [`${clause} ${fixture.id}`] };
    });
    const [first] = seen?.wrong ?? [];
    const actual = `${first?.place} of fixture ${fixture.id} is not what its update sent`;
    if (first !== undefined)
      observer.found(
        clause,
        {
          axis: 'state',
          outcome: 'broken',
          expected: 'each resource as its own update made it',
          actual,
          change: 'two resources updated at once',
        },
        update,
      );
    else if (seen !== undefined) observer.saw(clause, 'observe');
  }
}

/** Two resources that can be updated at once. */
export function sidesOf({ contract, changeable, model }: PlanContext): readonly Side[] {
  const taken = new Set<string>();
  const sides: Side[] = [];
  for (const fixture of changeable) {
    const identity = resourceIdentity(contract, fixture);
    const made = taken.has(identity)
      ? undefined
      : distinctDrafts(contract, model(fixture), { drafts: 2, fewestMembers: 1, mostMembers: 2 });
    taken.add(identity);
    if (made !== undefined)
      sides.push({
        fixture,
        members: made.members,
        logicals: made.drafts.map((draft) => model(fixture).logical(draft)),
      });
    if (sides.length === 2) break;
  }
  const [one, other] = sides;
  if (one === undefined || other === undefined) return [];
  // The other way round: what one is sent the other has had.
  return [one, { ...other, logicals: [...other.logicals].reverse() }];
}
