import type { CaseAnswer, CaseExchange, Cause, ConformanceReport } from '../../generated/report.js';
import { headlineOf, onOneLine } from './headline.js';

/** A failing case that can be sent again by itself. */
export interface ExportedCase {
  /** Case id, clause and what differs, on one line. */
  readonly title: string;
  readonly exchange: CaseExchange;
  /** Any of these is right. */
  readonly answers: readonly CaseAnswer[];
}

/** The failing cases of a report, and those of which one request and its answer do not tell. */
export interface ExportedCases {
  readonly cases: readonly ExportedCase[];
  /** Their titles, each with why it is not there. */
  readonly left: readonly { readonly title: string; readonly why: string }[];
}

function whyLeft({ axis, minimal: { exchange, answers = [] } }: Cause): string | undefined {
  if (exchange === undefined) return 'no request was kept';
  if ((axis !== 'status' && axis !== 'code') || answers.length === 0)
    return 'one answer does not tell: it is about what is stored, about time, or about the content of answers';
  if (exchange.signing !== undefined && exchange.signing.headers === undefined)
    return `it has to be signed (${exchange.signing.scheme})`;
  return undefined;
}

/** The smallest case of each cause that fails, as far as it can be sent again and judged by itself. */
export function exportedCases({ causes }: ConformanceReport): ExportedCases {
  const cases: ExportedCase[] = [];
  const left: { title: string; why: string }[] = [];
  for (const cause of causes.filter(({ verdict }) => verdict === 'fail')) {
    const { minimal } = cause;
    const title = onOneLine(`${minimal.case} ${minimal.clause}: ${headlineOf(cause)}`);
    const why = whyLeft(cause);
    if (why === undefined && minimal.exchange !== undefined)
      cases.push({ title, exchange: minimal.exchange, answers: minimal.answers ?? [] });
    else left.push({ title, why: why ?? '' });
  }
  return { cases, left };
}
