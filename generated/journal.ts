// Written by `npm run generate`. Do not edit.

/**
 * One line of the journal (JSON lines). Every report is a pure function of the journal.
 */
export type JournalEntry = RunEntry | OperationEntry | ResultEntry | SkipEntry | EndEntry;
/**
 * stated: a sentence, a table row, or the structure of a sample. shown: a value that only a sample shows. known: SDKs and clients. implied: our inference. Only what is stated can fail.
 */
export type ClauseBasis = 'stated' | 'shown' | 'known' | 'implied';
/**
 * accept: requests that keep the clause were accepted; refuse: requests that break it were refused; observe: answers were judged by it.
 */
export type ClauseSide = 'accept' | 'refuse' | 'observe';
/**
 * stated: a sentence, a table row, or the structure of a sample. shown: a value that only a sample shows. known: SDKs and clients. implied: our inference. Only what is stated can fail.
 */
export type ClauseBasis1 = 'stated' | 'shown' | 'known' | 'implied';

/**
 * First line: what is run against what.
 */
export interface RunEntry {
  type: 'run';
  format: 1;
  /**
   * Version of the kit.
   */
  kit: string;
  startedAt: string;
  seed: number;
  /**
   * What no other run has: client tokens hang on it. With the same id and seed a run sends the same tokens again.
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
  scope?: RunScope;
  /**
   * Failures that the target declares as known; absent: none were declared.
   */
  deviations?: DeclaredDeviation[];
  shards?: MergedShards;
  target: {
    name: string;
    version?: string;
    /**
     * Where it answers.
     */
    url: string;
    /**
     * How the target was named: not at all (the embedded reference), by its address, or by a target file.
     */
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
  };
}
/**
 * What decided, beside seed and cases, which requests the run planned: a replay plans the same.
 */
export interface RunScope {
  /**
   * Clause ids, or beginnings of them that end in *; none: all.
   */
  clauses: string[];
  /**
   * None: all.
   */
  levels: ('must' | 'should' | 'may')[];
  /**
   * Whether requests with wrong credentials were sent.
   */
  authProbes: boolean;
  shard?: Shard;
  /**
   * How fixtures were kept from harm: by sending only what is refused, and the stored values, or by restoring them; absent: not at all.
   */
  care?: 'only-refused' | 'restore';
  /**
   * What the target claimed; absent: everything.
   */
  features?: string[];
}
/**
 * Which part of a run that several machines share this is, counted from 1.
 */
export interface Shard {
  index: number;
  of: number;
}
/**
 * A failure that the target declares as known.
 */
export interface DeclaredDeviation {
  /**
   * A clause id, or the beginning of some that ends in *.
   */
  clause: string;
  reason: string;
  /**
   * Where it is followed up.
   */
  issue?: string;
  /**
   * YYYY-MM-DD.
   */
  since?: string;
  /**
   * The last day on which it holds, YYYY-MM-DD.
   */
  expires?: string;
  /**
   * How many clauses that the contracts check it names, be they selected or not.
   */
  matches: number;
}
/**
 * The parts that were merged, each with the run that it was.
 */
export interface MergedShards {
  of: number;
  present: {
    index: number;
    runId?: string;
  }[];
}
/**
 * One operation and all its clauses, written before its first result.
 */
export interface OperationEntry {
  type: 'operation';
  operation: string;
  title: string;
  document: string;
  /**
   * Of the contract: sha256 of what its files say.
   */
  digest?: string;
  /**
   * Date of the requirement set that the run is scored by; absent: all clauses are scored.
   */
  requirements?: string;
  clauses: ClauseEntry[];
}
export interface ClauseEntry {
  id: string;
  level: 'must' | 'should' | 'may';
  basis: ClauseBasis;
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
  /**
   * The requirement set does not have it: it is shown and does not count.
   */
  unscored?: true;
  /**
   * What must be seen before the clause counts as verified; empty with excluded or skipped.
   */
  sides: ClauseSide[];
  /**
   * Why the kit does not check it.
   */
  excluded?: string;
  /**
   * Why this run cannot check it, and what would change that.
   */
  skipped?: string;
  /**
   * The feature that the target does not claim; nothing is sent for it.
   */
  unsupported?: string;
  errata?: string[];
}
/**
 * What one check found on one subject.
 */
export interface ResultEntry {
  type: 'result';
  operation: string;
  check: string;
  /**
   * Local clause id or pointer that the check was about.
   */
  subject: string;
  fixture?: string;
  requests: number;
  milliseconds: number;
  /**
   * How often each side of each clause was seen as documented.
   */
  tally: {
    /**
     * Full clause id.
     */
    clause: string;
    side: ClauseSide;
    count: number;
  }[];
  findings: Finding[];
  /**
   * The check itself failed (a defect of the kit): its message.
   */
  broken?: string;
}
/**
 * One axis of one exchange that was not as documented.
 */
export interface Finding {
  /**
   * Stable id of the exchange, for replay.
   */
  case: string;
  /**
   * Full clause id.
   */
  clause: string;
  axis: 'status' | 'code' | 'shape' | 'header' | 'state' | 'timing' | 'control';
  /**
   * broken: the clause is not kept; tolerated: a ranked alternative was given; undecided: nothing can be said; noted: information.
   */
  outcome: 'broken' | 'tolerated' | 'undecided' | 'noted';
  basis?: ClauseBasis1;
  expected: string;
  /**
   * Any of these was expected, where it is about status or code.
   */
  answers?: ExpectedAnswer[];
  actual: string;
  /**
   * Where in the answer or request.
   */
  pointer?: string;
  /**
   * How the request was made wrong, e.g. above-maximum.
   */
  operator?: string;
  /**
   * The difference to the accepted twin, in one line.
   */
  change?: string;
  fixture: string;
  seed: number;
  /**
   * true: the request was not sent, as nothing could have undone it; a run that need not restore sends it.
   */
  withheld?: true;
  errata?: string[];
  exchange?: Exchange;
}
/**
 * A status, or 2XX or 4XX for any of them as in OpenAPI, with one of some error codes, or with any.
 */
export interface ExpectedAnswer {
  status: number | ('2XX' | '4XX');
  codes?: string[];
}
/**
 * One request and its answer, secrets redacted.
 */
export interface Exchange {
  /**
   * The logical request.
   */
  logical?: {
    [k: string]: unknown;
  };
  request: {
    method: string;
    url: string;
    headers: {
      [k: string]: string;
    };
    body?: string;
  };
  reply?: {
    status: number;
    contentType?: string;
    code?: string;
    /**
     * The first 2,000 characters.
     */
    body?: string;
  };
  /**
   * Why there is no reply.
   */
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
/**
 * A clause that turned out, while running, not to be checkable on this target.
 */
export interface SkipEntry {
  type: 'skip';
  operation: string;
  clause: string;
  /**
   * Why, and what would change that.
   */
  reason: string;
}
/**
 * Last line; its absence tells that the run was interrupted.
 */
export interface EndEntry {
  type: 'end';
  finishedAt: string;
  requests: number;
  /**
   * Why the run stopped early, e.g. the target could not be reached.
   */
  problem?: string;
}
