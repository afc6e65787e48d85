import type { Cause, MinimalCase } from '../../generated/report.js';
import { curlLine } from './curl.js';
import { onOneLine, wantsRefusal } from './headline.js';
import { printable } from './printable.js';

/** A label and what it says; `verbatim` texts must not be wrapped. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly verbatim?: true;
}

/** How much of a case is told. */
export interface CaseDetail {
  /** Characters of a body or answer. */
  readonly longestBody: number;
  /** Whether a curl command stands beside it. */
  readonly curl: boolean;
}

const everything: CaseDetail = { longestBody: 600, curl: true };

function changeOf({ operator, change, ...rest }: MinimalCase): readonly Fact[] {
  const parts = [operator, change].filter((part) => part !== undefined);
  // What was valid was not made wrong by anything.
  return parts.length === 0
    ? []
    : [{ label: wantsRefusal(rest) ? 'made wrong by' : 'sent', text: onOneLine(parts.join(': ')) }];
}

function exchangeOf({ exchange }: MinimalCase, { longestBody, curl: withCurl }: CaseDetail): readonly Fact[] {
  if (exchange === undefined) return [];
  const { request, reply, problem, curl } = exchange;
  const answer =
    reply === undefined
      ? undefined
      : [String(reply.status), reply.contentType, reply.body]
          .filter((part) => part !== undefined && part !== '')
          .join(' ');
  const clipped = (text: string): string =>
    text.length <= longestBody ? text : `${text.slice(0, longestBody)}… (${text.length} characters)`;
  const verbatim = (label: string, text: string | undefined): readonly Fact[] =>
    text === undefined || text === '' ? [] : [{ label, text: onOneLine(clipped(text)), verbatim: true }];
  return [
    { label: 'request', text: onOneLine(`${request.method} ${request.url}`), verbatim: true },
    ...verbatim('body', request.body),
    ...verbatim('answer', answer),
    ...(problem === undefined ? [] : [{ label: 'no answer', text: onOneLine(problem) }]),
    ...(withCurl ? [{ label: 'again with', text: printable(curl ?? curlLine(request)), verbatim: true as const }] : []),
  ];
}

/**
 * The facts of a cause's smallest case that somebody needs to see it happen and put it right; `replay` is the command
 * that asks for it again, where there is one.
 */
export function describeCase(
  { minimal, count, operators }: Pick<Cause, 'minimal' | 'count' | 'operators'>,
  replay?: string,
  detail: CaseDetail = everything,
): readonly Fact[] {
  const others = operators.filter((operator) => operator !== minimal.operator);
  return [
    {
      label: 'expected',
      text: onOneLine(`${minimal.expected}${minimal.basis === undefined ? '' : ` (${minimal.basis})`}`),
    },
    { label: 'actual', text: onOneLine(minimal.actual) },
    ...(minimal.pointer === undefined ? [] : [{ label: 'at', text: minimal.pointer }]),
    ...changeOf(minimal),
    ...(count === 1
      ? []
      : [{ label: 'seen', text: `${count} times${others.length === 0 ? '' : `, also with ${others.join(', ')}`}` }]),
    ...((minimal.errata ?? []).length === 0 ? [] : [{ label: 'errata', text: (minimal.errata ?? []).join(', ') }]),
    ...exchangeOf(minimal, detail),
    ...(replay === undefined ? [] : [{ label: 'replay', text: printable(replay), verbatim: true as const }]),
    {
      label: replay === undefined ? 'replay' : 'case',
      text: `${replay === undefined ? 'case ' : ''}${onOneLine(minimal.case)}, fixture ${minimal.fixture}, seed ${minimal.seed}`,
    },
  ];
}
