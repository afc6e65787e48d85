import type { ClauseReport, ConformanceReport, OperationReport, Verdict } from '../../generated/report.js';
import { canonical } from '../verdicts/canonical.js';
import { withoutNumbers } from '../verdicts/normalise-reply.js';

/**
 * What became of a clause from one report to the next. regression: it does worse, or fails where nothing was known;
 * fix: it does better; lost: no longer decided; gained: decided, and right; new and gone: in one of the reports only;
 * evidence: it does as before, and shows otherwise.
 */
export type ChangeKind = 'regression' | 'fix' | 'lost' | 'gained' | 'new' | 'gone' | 'evidence';

/** All kinds, in the order in which they are told. */
export const changeKinds: readonly ChangeKind[] = ['regression', 'fix', 'lost', 'gained', 'new', 'gone', 'evidence'];

/** A clause that is not as it was. */
export interface ClauseChange {
  readonly kind: ChangeKind;
  readonly operation: string;
  readonly clause: string;
  readonly statement: string;
  readonly before?: ClauseReport;
  readonly after?: ClauseReport;
}

/** Two reports beside each other. */
export interface Comparison {
  readonly before: ConformanceReport;
  readonly after: ConformanceReport;
  /** Why they cannot be held against each other without a second look. */
  readonly misfits: readonly string[];
  readonly changes: readonly ClauseChange[];
  /** Clauses that are as they were. */
  readonly unchanged: number;
}

/** How well a target does by a verdict; undefined where the verdict says nothing of it. */
const ranks: Readonly<Partial<Record<Verdict, number>>> = { pass: 3, 'non-strict': 2, fail: 1, 'failed-known': 1 };

function verdictOf({ verdict, wouldBe }: ClauseReport): Verdict {
  return wouldBe ?? verdict;
}

/** What a clause shows, without what differs from run to run. */
function evidenceOf({ verdict, wouldBe, reason = '', sides }: ClauseReport): string {
  const own = wouldBe ?? verdict;
  const told = ranks[own] === undefined ? '' : withoutNumbers(reason);
  return canonical([verdict, wouldBe, told, sides.map(({ side, count }) => [side, count > 0])]);
}

function kindOf(before: ClauseReport, after: ClauseReport): ChangeKind | undefined {
  const [was, is] = [ranks[verdictOf(before)], ranks[verdictOf(after)]];
  if (was !== undefined && is !== undefined && was !== is) return is < was ? 'regression' : 'fix';
  if (was === undefined && is !== undefined) return is === 1 ? 'regression' : 'gained';
  if (was !== undefined && is === undefined) return 'lost';
  return evidenceOf(before) === evidenceOf(after) ? undefined : 'evidence';
}

function clausesOf({ operations }: ConformanceReport): ReadonlyMap<string, readonly [OperationReport, ClauseReport]> {
  return new Map(
    operations.flatMap((operation) => operation.clauses.map((clause) => [clause.id, [operation, clause]] as const)),
  );
}

/** The part of a version that changes when results may mean something else: of 0.x the second number. */
function majorOf(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}

function misfitsOf(before: ConformanceReport, after: ConformanceReport): readonly string[] {
  const differs = (what: string, was: string, is: string): readonly string[] =>
    was === is ? [] : [`${what}: ${was} before, ${is} after`];
  const planned = ({ scope }: ConformanceReport): string => {
    const { clauses = [], levels = [] } = scope ?? {};
    return [...clauses, ...levels].join(', ') || 'all clauses';
  };
  const digests = before.operations.flatMap(({ operation, digest }) => {
    const other = after.operations.find((own) => own.operation === operation)?.digest;
    return digest === undefined || other === undefined
      ? []
      : differs(`contract of ${operation}`, digest.slice(0, 12), other.slice(0, 12));
  });
  const versions = majorOf(before.kit) === majorOf(after.kit) ? [] : differs('kit', before.kit, after.kit);
  return [
    ...versions,
    ...digests,
    ...differs('what was asked for', planned(before), planned(after)),
    ...differs('strict', String(before.strict), String(after.strict)),
  ];
}

/** Compares what two runs found, clause by clause. Pure; the order of the changes is that of the reports. */
export function compareReports(before: ConformanceReport, after: ConformanceReport): Comparison {
  const [was, is] = [clausesOf(before), clausesOf(after)];
  const changes: ClauseChange[] = [];
  let unchanged = 0;
  for (const [id, [{ operation }, clause]] of is) {
    const [, former] = was.get(id) ?? [];
    const kind = former === undefined ? 'new' : kindOf(former, clause);
    const { statement } = clause;
    if (kind === undefined) unchanged += 1;
    else
      changes.push({
        kind,
        operation,
        clause: id,
        statement,
        ...(former === undefined ? {} : { before: former }),
        after: clause,
      });
  }
  for (const [id, [{ operation }, clause]] of was)
    if (!is.has(id)) changes.push({ kind: 'gone', operation, clause: id, statement: clause.statement, before: clause });
  return { before, after, misfits: misfitsOf(before, after), changes, unchanged };
}

/** 1: something does worse; 3: the reports do not fit together, so that nothing can be said for sure; 0: neither. */
export function comparisonCode({ changes, misfits }: Pick<Comparison, 'changes' | 'misfits'>): 0 | 1 | 3 {
  if (changes.some(({ kind }) => kind === 'regression')) return 1;
  return misfits.length > 0 ? 3 : 0;
}
