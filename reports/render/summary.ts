import type { ConformanceReport, DeviationReport, Verdict } from '../../generated/report.js';
import { isDeviationError } from '../verdicts/deviations.js';
import { countVerdicts } from '../verdicts/totals.js';
import { conclusionOf } from './conclusion.js';
import { deviationWords } from './deviation-words.js';
import { onOneLine } from './headline.js';
import { type Paint, paintWith, plural, wrap } from './layout.js';
import type { ReplayPlace } from './replay-line.js';
import { causeLines, headLine } from './summary-cause.js';
import { countLine, isAsked, operationLines } from './summary-counts.js';
import { reasonLines } from './summary-reasons.js';

/** How the summary looks. */
export interface SummaryOptions {
  /** Whether to colour it. Default: no. */
  readonly color?: boolean;
  /** Columns of the terminal; requests and commands are never broken. Default: 100. */
  readonly width?: number;
  /** quiet: neither skips nor what is open; verbose: with clauses, long bodies and curl commands. Default: normal. */
  readonly detail?: 'quiet' | 'normal' | 'verbose';
  /** Paths of the files that were written. */
  readonly files?: readonly string[];
  /** Where `replay` finds the run, and the flags with which it asks the same target; absent: only the case is told. */
  readonly replay?: ReplayPlace;
}

const narrowest = 40;

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
}

function headLines(
  { kit, target, selection, completion, startedAt, finishedAt }: ConformanceReport,
  width: number,
  paint: Paint,
): readonly string[] {
  const version = target.version === undefined ? '' : ` ${target.version}`;
  const ended =
    finishedAt === undefined
      ? ''
      : ` to ${finishedAt} (${((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s)`;
  return [
    paint.bold(onOneLine(`vpn-conformance ${kit}: ${target.name}${version} at ${target.url}`)),
    `${startedAt}${ended}${selection === undefined ? '' : `; selected: ${onOneLine(selection)}`}`,
    ...(completion.state === 'complete'
      ? []
      : [paint.red(wrap(`INTERRUPTED: ${onOneLine(completion.problem ?? 'no reason known')}`, width, 0))]),
  ];
}

function causesTitle({ causes, totals }: ConformanceReport): string {
  const nonStrict = totals['non-strict'] === 0 ? '' : `, ${plural(totals['non-strict'], 'clause')} non-strict`;
  const known = totals['failed-known'] === 0 ? '' : `, ${totals['failed-known']} as declared`;
  return `${plural(causes.length, 'cause')} (${plural(totals.fail, 'clause')} failed${known}${nonStrict})`;
}

/** What the target declares as known: all of it, those first that do not hold. */
function deviationLines({ deviations = [] }: ConformanceReport, width: number, paint: Paint): readonly string[] {
  const wrong = deviations.filter(isDeviationError);
  const rest = deviations.filter((deviation) => !isDeviationError(deviation));
  const line = (deviation: DeviationReport): string => `  ${wrap(onOneLine(deviationWords(deviation)), width, 4)}`;
  return section(
    plural(deviations.length, 'declared deviation'),
    [...wrong.map((deviation) => paint.red(line(deviation))), ...rest.map(line)],
    paint,
  );
}

/** How many requests a clause took on average. */
function perClause({ requests, totals }: ConformanceReport): string {
  const judged =
    totals.pass +
    totals['non-strict'] +
    totals.fail +
    totals['failed-known'] +
    totals['not-scored'] +
    totals.inconclusive;
  return judged === 0 ? '' : ` (${(requests / judged).toFixed(1)} for each clause)`;
}

/** From how many causes on they are listed once more at the end, where the eye is. */
const listedAgainFrom = 4;
const mostListed = 15;

/**
 * The report for a terminal. First what could not be checked and why, then every cause once with the command that asks
 * for it again, at the end the counts: what is seen without scrolling says what is broken. Ends with a line break.
 */
export function renderSummary(report: ConformanceReport, options: SummaryOptions = {}): string {
  const { color = false, files = [], replay, detail = 'normal' } = options;
  const width = Math.max(narrowest, options.width ?? 100);
  const paint = paintWith(color);
  const verbose = detail === 'verbose';
  const { causes, defects, seed, strict, exitCode } = report;
  const operations = report.operations.filter(isAsked);
  const totals = countVerdicts(operations.flatMap(({ clauses }) => clauses));
  const reasons = (verdict: Verdict, title: string): readonly string[] =>
    detail === 'quiet'
      ? []
      : section(
          `${title} (${plural(totals[verdict], 'clause')})`,
          reasonLines({ operations }, verdict, width, verbose),
          paint,
        );
  const style = { width, paint, verbose, ...(replay === undefined ? {} : { replay }) };
  const lines = [
    ...headLines(report, width, paint),
    ...reasons('unsupported', 'Not supported by the target'),
    ...reasons('skipped', 'Skipped'),
    ...reasons('inconclusive', 'Inconclusive'),
    ...section(
      plural(defects.length, 'defect of the kit', 'defects of the kit'),
      defects.map(
        ({ operation, check, subject, message }) =>
          `  ${wrap(onOneLine(`${operation} ${check} ${subject}: ${message}`), width, 2)}`,
      ),
      paint,
    ),
    ...section(
      causesTitle(report),
      causes.flatMap((cause, index) => [...(index === 0 ? [] : ['']), ...causeLines(cause, index + 1, style)]),
      paint,
    ),
    ...deviationLines(report, width, paint),
    '',
    ...(causes.length < listedAgainFrom
      ? []
      : [...causes.slice(0, mostListed).map((cause, index) => headLine(cause, index + 1, style)), ...more(causes), '']),
    ...operationLines(operations, paint, verbose),
    ...(operations.length === 1 ? [] : [`${paint.bold('Total')}  ${countLine(totals, paint)}`]),
    `${plural(report.requests, 'request')}${perClause(report)}, seed ${seed}${strict ? ', strict' : ''}; exit code ${exitCode}: ${conclusionOf(report)}`,
    ...files.map((file) => `written: ${file}`),
  ];
  return `${lines.join('\n')}\n`;
}

function more(causes: readonly unknown[]): readonly string[] {
  return causes.length > mostListed ? [`… and ${plural(causes.length - mostListed, 'more cause')}`] : [];
}
