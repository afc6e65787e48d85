import type { Cause, ConformanceReport } from '../../generated/report.js';
import { isDeviationError } from '../verdicts/deviations.js';
import { deviationWords } from './deviation-words.js';
import { headlineOf, onOneLine } from './headline.js';

/** GitHub shows ten annotations of a kind for each step. */
const most = 10;

/**
 * A text as the message of a workflow command: nothing in it ends the line, or begins another command.
 * @see https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
function message(text: string): string {
  return onOneLine(text).replaceAll('%', '%25');
}

/** The same as the value of a property. */
function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function level({ verdict }: Cause): 'error' | 'warning' | 'notice' {
  if (verdict === 'fail') return 'error';
  return verdict === 'failed-known' ? 'warning' : 'notice';
}

/**
 * A report as annotations of GitHub Actions: one line for each cause, errors first, and for each declared deviation
 * that does not hold. Empty where there is nothing to tell.
 */
export function renderAnnotations({ causes, deviations = [] }: ConformanceReport): string {
  const wrong = deviations
    .filter(isDeviationError)
    .map(
      (deviation) =>
        `::error title=${property(`deviation ${deviation.clause}`)}::${message(deviationWords(deviation))}`,
    );
  const found = causes.map(
    (cause) => `::${level(cause)} title=${property(cause.minimal.clause)}::${message(headlineOf(cause))}`,
  );
  const kinds = [...wrong, ...found];
  const shown = (['error', 'warning', 'notice'] as const).flatMap((kind) =>
    kinds.filter((line) => line.startsWith(`::${kind} `)).slice(0, most),
  );
  return shown.map((line) => `${line}\n`).join('');
}
