import { valueAt } from '../../contract/pointer.js';
import type { TargetFixture } from '../../contract/target.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { FindingPart } from '../findings/observer.js';
import type { Session, Untouched } from '../session/session.js';

const clause = '/exchange/refusal-without-effect';

/** How many looks must show a resource at rest before it is, and the pauses between them, in milliseconds. */
const calmLooks = 6;
const betweenLooks = 300;

/**
 * Judges that a refused request left the state of the resource alone. One that passes may be late news of an update
 * before: the request is sent again once the resource has come to rest, and only what it then does again is held
 * against it.
 */
export async function judgeCalm(
  session: Session,
  fixture: TargetFixture,
  { before, after }: Pick<Untouched, 'before' | 'after'>,
  refused: SentRequest,
  part: Pick<FindingPart, 'operator' | 'change'> = {},
): Promise<void> {
  const settles = session.settles(fixture);
  if (settles === undefined) return;
  const [was, is] = [before, after].map((resource) => valueAt(resource, settles.state));
  const isPassing = (state: unknown): boolean => settles.while.some((one) => one === state);
  const isResting = (state: unknown): boolean => settles.until.some((one) => one === state);
  // Which of its resting states a resource is in may change by itself.
  if (
    typeof was !== 'string' ||
    typeof is !== 'string' ||
    was === is ||
    isPassing(was) ||
    (isResting(was) && isResting(is))
  )
    return;
  const tell = (actual: string, sent: SentRequest): void =>
    session.observer.found(
      clause,
      { axis: 'state', outcome: 'broken', expected: `state ${was}`, actual, pointer: settles.state, ...part },
      sent,
    );
  if (!isPassing(is)) return tell(`state ${is}`, refused);
  if (!(await session.rest(fixture))) return tell(`state ${is}, and it lasts`, refused);
  const stateNow = async (): Promise<unknown> => {
    const look = await session.readBack(fixture);
    return look === undefined ? undefined : valueAt(session.resource(fixture, look.reply), settles.state);
  };
  // Looks may be answered by copies of which one lags behind the other: none may show it any more.
  for (let look = 0; look < calmLooks; look += 1) {
    await session.timing.sleep(betweenLooks);
    if (isPassing(await stateNow())) return;
  }
  const again = await session.update(fixture, refused.logical);
  const now = await stateNow();
  if (isPassing(now)) tell(`state ${String(now)}`, again);
  await session.rest(fixture);
}
