import { namesClause } from '../../contract/facts/names-clause.js';
import type { DeclaredDeviation } from '../../generated/journal.js';
import type { ClauseReport, DeviationOutcome, DeviationReport, Verdict } from '../../generated/report.js';

/** What `--update-deviations` writes where a person has to say why a failure is accepted. */
export const reasonPlaceholder = 'TODO: say why this is accepted';

/** Whether nobody has said yet why a failure is accepted. */
function isUnreasoned({ reason }: Pick<DeclaredDeviation, 'reason'>): boolean {
  return /^todo\b/i.test(reason.trim()) || reason.trim() === '';
}

/** Whether the last day of a deviation is over; `today` is YYYY-MM-DD. */
function isExpired({ expires }: Pick<DeclaredDeviation, 'expires'>, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** The deviation under which a clause may fail today; one that has expired excuses nothing. */
export function deviationOf(
  clause: string,
  deviations: readonly DeclaredDeviation[],
  today: string,
): DeclaredDeviation | undefined {
  return deviations.find((entry) => namesClause(entry.clause, clause) && !isExpired(entry, today));
}

/** Outcomes that are errors of the declaration: it no longer says what is. */
const errors: ReadonlySet<DeviationOutcome> = new Set(['passes', 'expired', 'unmatched', 'unreasoned']);

/** Whether a declared deviation does not hold, and somebody has to see to it. */
export function isDeviationError({ outcome }: Pick<DeviationReport, 'outcome'>): boolean {
  return errors.has(outcome);
}

/** What the outcome of a deviation depends on beside the verdicts. */
export interface DeviationContext {
  /** The day of the run, YYYY-MM-DD. */
  readonly today: string;
  /** Whether the run did not come to its end, or is a part of a shared one: what passed so far may still fail. */
  readonly isCut: boolean;
}

function outcomeOf(
  deviation: DeclaredDeviation,
  named: readonly Pick<ClauseReport, 'verdict' | 'wouldBe'>[],
  { today, isCut }: DeviationContext,
): DeviationOutcome {
  if (deviation.matches === 0) return 'unmatched';
  const own = named.map(({ verdict, wouldBe }) => wouldBe ?? verdict);
  const has = (...wanted: readonly Verdict[]): boolean => own.some((verdict) => wanted.includes(verdict));
  const isWhole = !isCut && named.length >= deviation.matches;
  // What was left out, skipped or undecided may still fail.
  const isDecided = isWhole && !has('fail', 'failed-known', 'non-strict', 'inconclusive', 'skipped', 'unsupported');
  if (isDecided && has('pass')) return 'passes';
  if (isExpired(deviation, today)) return 'expired';
  if (isUnreasoned(deviation)) return 'unreasoned';
  return has('fail', 'failed-known') ? 'holds' : 'undecided';
}

/**
 * What became of each declared deviation. One that names several clauses holds as long as one of them fails;
 * what a run did not decide takes no deviation away.
 */
export function judgeDeviations(
  deviations: readonly DeclaredDeviation[],
  clauses: readonly ClauseReport[],
  context: DeviationContext,
): readonly DeviationReport[] {
  return deviations.map((deviation) => {
    const { matches: _, ...declared } = deviation;
    const named = clauses.filter(({ id, verdict }) => verdict !== 'excluded' && namesClause(deviation.clause, id));
    return {
      ...declared,
      outcome: outcomeOf(deviation, named, context),
      clauses: named.flatMap(({ id, verdict }) => (verdict === 'fail' || verdict === 'failed-known' ? [id] : [])),
    };
  });
}
