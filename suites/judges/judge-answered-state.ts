import type { Behaviour } from '../../contract/contract.js';
import { valueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest, TargetFixture } from '../../contract/target.js';
import { valuesAt } from '../../contract/values-at.js';
import { decodeContent } from '../../properties/request.js';
import type { SentRequest } from '../exchange/sent-request.js';
import type { Observer } from '../findings/observer.js';
import { comparableValue } from '../state/comparable-value.js';
import { storedUnits } from '../state/stored-units.js';
import { answeredValues, storedValues } from '../state/stored-values.js';
import { momentOf } from './answer-rules/moment-of.js';
import { judgedMembers, type Looks } from './judge-effect.js';
import { unsetIn } from './judge-fixed.js';
import type { Judging } from './judging.js';

const local = '/exchange/answer-shows-resource';

/** A member that the answer and the read-back both show. */
interface Shown {
  readonly place: string;
  readonly schema: Schema;
  /** What requests asked for that may be on its way to it. */
  readonly asked: readonly unknown[];
}

function isSame(schema: Schema, a: unknown, b: unknown): boolean {
  const [one, other] = [momentOf(a), momentOf(b)];
  if (one !== undefined && other !== undefined) return one.seconds === other.seconds;
  return comparableValue(schema, a) === comparableValue(schema, b);
}

/** Every member to compare, as the read-back has it. */
function membersOf(
  session: Judging,
  fixture: TargetFixture,
  logical: LogicalRequest,
  { after, late }: Looks,
): readonly Shown[] {
  const { contract } = session;
  const { tree } = session.model(fixture);
  const judged = judgedMembers(contract);
  const earlier = late.map((request) => decodeContent(tree, request));
  const set = storedUnits(tree, decodeContent(tree, logical), storedValues(contract, after)).flatMap(
    ({ node, place, sent }): readonly Shown[] => {
      const schema = judged.get(node.pointer)?.schema;
      return schema === undefined
        ? []
        : [{ place, schema, asked: [sent, ...earlier.flatMap((request) => valuesAt(request, node.pointer))] }];
    },
  );
  return [
    ...set,
    ...unsetIn(contract, storedValues(contract, after)).map(({ place, schema }) => ({ place, schema, asked: [] })),
  ];
}

/**
 * Judges that the answer to an accepted update shows the resource that was updated: each member as it was before or as
 * it is now. Where updates settle later either is right, and nothing else is. Its state is one of those that updates
 * pass through or end in.
 */
export function judgeAnsweredState(
  session: Judging,
  fixture: TargetFixture,
  sent: SentRequest,
  looks: Looks,
  settles?: Behaviour['settles'],
): void {
  const { contract, observer } = session;
  const { reply, logical } = sent;
  if (reply.kind === 'none') return;
  if (settles !== undefined) judgeStateOf(observer, sent, reply.body, settles);
  const [was, is, answered] = [
    storedValues(contract, looks.before),
    storedValues(contract, looks.after),
    answeredValues(contract, reply.body),
  ];
  for (const { place, schema, asked } of membersOf(session, fixture, logical, looks)) {
    const [shown, now] = [valueAt(answered, place), valueAt(is, place)];
    if (schema['x-secret'] === true || [shown, now].some((value) => comparableValue(schema, value) === undefined))
      continue;
    // What another clause has against the member is told already.
    if (observer.isBrokenAt(place) || observer.isBrokenAt(`/${contract.update.status}${place}`)) continue;
    if ([now, valueAt(was, place), ...asked].some((value) => isSame(schema, value, shown))) {
      observer.saw(local, 'observe');
      continue;
    }
    const name = place.split('/').at(-1) ?? '';
    const expected = `${place} shows what the resource holds: ${observer.mask.show(name, now)}`;
    observer.found(
      local,
      { axis: 'state', outcome: 'broken', expected, actual: observer.mask.show(name, shown), pointer: place },
      sent,
    );
  }
}

function judgeStateOf(
  observer: Observer,
  sent: SentRequest,
  body: unknown,
  { state, while: passing, until }: NonNullable<Behaviour['settles']>,
): void {
  const [shown, known] = [valueAt(body, state), [...passing, ...until]];
  if (typeof shown !== 'string' || known.includes(shown) || observer.isBrokenAt(state)) return;
  const expected = `${state} is one of ${known.join(', ')} behind an accepted update`;
  observer.found(
    local,
    { axis: 'state', outcome: 'broken', expected, actual: JSON.stringify(shown), pointer: state },
    sent,
  );
}
