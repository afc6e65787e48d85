import type { ClauseSide, Finding, ResultEntry } from '../../generated/journal.js';
import type { Cover } from '../check.js';
import type { FoundFinding, Replayed } from './replayed.js';
import { cannotTell } from './replayed.js';

/** What a repetition of the subjects that showed a finding is compared with. */
export interface Comparison {
  readonly found: FoundFinding;
  /** Local id of its clause. */
  readonly local: string;
  /** The sides that the subjects can show. */
  readonly covers: readonly Cover[];
  /** Whether non-strict answers fail. */
  readonly strict: boolean;
  /** Why the clause turned out not to be checkable on this target, where it did. */
  readonly skipped?: string;
}

function weightOf(outcome: Finding['outcome'], strict: boolean): number {
  switch (outcome) {
    case 'broken':
      return 3;
    case 'tolerated':
      return strict ? 3 : 2;
    case 'noted':
      return 1;
    case 'undecided':
      return 0;
    default:
      return outcome satisfies never;
  }
}

/**
 * A status and a code are of one answer: what had the wrong status and has the wrong code now is not as documented
 * either.
 */
function aspectOf(axis: Finding['axis']): string {
  return axis === 'status' || axis === 'code' ? 'answer' : axis;
}

/** A place, whichever entry of a list it is in. */
function placeOf({ pointer = '' }: Pick<Finding, 'pointer'>): string {
  return pointer.replace(/\/\d+(?=\/|$)/g, '/0');
}

/** Whether a finding is of the same clause, fixture and kind, and weighs no less. */
function isAlike({ found, strict }: Comparison, finding: Finding): boolean {
  return (
    finding.clause === found.clause &&
    finding.fixture === found.fixture &&
    aspectOf(finding.axis) === aspectOf(found.axis) &&
    weightOf(finding.outcome, strict) > 0 &&
    weightOf(finding.outcome, strict) >= weightOf(found.outcome, strict)
  );
}

function isSame({ found }: Comparison, finding: Finding): boolean {
  return finding.operator === found.operator && placeOf(finding) === placeOf(found);
}

/** What results show of a finding again; undefined where they do not show it. */
export function seenAgain(comparison: Comparison, results: readonly ResultEntry[]): Replayed | undefined {
  const again = results
    .flatMap(({ findings }) => findings)
    .find((finding) => isAlike(comparison, finding) && isSame(comparison, finding));
  return again === undefined ? undefined : { outcome: 'still there', told: again.actual };
}

/** Why results leave open what became of a finding that they do not show; undefined where nothing does. */
function whyOpen(comparison: Comparison, results: readonly ResultEntry[]): string | undefined {
  const { found } = comparison;
  const broken = results.find((result) => result.broken !== undefined)?.broken;
  if (broken !== undefined) return `the kit's own check broke: ${broken}`;
  const own = results.flatMap(({ findings }) =>
    findings.filter(({ clause, fixture }) => clause === found.clause && fixture === found.fixture),
  );
  const undecided = own.find(
    ({ outcome, operator }) => outcome === 'undecided' && (operator === undefined || operator === found.operator),
  );
  if (undecided !== undefined) return undecided.actual;
  // Of another operator it is a finding of its own; where none made the request wrong, the clause is not kept all the
  // same.
  const elsewhere = own.find(
    (finding) => isAlike(comparison, finding) && (finding.operator === found.operator || found.operator === undefined),
  );
  return elsewhere === undefined
    ? undefined
    : `the clause is broken in another way now: expected ${elsewhere.expected}, got ${elsewhere.actual}${elsewhere.pointer === undefined ? '' : ` at ${elsewhere.pointer}`}`;
}

/** The sides of a clause that results saw as documented. */
function sidesSeen(results: readonly ResultEntry[], clause: string): ReadonlySet<ClauseSide> {
  return new Set(
    results.flatMap(({ tally }) =>
      tally.filter((entry) => entry.clause === clause && entry.count > 0).map(({ side }) => side),
    ),
  );
}

/** Whether results saw the clause of a finding as documented: every side that its subjects can show. */
function isSeen({ found, local, covers }: Comparison, results: readonly ResultEntry[]): boolean {
  const seen = sidesSeen(results, found.clause);
  const needed = covers.filter(({ clause }) => clause === local);
  return seen.size > 0 && needed.every(({ side }) => seen.has(side));
}

/** What the repeated subjects show of a finding: that it is still there, as documented, or neither. */
export function compareResults(comparison: Comparison, results: readonly ResultEntry[]): Replayed | 'unseen' {
  const again = seenAgain(comparison, results);
  if (again !== undefined) return again;
  const open = whyOpen(comparison, results);
  if (open !== undefined) return cannotTell(open);
  return isSeen(comparison, results) ? { outcome: 'fixed', told: 'as documented' } : 'unseen';
}
