import type { Cause, MinimalCase } from '../../generated/report.js';
import { printable } from './printable.js';

const longestValue = 60;

/** A text on one line, whatever a target put into it. */
export function onOneLine(text: string): string {
  return printable(text).replaceAll('\n', String.raw`\n`);
}

function clipped(text: string): string {
  return text.length <= longestValue ? text : `${text.slice(0, longestValue)}…`;
}

/** The member that a change is about, by its own name. */
function memberIn(pointer: string): string {
  return (
    pointer.split('/').findLast((segment) => segment !== '' && segment !== 'items' && !/^\d+$/.test(segment)) ?? pointer
  );
}

/**
 * What was sent, by the name of its member: `psk: a secret of 7 characters`. A change of several members is told by
 * their number.
 */
function sentIn(change: string): string {
  const parts = change.split('; ');
  if (parts.length > 1 && parts.every((part) => part.startsWith('/')))
    return `${parts.length} members changed together`;
  const violating = /^(\/[^:\s]+): .* → (.*)$/s.exec(change);
  const valid = /^(\/\S+) = (.*)$/s.exec(change);
  const [, pointer, value] = violating ?? valid ?? [];
  return pointer === undefined || value === undefined
    ? clipped(change)
    : `${memberIn(pointer)} ${value === 'left out' ? value : `= ${clipped(value)}`}`;
}

/** Whether a finding wanted a refusal. */
export function wantsRefusal({ answers, expected }: Pick<MinimalCase, 'answers' | 'expected'>): boolean {
  if (answers === undefined || answers.length === 0) return /refus|status 4/.test(expected);
  return answers.every(({ status }) => status === '4XX' || (typeof status === 'number' && status >= 400));
}

function answered({ exchange }: MinimalCase): string {
  const { reply } = exchange ?? {};
  return reply === undefined
    ? 'no answer'
    : [reply.status, reply.code].filter((part) => part !== undefined && part !== '').join(' ');
}

/** How a finding about a refused update begins that changed something. */
const refusedChange = 'it changed: ';

/** What came; what was expected beside it, unless that is said anyway. */
function differenceOf({ axis, minimal }: Pick<Cause, 'axis' | 'minimal'>, isSaid: boolean): string {
  const { change, expected, actual, exchange, pointer } = minimal;
  const status = exchange?.reply?.status ?? 0;
  const what = change === undefined ? 'the request' : sentIn(change);
  if (axis === 'status' && status < 300 && status >= 200 && wantsRefusal(minimal)) return `accepted ${what}`;
  if (axis === 'status' && status >= 400 && !wantsRefusal(minimal)) return `refused ${what} (${answered(minimal)})`;
  if (axis === 'status' || axis === 'code')
    return `answered ${what} with ${exchange?.reply === undefined ? actual : answered(minimal)}, not ${expected}`;
  // What changed, from what to what, needs no words on what should have been.
  if (/^(?:\/|fixture )/.test(actual)) return actual;
  if (actual.startsWith(refusedChange))
    return `a refused update changed ${actual.slice(refusedChange.length).replace(' was ', ': was ')}`;
  const member = pointer === undefined ? undefined : memberIn(pointer);
  const came =
    member === undefined || actual.startsWith(`${member} `) ? actual : `${member} is ${actual.replace(/^it is /, '')}`;
  return isSaid ? came : `${came}, not: ${expected}`;
}

/**
 * What came where something else was wanted, and what the document says, in one line: the first thing to read of a
 * cause.
 */
export function headlineOf({ axis, minimal, clauses }: Pick<Cause, 'axis' | 'minimal' | 'clauses'>): string {
  const own = clauses.find(({ id }) => id === minimal.clause) ?? clauses[0];
  const speaker = own?.basis === 'implied' ? 'expected' : 'the document says';
  const wanted = own === undefined ? '' : `; ${speaker}: ${own.statement}`;
  return onOneLine(`${differenceOf({ axis, minimal }, own?.statement === minimal.expected)}${wanted}`);
}
