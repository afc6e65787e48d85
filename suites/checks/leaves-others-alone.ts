import type { DraftRequest } from '../../properties/request.js';
import type { TargetFixture } from '../../specs/target.js';
import { isUsable } from '../accept-draft.js';
import type { Check, PlanContext, Subject } from '../check.js';
import { fullDrafts } from '../full-drafts.js';
import type { SentRequest } from '../observer.js';
import { resourceIdentity } from '../read-back.js';
import { isAccepted } from '../reply.js';
import type { Session } from '../session.js';

const clause = '/exchange/others-stay';
const mostPairs = 3;

interface Pair {
  /** What is updated. */
  readonly fixture: TargetFixture;
  /** What must stay as it is. */
  readonly other: TargetFixture;
  readonly drafts: readonly DraftRequest[];
}

/** Fixtures that can be updated, each with another one that is another resource. */
function pairsOf({ contract, changeable, model }: PlanContext): readonly Pair[] {
  const identity = (fixture: TargetFixture): string => resourceIdentity(contract, fixture);
  const pairs = changeable.flatMap((fixture, index): readonly Pair[] => {
    const [other] = [...changeable.slice(index + 1), ...changeable.slice(0, index)].filter((candidate) => identity(candidate) !== identity(fixture));
    const drafts = fullDrafts(contract, model(fixture));
    return other === undefined || drafts === undefined ? [] : [{ fixture, other, drafts: [...drafts, drafts[0]] }];
  });
  return pairs.slice(0, mostPairs);
}

/** The other resource as it is now, as comparable text. */
async function look(session: Session, { other }: Pair): Promise<string | undefined> {
  session.overlook(other);
  return session.state(other);
}

/** Updates one resource again and again. That the other changed once may be late news of its own updates; twice is no coincidence. */
async function judgePair(session: Session, pair: Pair): Promise<void> {
  const { fixture, other, drafts } = pair;
  const changed: SentRequest[] = [];
  let looks = 0;
  for (const draft of drafts) {
    const before = await look(session, pair);
    const sent = await session.apply(fixture, session.model(fixture).logical(draft));
    const after = await look(session, pair);
    if (before === undefined || after === undefined || !isAccepted(session.contract, sent.reply)) continue;
    looks += 1;
    if (before !== after) changed.push(sent);
  }
  const [, second] = changed;
  if (second === undefined) {
    if (looks > 0) session.observer.saw(clause, 'observe');
    return;
  }
  const actual = `fixture ${other.id} changed, too, after ${changed.length} of ${looks} updates`;
  session.observer.found(clause, { axis: 'state', outcome: 'broken', expected: 'an update changes no other resource', actual }, second);
}

/** An update changes the resource that it names, and no other one. */
export const leavesOthersAlone: Check = {
  id: 'leaves-others-alone',
  title: 'an update changes no other resource',
  plan: (context) =>
    context.isWanted(clause)
      ? pairsOf(context).map(
          (pair): Subject => ({
            name: clause,
            fixture: pair.fixture,
            covers: [{ clause, side: 'observe' }],
            requests: { accept: pair.drafts.length, refuse: 0 },
            run: async (session) => {
              if (await isUsable(session, pair.fixture, [clause])) await judgePair(session, pair);
            },
          }),
        )
      : [],
};
