import * as fc from 'fast-check';
import type { TargetFixture } from '../../contract/target.js';
import type { Check, Subject } from '../check.js';
import { judgedMembers } from '../judges/judge-effect.js';
import type { PlanContext } from '../requests/plan-context.js';
import { beginRehearsal } from '../sequences/begin-rehearsal.js';
import { Rehearsal } from '../sequences/rehearsal.js';
import type { SequenceCommand } from '../sequences/sequence-command.js';
import { sequenceCommands } from '../sequences/sequence-commands.js';
import type { Session } from '../session/session.js';
import { isUsable } from '../trials/accept-draft.js';

const clause = '/exchange/sequences';
const longest = 6;
const shortest = 4;
/** Requests, read-backs included: for each sequence, and to find the shortest. */
const budget = { search: 45, shrink: 300 };

/** The fixture that shows most members, and the one that shows most of the others. */
function fixturesOf({ contract, changeable, model }: PlanContext): readonly TargetFixture[] {
  const members = judgedMembers(contract);
  const shows = (fixture: TargetFixture): readonly string[] =>
    model(fixture).nodes.flatMap(({ pointer }) => (members.has(pointer) ? [pointer] : []));
  const most = (counted: (pointer: string) => boolean): TargetFixture | undefined => {
    const ranked = changeable
      .map((fixture) => ({ fixture, count: shows(fixture).filter(counted).length }))
      .filter(({ count }) => count > 0);
    return ranked.reduce<(typeof ranked)[number] | undefined>(
      (best, own) => (best === undefined || own.count > best.count ? own : best),
      undefined,
    )?.fixture;
  };
  const first = most(() => true);
  if (first === undefined) return [];
  const seen = new Set(shows(first));
  const second = most((pointer) => !seen.has(pointer));
  return second === undefined ? [first] : [first, second];
}

async function keepSequences(
  context: PlanContext,
  fixture: TargetFixture,
  runs: number,
  session: Session,
): Promise<void> {
  if (!(await isUsable(session, fixture, [clause]))) return;
  let isFickle = false;
  const { result: rehearsal } = await session.apart(async () => {
    const begun = await beginRehearsal(session, fixture, { ...budget, search: budget.search * runs });
    if (begun instanceof Rehearsal) isFickle = await rehearseSequences(context, begun, runs);
    return begun;
  });
  const undecided = (actual: string): void =>
    session.observer.found(
      clause,
      {
        axis: 'control',
        outcome: 'undecided',
        expected: 'sequences of updates that are answered and read back',
        actual,
      },
      undefined,
    );
  if (!(rehearsal instanceof Rehearsal)) {
    if (rehearsal.isLasting) session.skips.set(clause, rehearsal.problem);
    else undecided(rehearsal.problem);
    return;
  }
  const { divergence, stopped, kept } = rehearsal;
  if (isFickle) return undecided(`${divergence?.part.actual}, which did not come again with the same sequences`);
  if (divergence !== undefined)
    session.observer.found(divergence.clause, divergence.part, divergence.sent, divergence.code);
  else if (stopped !== undefined) undecided(stopped);
  else if (kept > 0) session.observer.saw(clause, 'observe');
  else if (rehearsal.ownDoings > 0)
    session.skips.set(clause, 'every sequence met what this target gets wrong with single updates already');
}

/** How often a sequence has to end in the same way again, where it may have ended so for another reason. */
const confirmations = 2;

/**
 * Tries sequences until one goes wrong, and looks for the shortest that does. Gives whether it went wrong by something
 * that does not come each time, such as a refusal, or a value that nobody here has sent: that is no matter of what went
 * before.
 */
async function rehearseSequences(context: PlanContext, rehearsal: Rehearsal, runs: number): Promise<boolean> {
  const sequences = fc.commands([...sequenceCommands(context, rehearsal.fixture, rehearsal.resettable)], {
    maxCommands: longest,
    disableReplayLog: true,
  });
  const rehearse = async (commands: Iterable<SequenceCommand>): Promise<boolean> => {
    const state = await rehearsal.open();
    await fc.asyncModelRun(() => ({ model: state, real: rehearsal }), commands);
    return rehearsal.close(state);
  };
  const property = fc.asyncProperty(fc.noBias(sequences), async (commands) => {
    fc.pre(rehearsal.isShrinking || [...commands].length >= shortest);
    return rehearse(commands);
  });
  const { counterexample } = await fc.check(property, { numRuns: runs, seed: context.seed });
  const first = rehearsal.divergence;
  const [commands] = counterexample ?? [];
  // What nobody here has sent may be somebody else's; what the target makes of itself is the same each time.
  const isDoubtful = first !== undefined && (first.part.axis === 'status' || first.isUnsent === true);
  if (commands === undefined || !isDoubtful) return false;
  for (let confirmation = 0; confirmation < confirmations; confirmation += 1) {
    rehearsal.tryAgain();
    const isKept = await rehearse(commands);
    const again = rehearsal.divergence?.part;
    if (isKept || again?.change !== first.part.change || again?.actual !== first.part.actual) return true;
  }
  return false;
}

/**
 * Sequences of valid and wrong updates, repeated tokens, read-backs and parallel updates leave the resource as the
 * accepted ones make it.
 */
export const keepsSequences: Check = {
  id: 'keeps-sequences',
  title: 'after a sequence of updates the resource is what the accepted ones made of it',
  plan: (context) => {
    if (context.cases === 0 || !context.isWanted(clause)) return [];
    const fixtures = fixturesOf(context);
    return fixtures.flatMap((fixture, index): readonly Subject[] => {
      const runs = Math.ceil((context.cases - index) / fixtures.length);
      if (runs <= 0) return [];
      return [
        {
          name: clause,
          fixture,
          covers: [{ clause, side: 'observe' }],
          requests: { accept: runs * longest, refuse: runs },
          run: (session) => keepSequences(context, fixture, runs, session),
        },
      ];
    });
  },
};
