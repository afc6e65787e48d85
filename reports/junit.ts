import type { TestCase } from 'junit-report-builder';
import type { Cause, ClauseReport, ConformanceReport, OperationReport } from '../generated/report.js';
import { newJunitBuilder } from './_internals/junit-builder.js';
import { describeCase } from './describe-case.js';
import { printable } from './printable.js';

type TestSuite = ReturnType<ReturnType<typeof newJunitBuilder>['testSuite']>;

/** Marks a test case as skipped with a reason, for which the builder has no method. */
function skip(testCase: TestCase, message: string): void {
  const build = testCase.build.bind(testCase);
  testCase.getSkippedCount = () => 1;
  testCase.build = (parent) => {
    const element = build(parent);
    element.ele('skipped', { message: printable(message) });
    return element;
  };
}

function details(causes: readonly Cause[]): string {
  return causes
    .map((cause) => {
      const others = cause.clauses.length - 1;
      const lines = describeCase(cause).map(({ label, text }) => `${label}: ${text}`);
      return [...(others === 0 ? [] : [`one cause with ${others} other clauses; smallest case, of ${cause.minimal.clause}:`]), ...lines].join('\n');
    })
    .join('\n\n');
}

function writeClause(suite: TestSuite, operation: string, clause: ClauseReport, causes: readonly Cause[]): void {
  const testCase = suite.testCase().className(operation).name(printable(`${clause.id} ${clause.statement}`));
  const reason = printable(clause.reason ?? '');
  const own = causes.filter(({ verdict, clauses }) => verdict === clause.verdict && clauses.some(({ id }) => id === clause.id));
  const source = `source: ${printable(clause.source)} (${clause.level})`;
  switch (clause.verdict) {
    case 'pass':
      break;
    case 'non-strict':
      testCase.standardOutput(`non-strict: ${reason}\n${source}\n${details(own)}`);
      break;
    case 'fail':
      testCase.failure(reason, own[0]?.axis ?? 'fail').stacktrace(`${source}\n${details(own)}`);
      break;
    case 'inconclusive':
      testCase.error(reason, 'inconclusive', source);
      break;
    case 'skipped':
    case 'unsupported':
    case 'excluded':
      skip(testCase, `${clause.verdict}: ${reason}`);
      break;
    default:
      clause.verdict satisfies never;
  }
}

function writeOperation(suite: TestSuite, { operation, clauses }: OperationReport, { causes, defects }: ConformanceReport): void {
  const own = causes.filter((cause) => cause.operation === operation);
  for (const clause of clauses) writeClause(suite, operation, clause, own);
  for (const { check, subject, fixture, message } of defects.filter((defect) => defect.operation === operation)) {
    const place = fixture === undefined ? subject : `${subject} on ${fixture}`;
    suite.testCase().className(operation).name(printable(`defect of the kit: ${check} ${place}`)).error(printable(message), 'defect');
  }
}

/** A report as JUnit XML: a suite for each operation, a test case for each clause. Inconclusive clauses, defects of the kit and an interrupted run are errors. */
export function renderJunit(report: ConformanceReport): string {
  const { target, seed, kit, strict, startedAt, completion, operations, defects } = report;
  const builder = newJunitBuilder().name('vpn-conformance');
  const newSuite = (name: string, seconds: number): TestSuite => {
    const suite = builder.testSuite().name(name).timestamp(startedAt).time(seconds);
    const properties = { seed: String(seed), kit, strict: String(strict), target: target.name, 'target.url': target.url, ...(target.version === undefined ? {} : { 'target.version': target.version }) };
    for (const [property, value] of Object.entries(properties)) suite.property(property, printable(value));
    return suite;
  };
  for (const operation of operations) {
    const suite = newSuite(operation.operation, operation.milliseconds / 1000);
    suite.property('document', printable(operation.document));
    writeOperation(suite, operation, report);
  }
  const listed = new Set(operations.map(({ operation }) => operation));
  const elsewhere = defects.filter(({ operation }) => !listed.has(operation));
  if (completion.state === 'interrupted' || elsewhere.length > 0) {
    const suite = newSuite('run', 0);
    if (completion.state === 'interrupted') suite.testCase().className('run').name('the run comes to its end').error(printable(completion.problem ?? 'interrupted'), 'interrupted');
    for (const { operation, check, subject, message } of elsewhere) {
      suite.testCase().className('run').name(printable(`defect of the kit: ${operation} ${check} ${subject}`)).error(printable(message), 'defect');
    }
  }
  return builder.build();
}
