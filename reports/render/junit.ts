import type { TestCase } from 'junit-report-builder';
import type { Cause, ClauseReport, ConformanceReport, OperationReport } from '../../generated/report.js';
import { describeCase } from './describe-case.js';
import { newJunitBuilder } from './junit-builder.js';
import { printable } from './printable.js';

type TestSuite = ReturnType<ReturnType<typeof newJunitBuilder>['testSuite']>;

interface Outcome {
  readonly message?: string;
  readonly type?: string;
  readonly text?: string;
}

/**
 * Gives a test case its outcome. The builder's own methods have no reason for `skipped`, and put texts into CDATA sections of which they
 * escape the first `]]>` only.
 */
function put(testCase: TestCase, name: 'failure' | 'error' | 'skipped' | 'system-out', { message, type, text }: Outcome): void {
  const build = testCase.build.bind(testCase);
  testCase.getFailureCount = () => (name === 'failure' ? 1 : 0);
  testCase.getErrorCount = () => (name === 'error' ? 1 : 0);
  testCase.getSkippedCount = () => (name === 'skipped' ? 1 : 0);
  testCase.build = (parent) => {
    const element = build(parent);
    const attributes = { ...(message === undefined ? {} : { message: printable(message) }), ...(type === undefined ? {} : { type }) };
    const child = element.ele(name, attributes);
    if (text !== undefined) child.txt(printable(text));
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
  const testCase = suite
    .testCase()
    .className(operation)
    .name(printable(`${clause.id} ${clause.statement}`));
  const { reason = '' } = clause;
  const own = causes.filter(({ verdict, clauses }) => verdict === clause.verdict && clauses.some(({ id }) => id === clause.id));
  const source = `source: ${clause.source} (${clause.level}, ${clause.basis})`;
  switch (clause.verdict) {
    case 'pass':
      break;
    case 'non-strict':
      put(testCase, 'system-out', { text: `non-strict: ${reason}\n${source}\n${details(own)}` });
      break;
    case 'fail':
      put(testCase, 'failure', { message: reason, type: own[0]?.axis ?? 'fail', text: `${source}\n${details(own)}` });
      break;
    case 'inconclusive':
      put(testCase, 'error', { message: reason, type: 'inconclusive', text: source });
      break;
    case 'skipped':
    case 'unsupported':
    case 'excluded':
      put(testCase, 'skipped', { message: `${clause.verdict}: ${reason}` });
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
    suite
      .testCase()
      .className(operation)
      .name(printable(`defect of the kit: ${check} ${place}`))
      .error(printable(message), 'defect');
  }
}

/** A report as JUnit XML: a suite for each operation, a test case for each clause. Inconclusive clauses, defects of the kit and an interrupted run are errors. */
export function renderJunit(report: ConformanceReport): string {
  const { target, seed, kit, strict, startedAt, completion, operations, defects } = report;
  const builder = newJunitBuilder().name('vpn-conformance');
  const newSuite = (name: string, seconds: number): TestSuite => {
    const suite = builder.testSuite().name(name).timestamp(startedAt).time(seconds);
    const properties = {
      seed: String(seed),
      kit,
      strict: String(strict),
      target: target.name,
      'target.url': target.url,
      ...(target.version === undefined ? {} : { 'target.version': target.version }),
    };
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
    if (completion.state === 'interrupted')
      suite
        .testCase()
        .className('run')
        .name('the run comes to its end')
        .error(printable(completion.problem ?? 'interrupted'), 'interrupted');
    for (const { operation, check, subject, message } of elsewhere) {
      suite
        .testCase()
        .className('run')
        .name(printable(`defect of the kit: ${operation} ${check} ${subject}`))
        .error(printable(message), 'defect');
    }
  }
  return builder.build();
}
