// Written by `npm run generate`. Do not edit.

export type ReportLevel = 'must' | 'should' | 'may';
/**
 * success: all that can be checked was verified. partial: nothing failed, and some was not checked. failure: something failed, be it declared as known. inconclusive: something was left undecided, or nothing was verified.
 */
export type ProfileResult = 'success' | 'partial' | 'failure' | 'inconclusive';
/**
 * stated: a sentence, a table row, or the structure of a sample. shown: a value that only a sample shows. known: SDKs and clients. implied: our inference. Only what is stated can fail.
 */
export type ReportBasis = 'stated' | 'shown' | 'known' | 'implied';
/**
 * pass: every side was seen as documented. non-strict: only a ranked alternative, a broken `should`, or something broken that the document does not state. fail: not kept. failed-known: not kept, and declared as a known deviation. inconclusive: not enough was seen. skipped: this run could not check it. unsupported: the target does not claim it. not-scored: the requirement set does not have it. excluded: the kit does not check it.
 */
export type Verdict =
  | 'pass'
  | 'non-strict'
  | 'fail'
  | 'failed-known'
  | 'inconclusive'
  | 'skipped'
  | 'unsupported'
  | 'not-scored'
  | 'excluded';
/**
 * holds: it fails as declared. undecided: the run cannot tell. passes: nothing that it names fails any more. expired: its last day is over, and its failures count. unmatched: it names no clause that is checked. unreasoned: nobody has written down why. Of these the last four are errors.
 */
export type DeviationOutcome = 'holds' | 'undecided' | 'passes' | 'expired' | 'unmatched' | 'unreasoned';
/**
 * stated: a sentence, a table row, or the structure of a sample. shown: a value that only a sample shows. known: SDKs and clients. implied: our inference. Only what is stated can fail.
 */
export type ReportBasis1 = 'stated' | 'shown' | 'known' | 'implied';

/**
 * What a run found: a pure function of its journal.
 */
export interface ConformanceReport {
  format: 1;
  /**
   * Version of the kit.
   */
  kit: string;
  target: ReportTarget;
  /**
   * ISO 8601.
   */
  startedAt: string;
  /**
   * ISO 8601; absent when the run was cut off.
   */
  finishedAt?: string;
  completion: Completion;
  seed: number;
  /**
   * What no other run has: client tokens hang on it.
   */
  runId?: string;
  /**
   * Random cases per member beyond the edges.
   */
  cases: number;
  /**
   * Whether non-strict counts as fail.
   */
  strict: boolean;
  /**
   * The filters given, in words; absent: everything.
   */
  selection?: string;
  scope?: ReportScope;
  shards?: ReportShards;
  /**
   * Requests sent.
   */
  requests: number;
  /**
   * 0: nothing unexpected. 1: a clause failed, or a declared deviation does not hold. 3: the target or the kit left something open.
   */
  exitCode: 0 | 1 | 3;
  totals: VerdictTotals;
  levels: LevelTotals;
  operations: OperationReport[];
  /**
   * Failures that the target declares as known; absent: none were declared.
   */
  deviations?: DeviationReport[];
  /**
   * What went wrong, each cause once; the one that touches most clauses first.
   */
  causes: Cause[];
  /**
   * What is wrong with the kit itself.
   */
  defects: KitDefect[];
}
export interface ReportTarget {
  name: string;
  version?: string;
  /**
   * Where it answers.
   */
  url: string;
  given?: 'embedded' | 'url' | 'file';
  /**
   * Whose implementation it is.
   */
  organization?: string;
  /**
   * Its home page.
   */
  website?: string;
  /**
   * Whom to ask about it.
   */
  contact?: string;
}
export interface Completion {
  state: 'complete' | 'interrupted';
  /**
   * Why the run stopped early.
   */
  problem?: string;
}
/**
 * What decided, beside seed and cases, which requests the run planned: a replay plans the same.
 */
export interface ReportScope {
  clauses: string[];
  levels: ReportLevel[];
  authProbes: boolean;
  shard?: ReportShard;
  care?: 'only-refused' | 'restore';
  features?: string[];
}
export interface ReportShard {
  index: number;
  of: number;
}
/**
 * Of how many parts a shared run has which ones; absent: it was not shared.
 */
export interface ReportShards {
  of: number;
  present: number[];
}
/**
 * Number of clauses per verdict.
 */
export interface VerdictTotals {
  pass: number;
  'non-strict': number;
  fail: number;
  'failed-known': number;
  inconclusive: number;
  skipped: number;
  unsupported: number;
  'not-scored': number;
  excluded: number;
}
/**
 * Clauses per verdict, for each level.
 */
export interface LevelTotals {
  must: VerdictTotals;
  should: VerdictTotals;
  may: VerdictTotals;
}
export interface OperationReport {
  operation: string;
  title: string;
  document: string;
  /**
   * Of the contract: sha256 of what its files say.
   */
  digest?: string;
  /**
   * Date of the requirement set that it is scored by; absent: all clauses are scored.
   */
  requirements?: string;
  requests: number;
  /**
   * Time of its checks, added up.
   */
  milliseconds: number;
  totals: VerdictTotals;
  profiles: ProfileReports;
  clauses: ClauseReport[];
}
/**
 * What an operation comes to in each profile; their totals add up to those of the operation.
 */
export interface ProfileReports {
  core: ProfileReport;
  extended: ProfileReport;
}
export interface ProfileReport {
  result: ProfileResult;
  totals: VerdictTotals;
}
export interface ClauseReport {
  id: string;
  level: ReportLevel;
  basis: ReportBasis;
  /**
   * No reading excuses what breaks it: it fails whatever its basis.
   */
  inexcusable?: true;
  statement: string;
  source: string;
  /**
   * core: what every implementation of the operation is to do; extended: the rest.
   */
  profile?: 'core' | 'extended';
  verdict: Verdict;
  wouldBe?: Verdict;
  /**
   * The declared deviation that names it, by its clause or prefix.
   */
  deviation?: string;
  /**
   * Why the verdict is not pass.
   */
  reason?: string;
  sides: SideSeen[];
  /**
   * Observations that do not change the verdict.
   */
  notes?: string[];
  errata?: string[];
}
/**
 * A side that has to be seen before the clause counts as verified.
 */
export interface SideSeen {
  side: 'accept' | 'refuse' | 'observe';
  /**
   * How often it was seen as documented.
   */
  count: number;
}
/**
 * A failure that the target declares as known, and what became of it.
 */
export interface DeviationReport {
  clause: string;
  reason: string;
  issue?: string;
  since?: string;
  expires?: string;
  outcome: DeviationOutcome;
  /**
   * The clauses that fail under it.
   */
  clauses: string[];
}
/**
 * Findings that have one reason: one clause (or three and more of one operation), one axis, one kind of reply.
 */
export interface Cause {
  verdict: 'fail' | 'non-strict' | 'failed-known' | 'not-scored';
  operation: string;
  axis: 'status' | 'code' | 'shape' | 'header' | 'state' | 'timing' | 'control';
  /**
   * The reply without what differs from case to case.
   */
  reply: string;
  /**
   * Findings.
   */
  count: number;
  operators: string[];
  clauses: CauseClause[];
  minimal: MinimalCase;
}
export interface CauseClause {
  id: string;
  level: ReportLevel;
  basis: ReportBasis;
  statement: string;
  source: string;
  count: number;
  operators: string[];
  /**
   * Id of the clause's own minimal case.
   */
  case: string;
  /**
   * What that case changes in its accepted twin.
   */
  change?: string;
}
/**
 * The finding with the smallest request.
 */
export interface MinimalCase {
  clause: string;
  case: string;
  basis?: ReportBasis1;
  /**
   * The check that found it.
   */
  check?: string;
  /**
   * What the check was looking at: a clause or pointer.
   */
  subject?: string;
  outcome: 'broken' | 'tolerated' | 'undecided' | 'noted';
  expected: string;
  /**
   * Any of these was expected, where it is about status or code.
   */
  answers?: CaseAnswer[];
  actual: string;
  pointer?: string;
  operator?: string;
  change?: string;
  fixture: string;
  seed: number;
  errata?: string[];
  exchange?: CaseExchange;
}
/**
 * A status, or 2XX or 4XX for any of them as in OpenAPI, with one of some error codes, or with any.
 */
export interface CaseAnswer {
  status: number | ('2XX' | '4XX');
  codes?: string[];
}
/**
 * One request and its answer, secrets redacted.
 */
export interface CaseExchange {
  logical?: {
    [k: string]: unknown;
  };
  request: CaseRequest;
  reply?: CaseReply;
  problem?: string;
  /**
   * How the request was authenticated, beyond what is shown of it: the scheme, and the environment variables that hold the credentials.
   */
  signing?: {
    scheme: string;
    variables: string[];
    /**
     * Headers that carry the value of a variable as it is.
     */
    headers?: {
      [k: string]: string;
    };
  };
  curl?: string;
}
export interface CaseRequest {
  method: string;
  url: string;
  headers: {
    [k: string]: string;
  };
  body?: string;
}
export interface CaseReply {
  status: number;
  contentType?: string;
  code?: string;
  body?: string;
}
/**
 * A check that failed by itself, or a result that fits no clause.
 */
export interface KitDefect {
  operation: string;
  check: string;
  subject: string;
  fixture?: string;
  message: string;
}
