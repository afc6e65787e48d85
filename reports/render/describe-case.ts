import type { Cause, MinimalCase } from '../../generated/report.js';
import { curlLine } from './curl.js';
import { printable } from './printable.js';

/** A label and what it says; `verbatim` texts must not be wrapped. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly verbatim?: true;
}

const longestBody = 600;

function oneLine(text: string): string {
  return printable(text).replaceAll('\n', String.raw`\n`);
}

function clipped(text: string): string {
  return text.length <= longestBody ? text : `${text.slice(0, longestBody)}… (${text.length} characters)`;
}

function changeOf({ operator, change }: MinimalCase): readonly Fact[] {
  const parts = [operator, change].filter((part) => part !== undefined);
  return parts.length === 0 ? [] : [{ label: 'made wrong by', text: oneLine(parts.join(': ')) }];
}

function exchangeOf({ exchange }: MinimalCase): readonly Fact[] {
  if (exchange === undefined) return [];
  const { request, reply, problem, curl } = exchange;
  const answer =
    reply === undefined ? undefined : [String(reply.status), reply.contentType, reply.body].filter((part) => part !== undefined && part !== '').join(' ');
  const verbatim = (label: string, text: string | undefined): readonly Fact[] =>
    text === undefined || text === '' ? [] : [{ label, text: oneLine(clipped(text)), verbatim: true }];
  return [
    { label: 'request', text: oneLine(`${request.method} ${request.url}`), verbatim: true },
    ...verbatim('body', request.body),
    ...verbatim('answer', answer),
    ...(problem === undefined ? [] : [{ label: 'no answer', text: oneLine(problem) }]),
    { label: 'again with', text: printable(curl ?? curlLine(request)), verbatim: true },
  ];
}

/** The facts of a cause's smallest case that somebody needs to see it happen and put it right; `replay` is the command that asks for it again, where there is one. */
export function describeCase({ minimal, count, operators }: Pick<Cause, 'minimal' | 'count' | 'operators'>, replay?: string): readonly Fact[] {
  const others = operators.filter((operator) => operator !== minimal.operator);
  return [
    { label: 'expected', text: oneLine(`${minimal.expected}${minimal.basis === undefined ? '' : ` (${minimal.basis})`}`) },
    { label: 'actual', text: oneLine(minimal.actual) },
    ...(minimal.pointer === undefined ? [] : [{ label: 'at', text: minimal.pointer }]),
    ...changeOf(minimal),
    ...(count === 1 ? [] : [{ label: 'seen', text: `${count} times${others.length === 0 ? '' : `, also with ${others.join(', ')}`}` }]),
    ...((minimal.errata ?? []).length === 0 ? [] : [{ label: 'errata', text: (minimal.errata ?? []).join(', ') }]),
    ...exchangeOf(minimal),
    ...(replay === undefined ? [] : [{ label: 'replay', text: printable(replay), verbatim: true as const }]),
    {
      label: replay === undefined ? 'replay' : 'case',
      text: `${replay === undefined ? 'case ' : ''}${oneLine(minimal.case)}, fixture ${minimal.fixture}, seed ${minimal.seed}`,
    },
  ];
}
