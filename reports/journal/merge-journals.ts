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
import { canonical } from '../verdicts/canonical.js';
import { groupBy } from '../verdicts/group-by.js';
import { byText, distinct } from '../verdicts/order.js';

const separator = ' | ';

/** All parts of joined texts, each once. */
function union(texts: readonly string[]): string {
  return distinct(texts.flatMap((text) => text.split(separator))).join(separator);
}

function least(texts: readonly string[]): string {
  return [...texts].sort(byText)[0] ?? '';
}

function mergeRuns(runs: readonly RunEntry[]): readonly RunEntry[] {
  const [first] = runs;
  if (first === undefined) return [];
  const identity = ({ kit, seed, cases, strict, target }: RunEntry): Readonly<Record<string, unknown>> => ({
    kit,
    seed,
    cases,
    strict,
    target: target.name,
    'target version': target.version,
  });
  for (const run of runs) {
    for (const [what, value] of Object.entries(identity(first))) {
      const other = identity(run)[what];
      if (other !== value)
        throw new ConfigurationError(
          'journals-differ',
          `these journals are not of one run: ${what} is ${String(value)} in one and ${String(other)} in another`,
        );
    }
  }
  // An absent selection is everything, and everything stays everything.
  const { selection: _, runId: __, ...rest } = first;
  const runIds = runs.flatMap(({ runId }) => runId ?? []);
  const selections = runs.flatMap(({ selection }) => selection ?? []);
  return [
    {
      ...rest,
      startedAt: least(runs.map(({ startedAt }) => startedAt)),
      target: { ...first.target, url: union(runs.map(({ target }) => target.url)) },
      ...(runIds.length === 0 ? {} : { runId: least(runIds) }),
      ...(selections.length < runs.length ? {} : { selection: union(selections) }),
    },
  ];
}

/**
 * What speaks for a clause's entry when journals differ: a machine that could check it says more than one that could
 * not.
 */
function standing({ excluded, skipped, unsupported }: ClauseEntry): string {
  if (excluded !== undefined) return '3';
  if (skipped !== undefined) return '2';
  return unsupported === undefined ? '0' : '1';
}

function mergeClauses(lists: readonly (readonly ClauseEntry[])[]): ClauseEntry[] {
  const orders = new Set(lists.map((list) => canonical(list.map(({ id }) => id))));
  const merged = [...groupBy(lists.flat(), ({ id }) => id).values()].flatMap((entries) =>
    [...entries].sort((a, b) => byText(standing(a) + canonical(a), standing(b) + canonical(b))).slice(0, 1),
  );
  return orders.size === 1 ? merged : merged.sort((a, b) => byText(a.id, b.id));
}

function mergeOperations(operations: readonly OperationEntry[]): readonly OperationEntry[] {
  return [...groupBy(operations, ({ operation }) => operation)]
    .sort(([a], [b]) => byText(a, b))
    .map(([operation, entries]) => ({
      type: 'operation',
      operation,
      title: least(entries.map(({ title }) => title)),
      document: least(entries.map(({ document }) => document)),
      clauses: mergeClauses(entries.map(({ clauses }) => clauses)),
    }));
}

function mergeResults(results: readonly ResultEntry[]): readonly ResultEntry[] {
  const key = ({ operation, check, subject, fixture }: ResultEntry): string =>
    canonical([operation, check, subject, fixture ?? '']);
  const distinctResults = new Map(results.map((result) => [`${key(result)}${canonical(result)}`, result]));
  return [...distinctResults].sort(([a], [b]) => byText(a, b)).map(([, result]) => result);
}

function mergeEnds(ends: readonly EndEntry[], requests: number): readonly EndEntry[] {
  if (ends.length === 0) return [];
  const problems = ends.flatMap(({ problem }) => problem ?? []);
  const finishedAt =
    ends
      .map((end) => end.finishedAt)
      .sort(byText)
      .at(-1) ?? '';
  return [{ type: 'end', finishedAt, requests, ...(problems.length === 0 ? {} : { problem: union(problems) }) }];
}

function mergeSkips(skips: readonly SkipEntry[]): readonly SkipEntry[] {
  return [...new Map(skips.map((skip) => [canonical(skip), skip]))]
    .sort(([a], [b]) => byText(a, b))
    .map(([, skip]) => skip);
}

function lastEnd(journal: readonly JournalEntry[]): readonly EndEntry[] {
  return journal.filter((entry) => entry.type === 'end').slice(-1);
}

/**
 * One journal out of those of the machines that shared a run. Associative, commutative and idempotent: entries get a
 * fixed order, equal results count once, requests are those of the results. The merged run is complete only if every
 * journal is.
 * @throws ConfigurationError (`journals-differ`) when kit, seed, cases, strictness or target differ
 */
export function mergeJournals(journals: readonly (readonly JournalEntry[])[]): readonly JournalEntry[] {
  const all = journals.flat();
  const results = mergeResults(all.filter((entry) => entry.type === 'result'));
  const ends = journals.map(lastEnd);
  const requests = results.reduce((sum, result) => sum + result.requests, 0);
  return [
    ...mergeRuns(all.filter((entry) => entry.type === 'run')),
    ...mergeOperations(all.filter((entry) => entry.type === 'operation')),
    ...results,
    ...mergeSkips(all.filter((entry) => entry.type === 'skip')),
    ...(ends.every((end) => end.length > 0) ? mergeEnds(ends.flat(), requests) : []),
  ];
}
