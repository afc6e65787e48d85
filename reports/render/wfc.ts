import type { Cause, ConformanceReport } from '../../generated/report.js';
import { printable } from './printable.js';
import { isAsked } from './summary-counts.js';

/**
 * Codes of the faults of Web Fuzzing Commons (faults 0.9): 100 the status 500, 121 another 5xx, 207 a valid request that
 * was refused. Codes from 900 on are a tool's own: 900 a wrong request that was taken, 901 another error code, 902
 * another shape of the answer, 903 another state of the resource.
 */
const faults = {
  internal: 100,
  otherServerError: 121,
  refused: 207,
  taken: 900,
  code: 901,
  shape: 902,
  state: 903,
} as const;

/** A report of Web Fuzzing Commons (github.com/WebFuzzing/Commons, schemas/report.yaml). */
export interface WfcReport {
  readonly schemaVersion: string;
  readonly toolName: string;
  readonly toolVersion: string;
  readonly creationTime: string;
  readonly faults: {
    readonly totalNumber: number;
    readonly foundFaults: readonly {
      readonly operationId: string;
      readonly testCaseId: string;
      readonly faultCategories: readonly { readonly code: number; readonly context: string }[];
    }[];
  };
  readonly problemDetails: {
    readonly rest: {
      readonly outputHttpCalls: number;
      readonly evaluatedHttpCalls: number;
      readonly endpointIds: readonly string[];
      readonly coveredHttpStatus: readonly {
        readonly endpointId: string;
        readonly testCaseId: string;
        readonly httpStatus: readonly number[];
      }[];
    };
  };
  readonly totalTests: number;
  readonly testFilePaths: readonly string[];
  readonly testCases: readonly { readonly id: string; readonly name: string }[];
  readonly executionTimeInSeconds: number;
}

function faultOf({ axis, minimal }: Cause): number {
  const status = minimal.exchange?.reply?.status ?? 0;
  if (status >= 500) return status === 500 ? faults.internal : faults.otherServerError;
  switch (axis) {
    case 'status':
      return status >= 200 && status < 300 ? faults.taken : faults.refused;
    case 'code':
      return faults.code;
    case 'shape':
    case 'header':
      return faults.shape;
    case 'state':
    case 'timing':
    case 'control':
      return faults.state;
    default:
      return axis satisfies never;
  }
}

/**
 * The failures of a report as Web Fuzzing Commons has them, one fault for each cause. Operations go by their ids: the
 * kit's requests are not told apart by path.
 */
export function wfcOf(report: ConformanceReport): WfcReport {
  const { kit, causes, operations, requests, startedAt, finishedAt = startedAt } = report;
  const failures = causes.filter(({ verdict }) => verdict === 'fail' || verdict === 'failed-known');
  const tests = failures.map(({ minimal }) => ({ id: minimal.case, name: printable(minimal.clause) }));
  return {
    schemaVersion: '0.8.0',
    toolName: 'vpn-conformance',
    toolVersion: kit,
    creationTime: finishedAt,
    faults: {
      totalNumber: failures.length,
      foundFaults: failures.map((cause) => ({
        operationId: cause.operation,
        testCaseId: cause.minimal.case,
        faultCategories: [{ code: faultOf(cause), context: printable(cause.minimal.clause) }],
      })),
    },
    problemDetails: {
      rest: {
        outputHttpCalls: failures.length,
        evaluatedHttpCalls: requests,
        endpointIds: operations.filter(isAsked).map(({ operation }) => operation),
        coveredHttpStatus: failures.map(({ operation, minimal }) => ({
          endpointId: operation,
          testCaseId: minimal.case,
          httpStatus: minimal.exchange?.reply === undefined ? [] : [minimal.exchange.reply.status],
        })),
      },
    },
    totalTests: tests.length,
    testFilePaths: [],
    testCases: tests,
    executionTimeInSeconds: Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000)),
  };
}
