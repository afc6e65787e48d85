import type { Cause, ConformanceReport } from '../../generated/report.js';
import { describeCase } from './describe-case.js';
import { headlineOf } from './headline.js';
import { printable } from './printable.js';

/** Where a clause is written down: a file of the package, and the line of it if known. */
export interface ContractPlace {
  readonly uri: string;
  /** From 1. */
  readonly line?: number;
}

/** What a SARIF report needs beside the report of the run. */
export interface SarifOptions {
  /** The place of a clause, by operation and clause id; default: the contract of the operation, without a line. */
  readonly placeOf?: (operation: string, clause: string) => ContractPlace;
}

interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly help: { readonly text: string };
  readonly properties: { readonly tags: readonly string[] };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A log of SARIF 2.1.0 (OASIS) with one run. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly unknown[];
}

function contractOf(operation: string): ContractPlace {
  return { uri: `specs/${operation.replace('.', '/')}/openapi.yaml` };
}

function levelOf({ verdict }: Cause): SarifResult['level'] {
  return verdict === 'fail' ? 'error' : verdict === 'non-strict' ? 'warning' : 'note';
}

/**
 * A report as SARIF: a rule for each clause that something was found about, a result for each cause and clause of it.
 * The location of a result is where the contract has the clause: the code of the target is not known.
 */
export function sarifOf(
  report: ConformanceReport,
  { placeOf = (operation) => contractOf(operation) }: SarifOptions = {},
): SarifLog {
  const { kit, causes, target, seed, startedAt, finishedAt, completion, exitCode } = report;
  const rules = new Map<string, SarifRule>();
  for (const { clauses } of causes)
    for (const { id, statement, source, level, basis } of clauses)
      rules.set(id, {
        id,
        shortDescription: { text: printable(statement) },
        help: { text: printable(`${level}, ${basis}; ${source}`) },
        properties: { tags: [level, basis] },
      });
  const indices = new Map([...rules.keys()].map((id, index) => [id, index]));
  const results = causes.flatMap((cause) =>
    cause.clauses.map(({ id, case: own }): SarifResult => {
      const { uri, line } = placeOf(cause.operation, id);
      const details = describeCase(cause).map(({ label, text }) => `${label}: ${text}`);
      return {
        ruleId: id,
        ruleIndex: indices.get(id) ?? 0,
        level: levelOf(cause),
        message: { text: printable([headlineOf(cause), ...details].join('\n')) },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri, uriBaseId: 'VPN_CONFORMANCE' },
              ...(line === undefined ? {} : { region: { startLine: line } }),
            },
            logicalLocations: [{ fullyQualifiedName: id, kind: 'member' }],
          },
        ],
        partialFingerprints: { 'case/v1': own },
        properties: { operation: cause.operation, verdict: cause.verdict, fixture: cause.minimal.fixture },
      };
    }),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vpn-conformance', version: kit, semanticVersion: kit, rules: [...rules.values()] } },
        automationDetails: { id: `vpn-conformance/${printable(target.name)}/` },
        invocations: [
          {
            executionSuccessful: completion.state === 'complete',
            exitCode,
            startTimeUtc: startedAt,
            ...(finishedAt === undefined ? {} : { endTimeUtc: finishedAt }),
          },
        ],
        columnKind: 'utf16CodeUnits',
        properties: { seed, target: printable(target.url) },
        results,
      },
    ],
  };
}
