import { ConfigurationError } from '../../contract/errors.js';
import type {
  ClauseEntry,
  EndEntry,
  JournalEntry,
  OperationEntry,
  ResultEntry,
  RunEntry,
  RunScope,
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

/** From how many characters on it is of no use to show two values beside each other. */
const longest = 70;

/** @throws ConfigurationError `journals-differ` */
function refuseDifference(what: string, one: string, another: string): void {
  if (one === another) return;
  const told =
    one.length + another.length > 2 * longest
      ? `${what} is not the same`
      : `${what} is ${one} in one and ${another} in another`;
  throw new ConfigurationError('journals-differ', `these journals are not of one run: ${told}`);
}

/** What must be the same in all parts of a run. */
function identityOf(run: RunEntry): Readonly<Record<string, unknown>> {
  const { kit, seed, cases, strict, target, selection, scope, deviations } = run;
  return {
    kit,
    seed,
    cases,
    strict,
    target: target.name,
    'target version': target.version,
    selection: selection ?? 'everything',
    'what was asked for': scope === undefined ? undefined : canonical(withoutShard(scope)),
    'the declaration': deviations === undefined ? undefined : canonical(deviations),
  };
}

function withoutShard({ shard: _, ...planned }: RunScope): RunScope {
  return planned;
}

type MergedShards = NonNullable<RunEntry['shards']>;

/** The parts of a run that a journal holds; undefined where it holds a run that was not shared. */
function shardsOf({ runId, scope, shards }: RunEntry): MergedShards | undefined {
  if (shards !== undefined) return shards;
  const { shard } = scope ?? {};
  return shard === undefined
    ? undefined
    : { of: shard.of, present: [{ index: shard.index, ...(runId === undefined ? {} : { runId }) }] };
}

/** @throws ConfigurationError `journals-differ`, `shard-twice` */
function mergeShards(runs: readonly RunEntry[]): MergedShards | undefined {
  const shards = runs.map(shardsOf);
  const kindOf = (own: MergedShards | undefined): string => (own === undefined ? 'whole' : `one of ${own.of} parts`);
  for (const own of shards) refuseDifference('what it is', kindOf(shards[0]), kindOf(own));
  const of = shards[0]?.of;
  if (of === undefined) return undefined;
  const present = new Map<number, MergedShards['present'][number]>();
  for (const part of shards.flatMap((own) => own?.present ?? [])) {
    const known = present.get(part.index);
    if (known !== undefined && known.runId !== part.runId)
      throw new ConfigurationError(
        'shard-twice',
        `part ${part.index} of ${of} is there twice, from the runs ${known.runId} and ${part.runId}; leave one of them out`,
      );
    present.set(part.index, part);
  }
  return { of, present: [...present.values()].sort((a, b) => a.index - b.index) };
}

function mergeRuns(runs: readonly RunEntry[]): readonly RunEntry[] {
  const [first] = runs;
  if (first === undefined) return [];
  for (const run of runs)
    for (const [what, value] of Object.entries(identityOf(first)))
      refuseDifference(what, String(value), String(identityOf(run)[what]));
  const shards = mergeShards(runs);
  const { runId: _, scope, shards: __, ...rest } = first;
  const runIds = runs.flatMap(({ runId }) => runId ?? []);
  return [
    {
      ...rest,
      ...(scope === undefined ? {} : { scope: withoutShard(scope) }),
      startedAt: least(runs.map(({ startedAt }) => startedAt)),
      target: { ...first.target, url: union(runs.map(({ target }) => target.url)) },
      ...(runIds.length === 0 ? {} : { runId: least(runIds) }),
      ...(shards === undefined ? {} : { shards }),
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
    .map(([operation, entries]) => {
      const [{ digest, requirements } = {}] = entries;
      for (const entry of entries) {
        refuseDifference(`the contract of ${operation}`, String(digest), String(entry.digest));
        refuseDifference(`the requirement set of ${operation}`, String(requirements), String(entry.requirements));
      }
      return {
        type: 'operation',
        operation,
        title: least(entries.map(({ title }) => title)),
        document: least(entries.map(({ document }) => document)),
        ...(digest === undefined ? {} : { digest }),
        ...(requirements === undefined ? {} : { requirements }),
        clauses: mergeClauses(entries.map(({ clauses }) => clauses)),
      };
    });
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
 * journal is; of a shared run it remembers which parts it holds.
 * @throws ConfigurationError `journals-differ` when kit, seed, cases, strictness, selection, target, declaration, a
 * contract or a requirement set differ, or parts of one run are mixed with others; `shard-twice` for two runs of a part
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
