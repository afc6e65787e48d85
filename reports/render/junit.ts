import { create, type XMLElement } from 'xmlbuilder';
import type { Cause, ClauseReport, ConformanceReport } from '../../generated/report.js';
import { isDeviationError } from '../verdicts/deviations.js';
import { describeCase } from './describe-case.js';
import { deviationWords } from './deviation-words.js';
import { printable } from './printable.js';
import { isAsked } from './summary-counts.js';

/** What became of a test case, and the element that says so. */
interface JunitCase {
  readonly classname: string;
  readonly name: string;
  readonly outcome?: {
    readonly element: 'failure' | 'error' | 'skipped' | 'system-out';
    readonly message?: string;
    readonly type?: string;
    readonly text?: string;
  };
}

interface JunitSuite {
  readonly name: string;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly JunitCase[];
}

function details(causes: readonly Cause[]): string {
  return causes
    .map((cause) => {
      const others = cause.clauses.length - 1;
      const lines = describeCase(cause).map(({ label, text }) => `${label}: ${text}`);
      return [
        ...(others === 0 ? [] : [`one cause with ${others} other clauses; smallest case, of ${cause.minimal.clause}:`]),
        ...lines,
      ].join('\n');
    })
    .join('\n\n');
}

function outcomeOf(clause: ClauseReport, causes: readonly Cause[]): JunitCase['outcome'] {
  const { reason = '' } = clause;
  const own = causes.filter(
    ({ verdict, clauses }) => verdict === clause.verdict && clauses.some(({ id }) => id === clause.id),
  );
  const about = `${clause.statement}\nsource: ${clause.source} (${clause.level}, ${clause.basis})`;
  switch (clause.verdict) {
    case 'pass':
      return undefined;
    case 'non-strict':
      return { element: 'system-out', text: `non-strict: ${reason}\n${about}\n${details(own)}` };
    case 'fail':
      return {
        element: 'failure',
        message: `${reason}; ${clause.statement}`,
        type: own[0]?.axis ?? 'fail',
        text: `${about}\n${details(own)}`,
      };
    case 'inconclusive':
      return { element: 'error', message: reason, type: 'inconclusive', text: about };
    case 'failed-known':
      return { element: 'skipped', message: `failed-known: ${reason}; ${clause.statement}` };
    case 'not-scored':
      return {
        element: 'skipped',
        message: `not scored (${clause.wouldBe ?? 'unknown'})${reason === '' ? '' : `: ${reason}`}`,
      };
    case 'skipped':
    case 'unsupported':
    case 'excluded':
      return { element: 'skipped', message: `${clause.verdict}: ${reason}` };
    default:
      return clause.verdict satisfies never;
  }
}

function failed(classname: string, name: string, message: string, type: string): JunitCase {
  return { classname, name, outcome: { element: 'error', message, type } };
}

function suitesOf({
  operations,
  defects,
  completion,
  deviations = [],
  ...report
}: ConformanceReport): readonly JunitSuite[] {
  const { target, seed, kit, strict, causes } = report;
  const properties = {
    seed: String(seed),
    kit,
    strict: String(strict),
    target: target.name,
    'target.url': target.url,
    ...(target.version === undefined ? {} : { 'target.version': target.version }),
  };
  const tested = operations.filter(isAsked);
  const suites = tested.map(
    ({ operation, milliseconds, document, digest, requirements, profiles, clauses }): JunitSuite => {
      const own = causes.filter((cause) => cause.operation === operation);
      const cases = clauses.map((clause): JunitCase => {
        const outcome = outcomeOf(clause, own);
        return { classname: operation, name: clause.id, ...(outcome === undefined ? {} : { outcome }) };
      });
      const broken = defects
        .filter((defect) => defect.operation === operation)
        .map(({ check, subject, fixture, message }) =>
          failed(
            operation,
            `defect of the kit: ${check} ${fixture === undefined ? subject : `${subject} on ${fixture}`}`,
            message,
            'defect',
          ),
        );
      return {
        name: operation,
        seconds: milliseconds / 1000,
        properties: {
          ...properties,
          document,
          ...(digest === undefined ? {} : { 'contract.digest': digest }),
          ...(requirements === undefined ? {} : { requirements }),
          'profile.core': profiles.core.result,
          'profile.extended': profiles.extended.result,
        },
        cases: [...cases, ...broken],
      };
    },
  );
  const listed = new Set(tested.map(({ operation }) => operation));
  const ofRun = [
    ...deviations.filter(isDeviationError).map(
      (deviation): JunitCase => ({
        classname: 'declaration',
        name: `deviation ${deviation.clause} holds`,
        outcome: { element: 'failure', message: deviationWords(deviation), type: deviation.outcome },
      }),
    ),
    ...(completion.state === 'interrupted'
      ? [failed('run', 'the run comes to its end', completion.problem ?? 'interrupted', 'interrupted')]
      : []),
    ...defects
      .filter(({ operation }) => !listed.has(operation))
      .map(({ operation, check, subject, message }) =>
        failed('run', `defect of the kit: ${operation} ${check} ${subject}`, message, 'defect'),
      ),
  ];
  return ofRun.length === 0 ? suites : [...suites, { name: 'run', seconds: 0, properties, cases: ofRun }];
}

/** Readers show names in a column of their own, in characters. */
const longestName = 119;

function writeCase(parent: XMLElement, { classname, name, outcome }: JunitCase): void {
  const element = parent.ele('testcase', { classname, name: printable(name).slice(0, longestName) });
  if (outcome === undefined) return;
  const { message, type, text } = outcome;
  const child = element.ele(outcome.element, {
    ...(message === undefined ? {} : { message: printable(message) }),
    ...(type === undefined ? {} : { type }),
  });
  if (text !== undefined) child.txt(printable(text));
}

function counts(cases: readonly JunitCase[]): Readonly<Record<string, number>> {
  const of = (element: NonNullable<JunitCase['outcome']>['element']): number =>
    cases.filter(({ outcome }) => outcome?.element === element).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}

/**
 * A report as JUnit XML: a suite for each operation that was tested, a test case for each clause. Inconclusive clauses,
 * defects of the kit and an interrupted run are errors.
 */
export function renderJunit(report: ConformanceReport): string {
  const suites = suitesOf(report);
  const root = create('testsuites', { encoding: 'UTF-8', invalidCharReplacement: '' });
  for (const [name, value] of Object.entries({
    name: 'vpn-conformance',
    ...counts(suites.flatMap(({ cases }) => cases)),
  }))
    root.att(name, value);
  for (const { name, seconds, properties, cases } of suites) {
    const suite = root.ele('testsuite', { name, timestamp: report.startedAt, time: seconds, ...counts(cases) });
    const list = suite.ele('properties');
    for (const [property, value] of Object.entries(properties))
      list.ele('property', { name: property, value: printable(value) });
    for (const entry of cases) writeCase(suite, entry);
  }
  return root.end({ pretty: true });
}
