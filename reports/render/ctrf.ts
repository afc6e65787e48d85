import type { ClauseReport, ConformanceReport } from '../../generated/report.js';
import { headlineOf } from './headline.js';
import { printable } from './printable.js';
import { isAsked } from './summary-counts.js';

/** Statuses of a test in CTRF. */
type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

/** A run as CTRF has it (ctrf.io, specification 0.0): a test for each clause of each operation that was tested. */
export interface CtrfReport {
  readonly reportFormat: 'CTRF';
  readonly specVersion: '0.0.0';
  readonly results: {
    readonly tool: { readonly name: string; readonly version: string };
    readonly summary: Readonly<Record<'tests' | CtrfStatus | 'start' | 'stop', number>>;
    readonly tests: readonly CtrfTest[];
    readonly environment: { readonly appName: string; readonly appVersion?: string; readonly testEnvironment: string };
    readonly extra: Readonly<Record<string, unknown>>;
  };
}

interface CtrfTest {
  readonly name: string;
  readonly status: CtrfStatus;
  /** Milliseconds; clauses are judged together, so that none has a time of its own. */
  readonly duration: number;
  readonly suite: readonly string[];
  readonly rawStatus: string;
  readonly message?: string;
  readonly tags: readonly string[];
}

function statusOf(verdict: ClauseReport['verdict']): CtrfStatus {
  switch (verdict) {
    case 'pass':
    case 'non-strict':
      return 'passed';
    case 'fail':
      return 'failed';
    case 'inconclusive':
    case 'failed-known':
      return 'other';
    case 'skipped':
    case 'unsupported':
    case 'not-scored':
    case 'excluded':
      return 'skipped';
    default:
      return verdict satisfies never;
  }
}

/** A report as CTRF, in which dashboards and pull request bots read the results of any tool. */
export function ctrfOf(report: ConformanceReport): CtrfReport {
  const { kit, target, operations, causes, startedAt, finishedAt = startedAt, seed, runId, exitCode } = report;
  const tests = operations.filter(isAsked).flatMap(({ operation, clauses }) =>
    clauses.map(({ id, verdict, reason, level, basis, statement }): CtrfTest => {
      const cause = causes.find((entry) => entry.verdict === verdict && entry.clauses.some((own) => own.id === id));
      const message = [...(cause === undefined ? [] : [headlineOf(cause)]), ...(reason === undefined ? [] : [reason])];
      return {
        name: printable(id),
        status: statusOf(verdict),
        duration: 0,
        suite: [operation],
        rawStatus: verdict,
        ...(message.length === 0 ? {} : { message: printable(`${message.join('; ')}; ${statement}`) }),
        tags: [level, basis],
      };
    }),
  );
  const count = (status: CtrfStatus): number => tests.filter((test) => test.status === status).length;
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: {
      tool: { name: 'vpn-conformance', version: kit },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        start: Date.parse(startedAt),
        stop: Date.parse(finishedAt),
      },
      tests,
      environment: {
        appName: printable(target.name),
        ...(target.version === undefined ? {} : { appVersion: printable(target.version) }),
        testEnvironment: printable(target.url),
      },
      extra: { seed, exitCode, ...(runId === undefined ? {} : { runId }) },
    },
  };
}
