import type { ClauseEntry, ClauseSide, DeclaredDeviation, Finding } from '../../generated/journal.js';
import type { Verdict } from '../../generated/report.js';
import { deviationOf } from './deviations.js';
import type { Evidence } from './evidence.js';
import { normaliseReply, withoutNumbers } from './normalise-reply.js';
import { byText } from './order.js';
import { type Severity, severityOf } from './severity.js';

/** A verdict and, where it is not `pass`, why. */
export interface ClauseVerdict {
  readonly verdict: Verdict;
  readonly reason?: string;
  /** Of a clause that is not scored: what it came to. */
  readonly wouldBe?: Verdict;
  /** The declared deviation that names it, where it failed. */
  readonly deviation?: string;
}

/** What the verdict depends on beside the evidence. */
export interface VerdictContext {
  readonly strict: boolean;
  readonly interrupted: boolean;
  /** Message of the kit's own check about this clause, where that broke. */
  readonly broken?: string;
  /** Failures that the target declares as known; absent: none. */
  readonly deviations?: readonly DeclaredDeviation[];
  /** The day of the run, YYYY-MM-DD: what has expired by then excuses nothing. */
  readonly today?: string;
  /** Whether other parts of a shared run may have seen what this one did not. */
  readonly isShard?: boolean;
}

const neverSeen: Readonly<Record<ClauseSide, string>> = {
  accept: 'no request that keeps it was accepted',
  refuse: 'no violation was refused',
  observe: 'no answer was judged by it',
};

/**
 * The most frequent text, counting those that differ in numbers only as one; the first in order where two are as
 * frequent.
 */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, { readonly text: string; readonly count: number }>();
  for (const text of [...texts].sort(byText)) {
    const key = withoutNumbers(text);
    const known = counts.get(key);
    counts.set(key, { text: known?.text ?? text, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || byText(a.text, b.text))[0]?.text;
}

function difference(findings: readonly Finding[]): string {
  const told = mostFrequent(findings.map(({ expected, actual }) => `expected ${expected}, got ${actual}`)) ?? '';
  const kinds = new Set(findings.map((finding) => `${finding.axis} ${normaliseReply(finding)}`)).size;
  return kinds > 1 ? `${told} (and ${kinds - 1} more)` : told;
}

/**
 * Whether what was found makes up for the sides that are not counted as seen. A clause that was answered otherwise than
 * documented was seen to be answered so: with one side left, that side is the one that the findings are about.
 */
function answeredOtherwise(
  sides: readonly ClauseSide[],
  missing: readonly ClauseSide[],
  findings: readonly Finding[],
): boolean {
  return findings.length > 0 && (missing.length < sides.length || sides.length === 1);
}

/** Judges one clause by what the run saw of it, by the requirement set and by what the target declares. */
export function clauseVerdict(clause: ClauseEntry, evidence: Evidence, context: VerdictContext): ClauseVerdict {
  const found = verdictByEvidence(clause, evidence, context);
  if (clause.unscored === true && isCounted(found.verdict))
    return { ...found, verdict: 'not-scored', wouldBe: found.verdict };
  const known =
    found.verdict === 'fail' ? deviationOf(clause.id, context.deviations ?? [], context.today ?? '') : undefined;
  return known === undefined ? found : { ...found, verdict: 'failed-known', deviation: known.clause };
}

/** Whether a verdict tells something of the target; the others tell that nothing was asked. */
function isCounted(verdict: Verdict): boolean {
  return verdict !== 'excluded' && verdict !== 'unsupported' && verdict !== 'skipped';
}

function verdictByEvidence(clause: ClauseEntry, evidence: Evidence, context: VerdictContext): ClauseVerdict {
  if (clause.excluded !== undefined) return { verdict: 'excluded', reason: clause.excluded };
  if (clause.unsupported !== undefined) return { verdict: 'unsupported', reason: clause.unsupported };
  if (clause.skipped !== undefined) return { verdict: 'skipped', reason: clause.skipped };

  const having = (severity: Severity): readonly Finding[] =>
    evidence.findings.filter((finding) => severityOf(finding, clause, context.strict) === severity);
  const failed = having('fail');
  if (failed.length > 0) return { verdict: 'fail', reason: difference(failed) };

  const nonStrict = having('non-strict');
  const otherwise = [...nonStrict, ...having('information').filter(({ outcome }) => outcome !== 'noted')];
  const missing = clause.sides.filter((side) => evidence.seen[side] === 0);
  const enough =
    clause.sides.length > 0 && (missing.length === 0 || answeredOtherwise(clause.sides, missing, otherwise));
  const undecided = having('undecided');
  // What was not sent for the fixture's sake is no question left open: another kind of run asks it.
  const isWithheld =
    undecided.length > 0 &&
    undecided.every(({ withheld }) => withheld === true) &&
    context.broken === undefined &&
    !context.interrupted;
  if (!enough && context.isShard === true && undecided.length === 0 && context.broken === undefined)
    return { verdict: 'skipped', reason: 'not all of it was seen here: merge this part of the run with the others' };
  if (!enough)
    return { verdict: isWithheld ? 'skipped' : 'inconclusive', reason: whyInconclusive(missing, undecided, context) };
  return nonStrict.length > 0 ? { verdict: 'non-strict', reason: difference(nonStrict) } : { verdict: 'pass' };
}

function whyInconclusive(
  missing: readonly ClauseSide[],
  undecided: readonly Finding[],
  { broken, interrupted }: VerdictContext,
): string {
  if (broken !== undefined) return `the kit's own check broke: ${broken}`;
  const told = mostFrequent(undecided.map(({ actual }) => actual));
  if (told !== undefined) return told;
  const why = interrupted ? 'the run was interrupted before' : 'none was sent whose answer could be judged';
  const what = missing.map((side) => neverSeen[side]).join(', and ');
  return what === '' ? 'the kit does not say what would have to be seen' : `${what}: ${why}`;
}
