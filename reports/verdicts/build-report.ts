import { ConfigurationError } from '../../contract/errors.js';
import type {
  ClauseEntry,
  EndEntry,
  JournalEntry,
  OperationEntry,
  ResultEntry,
  RunEntry,
  SkipEntry,
} from '../../generated/journal.js';
import type {
  ClauseReport,
  Completion,
  ConformanceReport,
  KitDefect,
  OperationReport,
} from '../../generated/report.js';
import { groupCauses, type Offence } from './causes.js';
import { clauseVerdict, type VerdictContext } from './clause-verdict.js';
import { collectDefects } from './defects.js';
import { deviationOf, judgeDeviations } from './deviations.js';
import { collectEvidence, type Evidence, noEvidence } from './evidence.js';
import { exitCode } from './exit-code.js';
import { groupBy } from './group-by.js';
import { missingShards } from './missing-shards.js';
import { byText, distinct } from './order.js';
import { profileReports } from './profiles.js';
import { severityOf } from './severity.js';
import { countVerdicts } from './totals.js';

interface Journal {
  readonly run: RunEntry;
  readonly operations: readonly OperationEntry[];
  readonly results: readonly ResultEntry[];
  readonly skips: readonly SkipEntry[];
  readonly end?: EndEntry;
}

function partsOf(entries: readonly JournalEntry[]): Journal {
  const run = entries.find((entry) => entry.type === 'run');
  if (run === undefined)
    throw new ConfigurationError(
      'journal-without-run',
      'the journal has no run entry; its first line tells what was run, give the whole file',
    );
  const end = entries.findLast((entry) => entry.type === 'end');
  return {
    run,
    operations: entries.filter((entry) => entry.type === 'operation'),
    results: entries.filter((entry) => entry.type === 'result'),
    skips: entries.filter((entry) => entry.type === 'skip'),
    ...(end === undefined ? {} : { end }),
  };
}

function completionOf(run: RunEntry, end: EndEntry | undefined): Completion {
  const missing = missingShards(run);
  const problems = [
    ...(missing.length === 0
      ? []
      : [`of ${run.shards?.of} parts of the run ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`]),
    ...(end === undefined ? ['the journal has no end: the run was cut off'] : []),
    ...(end?.problem === undefined ? [] : [end.problem]),
  ];
  return problems.length === 0 ? { state: 'complete' } : { state: 'interrupted', problem: problems.join('; ') };
}

/** What was seen but does not change the verdict, most frequent first. */
function notesOf(clause: ClauseEntry, { findings }: Evidence, strict: boolean): string[] {
  const texts = findings
    .filter((finding) => severityOf(finding, clause, strict) === 'information')
    .map(({ outcome, expected, actual }) => (outcome === 'noted' ? actual : `expected ${expected}, got ${actual}`));
  return [...groupBy(texts.sort(byText), (text) => text)]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([text, { length }]) => (length === 1 ? text : `${text} (${length} times)`));
}

function clauseReport(clause: ClauseEntry, evidence: Evidence, context: VerdictContext): ClauseReport {
  const { id, level, basis, inexcusable, statement, source, profile } = clause;
  const errata = distinct([...(clause.errata ?? []), ...evidence.findings.flatMap((finding) => finding.errata ?? [])]);
  const notes = notesOf(clause, evidence, context.strict);
  return {
    id,
    level,
    basis,
    ...(inexcusable === undefined ? {} : { inexcusable }),
    statement,
    source,
    ...(profile === undefined ? {} : { profile }),
    ...clauseVerdict(clause, evidence, context),
    sides: clause.sides.map((side) => ({ side, count: evidence.seen[side] })),
    ...(notes.length === 0 ? {} : { notes }),
    ...(errata.length === 0 ? {} : { errata }),
  };
}

/**
 * A clause that turned out not to be checkable is skipped, unless something was found, every side was seen all the
 * same, or what it was to be judged by was sent in vain: that is for somebody to mend, and no other kind of run would
 * show more.
 */
function withSkip(clause: ClauseEntry, { seen, findings }: Evidence, skips: readonly SkipEntry[]): ClauseEntry {
  const skip = skips.find((entry) => entry.clause === clause.id);
  const isInVain = findings.some(
    ({ outcome, axis, withheld }) => outcome === 'undecided' && axis === 'control' && withheld !== true,
  );
  const judged =
    isInVain ||
    findings.some(({ outcome }) => outcome === 'broken' || outcome === 'tolerated') ||
    clause.sides.every((side) => seen[side] > 0);
  return skip === undefined || judged ? clause : { ...clause, skipped: skip.reason };
}

function isChecked({ excluded, skipped, unsupported }: ClauseEntry): boolean {
  return excluded === undefined && skipped === undefined && unsupported === undefined;
}

/** Whether a target was seen to refuse what breaks a clause, and nothing to the contrary. */
function keepsRule({ verdict, sides }: ClauseReport): boolean {
  return verdict === 'pass' && sides.some(({ side, count }) => side === 'refuse' && count > 0);
}

function offencesOf(
  operation: string,
  clause: ClauseEntry,
  { findings }: Evidence,
  { strict, deviations = [], today = '' }: VerdictContext,
): readonly Offence[] {
  if (!isChecked(clause)) return [];
  const isKnown = deviationOf(clause.id, deviations, today) !== undefined;
  const verdictOf = (severity: 'fail' | 'non-strict'): Offence['verdict'] => {
    if (clause.unscored === true) return 'not-scored';
    return severity === 'fail' && isKnown ? 'failed-known' : severity;
  };
  return findings.flatMap((finding) => {
    const severity = severityOf(finding, clause, strict);
    return severity === 'fail' || severity === 'non-strict'
      ? [{ operation, clause, verdict: verdictOf(severity), finding }]
      : [];
  });
}

function brokenAt(clause: string, defects: readonly KitDefect[]): { readonly broken?: string } {
  const defect = defects.find(({ operation, subject }) => subject === clause || `${operation}${subject}` === clause);
  return defect === undefined ? {} : { broken: defect.message };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Whether a run was about some clauses of its operations only, or did not come to its end. */
function isPartOf({ scope }: RunEntry, completion: Completion): boolean {
  const isNarrowed = scope !== undefined && scope.clauses.length + scope.levels.length > 0;
  return isNarrowed || scope?.shard !== undefined || completion.state === 'interrupted';
}

/**
 * Builds the report of a run from its journal. The order of results does not matter.
 * @throws ConfigurationError (`journal-without-run`) when the journal does not tell what was run
 */
export function buildReport(entries: readonly JournalEntry[]): ConformanceReport {
  const { run, operations: declared, results, skips, end } = partsOf(entries);
  const { kit, target, startedAt, seed, runId, cases, strict, selection, scope, deviations, shards } = run;
  const evidence = collectEvidence(results);
  const operations = [...declared]
    .sort((a, b) => byText(a.operation, b.operation))
    .map((operation) => ({
      ...operation,
      clauses: operation.clauses.map((clause) => withSkip(clause, evidence.get(clause.id) ?? noEvidence, skips)),
    }));
  const defects = [...collectDefects(operations, results)];
  const completion = completionOf(run, end);
  const context: VerdictContext = {
    strict,
    interrupted: completion.state === 'interrupted',
    today: startedAt.slice(0, 10),
    isShard: scope?.shard !== undefined,
    ...(deviations === undefined ? {} : { deviations }),
  };
  const resultsOf = groupBy(results, ({ operation }) => operation);

  const reports = operations.map(({ operation, title, document, digest, requirements, clauses }): OperationReport => {
    const own = resultsOf.get(operation) ?? [];
    const judged = clauses.map((clause) =>
      clauseReport(clause, evidence.get(clause.id) ?? noEvidence, {
        ...context,
        ...brokenAt(clause.id, defects),
      }),
    );
    return {
      operation,
      title,
      document,
      ...(digest === undefined ? {} : { digest }),
      ...(requirements === undefined ? {} : { requirements }),
      requests: total(own.map(({ requests }) => requests)),
      milliseconds: total(own.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)),
      totals: countVerdicts(judged),
      profiles: profileReports(judged, isPartOf(run, completion)),
      clauses: judged,
    };
  });
  const all = reports.flatMap(({ clauses }) => clauses);
  const atLevel = (wanted: ClauseReport['level']): ConformanceReport['totals'] =>
    countVerdicts(all.filter(({ level }) => level === wanted));
  const offences = operations.flatMap(({ operation, clauses }) =>
    clauses.flatMap((clause) => offencesOf(operation, clause, evidence.get(clause.id) ?? noEvidence, context)),
  );
  const kept = new Map(reports.map(({ operation, clauses }) => [operation, clauses.filter(keepsRule).length] as const));
  const totals = countVerdicts(all);
  const declaredDeviations =
    deviations === undefined
      ? {}
      : {
          deviations: [
            ...judgeDeviations(deviations, all, {
              today: startedAt.slice(0, 10),
              isCut: completion.state === 'interrupted' || scope?.shard !== undefined,
            }),
          ],
        };
  return {
    format: 1,
    kit,
    target,
    startedAt,
    ...(end === undefined ? {} : { finishedAt: end.finishedAt }),
    completion,
    seed,
    ...(runId === undefined ? {} : { runId }),
    cases,
    strict,
    ...(selection === undefined ? {} : { selection }),
    ...(scope === undefined ? {} : { scope }),
    ...(shards === undefined ? {} : { shards: { of: shards.of, present: shards.present.map(({ index }) => index) } }),
    requests: end?.requests ?? total(results.map(({ requests }) => requests)),
    exitCode: exitCode({
      totals,
      completion,
      defects,
      ...declaredDeviations,
      ...(scope === undefined ? {} : { scope }),
    }),
    totals,
    levels: { must: atLevel('must'), should: atLevel('should'), may: atLevel('may') },
    operations: reports,
    ...declaredDeviations,
    causes: [...groupCauses(offences, kept)],
    defects,
  };
}
