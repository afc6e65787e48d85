import type { Cause, ConformanceReport, OperationReport, VerdictTotals } from '../../generated/report.js';
import { isDeviationError } from '../verdicts/deviations.js';
import { causeWords } from './cause-words.js';
import { conclusionOf } from './conclusion.js';
import { deviationWords } from './deviation-words.js';
import { failureWords } from './failure-words.js';
import { headlineOf } from './headline.js';
import { plural } from './layout.js';
import { cell, code, prose } from './markdown-text.js';
import { isAsked } from './summary-counts.js';

/** How the Markdown looks. */
export interface MarkdownOptions {
  /** The folder of the run, for the command that replays a finding. */
  readonly folder?: string;
}

/** GitHub refuses comments above 65,536 characters. */
const mostCauses = 20;
const columns: readonly (readonly [keyof VerdictTotals, string])[] = [
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['failed-known', 'failed as declared'],
  ['non-strict', 'non-strict'],
  ['inconclusive', 'inconclusive'],
  ['skipped', 'skipped'],
  ['not-scored', 'not scored'],
];

function table(operations: readonly OperationReport[]): readonly string[] {
  const shown = columns.filter(
    ([verdict]) => verdict === 'pass' || verdict === 'fail' || operations.some(({ totals }) => totals[verdict] > 0),
  );
  return [
    `| operation | core | extended | ${shown.map(([, word]) => word).join(' | ')} |`,
    `|---|---|---|${shown.map(() => '---:|').join('')}`,
    ...operations.map(
      ({ operation, totals, profiles: { core, extended } }) =>
        `| ${cell(code(operation))} | ${core.result} | ${extended.result} | ${shown.map(([verdict]) => totals[verdict]).join(' | ')} |`,
    ),
  ];
}

function causeLines(cause: Cause, number: number, folder: string | undefined): readonly string[] {
  const { clauses, minimal } = cause;
  const own = clauses.find(({ id }) => id === minimal.clause) ?? clauses[0];
  const { request } = minimal.exchange ?? {};
  const others = clauses.length - 1;
  return [
    `${number}. **${causeWords[cause.verdict]}** ${prose(headlineOf(cause))}`,
    ...(own === undefined
      ? []
      : [
          `   - rule: ${code(own.id)} (${own.level}, ${own.basis}; ${prose(own.source)})${others === 0 ? '' : `, and ${plural(others, 'more clause')} alike`}`,
        ]),
    ...(request === undefined
      ? []
      : [`   - request: ${code(`${request.method} ${request.url} ${request.body ?? ''}`.trim())}`]),
    `   - expected: ${code(minimal.expected)}; came: ${code(minimal.actual)}`,
    ...(folder === undefined ? [] : [`   - again: ${code(`npx vpn-conformance replay ${folder} ${number}`)}`]),
  ];
}

/** Declared deviations that do not hold, which somebody has to see to. */
function deviationLines({ deviations = [] }: ConformanceReport): readonly string[] {
  const wrong = deviations.filter(isDeviationError);
  return wrong.length === 0
    ? []
    : ['', ...wrong.map((deviation) => `- **DEVIATION** ${prose(deviationWords(deviation))}`)];
}

/**
 * A report as GitHub Flavored Markdown, short enough for a comment or a job summary. What a target sent is shown as
 * code or escaped.
 */
export function renderMarkdown(report: ConformanceReport, { folder }: MarkdownOptions = {}): string {
  const { kit, target, causes, totals, exitCode, completion } = report;
  const operations = report.operations.filter(isAsked);
  const verdict = exitCode === 1 && totals.fail > 0 ? failureWords(report) : conclusionOf(report);
  const rest = causes.length - mostCauses;
  const lines = [
    `### vpn-conformance: ${prose(target.name)}${target.version === undefined ? '' : ` ${prose(target.version)}`}: ${verdict}`,
    '',
    ...table(operations),
    ...(completion.state === 'complete'
      ? []
      : ['', `**Interrupted:** ${prose(completion.problem ?? 'no reason known')}`]),
    ...(causes.length === 0 ? [] : ['']),
    ...causes.slice(0, mostCauses).flatMap((cause, index) => causeLines(cause, index + 1, folder)),
    ...(rest > 0 ? ['', `… and ${plural(rest, 'more cause')}.`] : []),
    ...deviationLines(report),
    '',
    `${plural(report.requests, 'request')}, seed ${report.seed}, kit ${prose(kit)}, exit code ${exitCode}.`,
  ];
  return `${lines.join('\n')}\n`;
}
