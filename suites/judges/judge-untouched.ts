import type { Reply, TargetFixture } from '../../contract/target.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { FindingPart, Observer } from '../findings/observer.js';
import type { SecretMask } from '../secrets/secret-mask.js';
import { changedByOthers } from '../state/sent-values.js';

/** What a look at the resource takes of the session. */
interface Looking {
  readonly observer: Observer;
  readBack(fixture: TargetFixture): Promise<SentRequest | undefined>;
  stateText(fixture: TargetFixture, reply: Reply): string;
  forget(fixture: TargetFixture): void;
  /** What a state has become where updates that only repeated others came in between. */
  renewed(fixture: TargetFixture, state: string): string;
  /** Whether a state is what the fixture was before, but for what is another at every read. */
  isSameState(fixture: TargetFixture, before: string, after: string): Promise<boolean>;
  /** Whether a change is one that nobody here asked for, and that does not come again with the same request. */
  isOthersDoing(fixture: TargetFixture, sent: SentRequest, before: string, after: string): Promise<boolean>;
}

/** Judges that a refused request left the resource as it was: `before`, as comparable text. */
export async function judgeUntouched(
  session: Looking,
  fixture: TargetFixture,
  sent: SentRequest,
  before: string | undefined,
  part: Pick<FindingPart, 'operator' | 'change'>,
): Promise<void> {
  if (before === undefined) return;
  const after = await session.readBack(fixture);
  if (after === undefined) return;
  const text = session.stateText(fixture, after.reply);
  const local = '/exchange/refusal-without-effect';
  if (text === session.renewed(fixture, before) || (await session.isSameState(fixture, before, text))) {
    session.observer.saw(local, 'observe');
    return;
  }
  session.forget(fixture);
  const told = `it changed: ${firstDifference(before, text, session.observer.mask)}`;
  const isOthers = await session.isOthersDoing(fixture, sent, before, text);
  session.forget(fixture);
  const [outcome, actual] = isOthers ? (['undecided', changedByOthers(told)] as const) : (['broken', told] as const);
  session.observer.found(
    local,
    { axis: 'state', outcome, expected: 'the resource as it was before', actual, ...part },
    sent,
  );
}

function firstDifference(before: string, after: string, mask: SecretMask): string {
  const flatten = (value: unknown, at: string): readonly (readonly [string, unknown])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => flatten(member, `${at}/${key}`))
      : [[at, value]];
  const was = new Map(flatten(JSON.parse(before), ''));
  const is = new Map(flatten(JSON.parse(after), ''));
  const [at] = [...new Set([...was.keys(), ...is.keys()])].filter((pointer) => was.get(pointer) !== is.get(pointer));
  if (at === undefined) return 'order of members';
  const show = (value: unknown): string =>
    value === undefined ? 'absent' : mask.show(at.split('/').at(-1) ?? '', value);
  return `${at} was ${show(was.get(at))}, is ${show(is.get(at))}`;
}
