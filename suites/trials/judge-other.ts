import type { Clause } from '../../contract/contract.js';
import { describeReply, errorCodeOf, isAccepted } from '../exchange/reply.js';
import { acceptance } from '../findings/expected-answers.js';
import type { Session } from '../session/session.js';
import type { Side } from './parallel-sides.js';

/** In so many of as many tries; the resource may be busy with an update of its own in the first of them. */
const attempts = 3;

/** The most updates that judging takes. */
export const mostOfOthers: number = 2 * attempts + 1;

/**
 * Judges that a resource can be updated while another one is: it is not refused every time right behind an update of
 * the other, and taken when nothing is under way. It gets no update in between, so that none of its own keeps it busy.
 */
export async function judgeOther(session: Session, [one, other]: readonly Side[], clause: Clause): Promise<void> {
  const { contract, observer } = session;
  const [mine] = other?.logicals ?? [];
  if (one === undefined || other === undefined || mine === undefined) return;
  await session.settle(other.fixture);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const logical = one.logicals[attempt % one.logicals.length] ?? {};
    const first = await session.update(one.fixture, logical);
    const second = await session.sendNow(other.fixture, mine);
    const code = errorCodeOf(contract, second.reply);
    if (
      !isAccepted(contract, first.reply) ||
      isAccepted(contract, second.reply) ||
      code === undefined ||
      clause.rejects.code?.includes(code) !== true
    )
      return;
    await session.settle(one.fixture);
    if (attempt < attempts - 1) continue;
    const alone = await session.update(other.fixture, mine);
    if (!isAccepted(contract, alone.reply)) return;
    const actual = `${describeReply(contract, second.reply)}, ${attempts} times, and accepted when no other resource was being updated`;
    const change = `an update of fixture ${other.fixture.id} while fixture ${one.fixture.id} is being updated`;
    observer.found(
      clause.local,
      { axis: 'status', outcome: 'broken', ...acceptance(contract), actual, change },
      second,
      code,
    );
  }
}
