import type { ConformanceReport, Verdict } from '../../generated/report.js';
import { type Paint, paintWith, plural, wrap } from './layout.js';
import { printable } from './printable.js';
import { causeLines, type ReplayPlace } from './summary-cause.js';
import { countLine, operationLines } from './summary-counts.js';
import { reasonLines } from './summary-reasons.js';

/** How the summary looks. */
export interface SummaryOptions {
  /** Whether to colour it. Default: no. */
  readonly color?: boolean;
  /** Columns of the terminal; requests and commands are never broken. Default: 100. */
  readonly width?: number;
  /** Paths of the files that were written. */
  readonly files?: readonly string[];
  /** Where `replay` finds the run, and the flags with which it asks the same target; absent: only the case is told. */
  readonly replay?: ReplayPlace;
}

const narrowest = 40;

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}

function headLines({ kit, target, selection, completion, startedAt, finishedAt }: ConformanceReport, width: number, paint: Paint): readonly string[] {
  const version = target.version === undefined ? '' : ` ${target.version}`;
  const ended = finishedAt === undefined ? '' : ` to ${finishedAt} (${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s)`;
  return [
    paint.bold(printable(`vpn-conformance ${kit}: ${target.name}${version} at ${target.url}`)),
    `${startedAt}${ended}${selection === undefined ? '' : `; selected: ${printable(selection)}`}`,
    ...(completion.state === 'complete' ? [] : [paint.red(wrap(`INTERRUPTED: ${printable(completion.problem ?? 'no reason known')}`, width, 0))]),
  ];
}

function causesTitle({ causes, totals }: ConformanceReport): string {
  const nonStrict = totals['non-strict'] === 0 ? '' : `, ${plural(totals['non-strict'], 'clause')} non-strict`;
  return `${plural(causes.length, 'cause')} (${plural(totals.fail, 'clause')} failed${nonStrict})`;
}

function conclusion({ exitCode, totals, defects, completion }: ConformanceReport): string {
  switch (exitCode) {
    case 0:
      return 'nothing unexpected';
    case 1:
      return 'at least one clause failed';
    case 3: {
      const open = [
        ...(completion.state === 'interrupted' ? ['the run was interrupted'] : []),
        ...(defects.length > 0 ? ['the kit has defects'] : []),
        ...(totals.inconclusive > 0 ? [`${plural(totals.inconclusive, 'clause')} inconclusive`] : []),
      ];
      return open.length === 0 ? 'nothing was verified' : open.join(', ');
    }
    default:
      return exitCode satisfies never;
  }
}

/** How many requests a clause took on average. */
function perClause({ requests, totals }: ConformanceReport): string {
  const judged = totals.pass + totals['non-strict'] + totals.fail + totals.inconclusive;
  return judged === 0 ? '' : ` (${(requests / judged).toFixed(1)} for each clause)`;
}

/** The report for a terminal: counts, every cause once with a command to see it again, what could not be checked and why, totals. Ends with a line break. */
export function renderSummary(report: ConformanceReport, options: SummaryOptions = {}): string {
  const { color = false, files = [], replay } = options;
  const width = Math.max(narrowest, options.width ?? 100);
  const paint = paintWith(color);
  const { operations, causes, defects, totals, seed, strict, requests, exitCode } = report;
  const reasons = (verdict: Verdict, title: string): readonly string[] =>
    section(`${title} (${plural(totals[verdict], 'clause')})`, reasonLines(report, verdict, width), paint);
  const lines = [
    ...headLines(report, width, paint),
    '',
    ...operationLines(operations, paint),
    ...section(
      causesTitle(report),
      causes.flatMap((cause, index) => [
        ...(index === 0 ? [] : ['']),
        ...causeLines(cause, index + 1, { width, paint, ...(replay === undefined ? {} : { replay }) }),
      ]),
      paint,
    ),
    ...section(
      plural(defects.length, 'defect of the kit', 'defects of the kit'),
      defects.map(({ operation, check, subject, message }) => `  ${wrap(printable(`${operation} ${check} ${subject}: ${message}`), width, 2)}`),
      paint,
    ),
    ...reasons('inconclusive', 'Inconclusive'),
    ...reasons('skipped', 'Skipped'),
    ...reasons('unsupported', 'Not supported by the target'),
    '',
    `${paint.bold('Total')}  ${countLine(totals, paint)}`,
    `${plural(requests, 'request')}${perClause(report)}, seed ${seed}${strict ? ', strict' : ''}; exit code ${exitCode}: ${conclusion(report)}`,
    ...files.map((file) => `written: ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}
