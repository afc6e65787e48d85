import type { Contract, Rejects } from '../../contract/contract.js';
import type { Finding } from '../../generated/journal.js';
import { isOfStatus } from '../exchange/is-of-status.js';

/** What a finding expected of an answer, in words and as data. */
export type Expectation = Pick<Finding, 'expected'> & Required<Pick<Finding, 'answers'>>;

/** An update is accepted: with the status that a sentence states, else with any that says so. */
export function acceptance({ update: { status, statusBasis } }: Contract): Expectation {
  return statusBasis === undefined
    ? { expected: `status ${status}`, answers: [{ status }] }
    : { expected: 'a success (any status 2xx)', answers: [{ status: '2XX' }] };
}

function inWords({ status, code }: Rejects): string {
  const codes = code === undefined ? '' : ` ${code.join(' or ')}`;
  return status === '4XX'
    ? `a refusal (any status 4xx)${code === undefined ? '' : ` with${codes}`}`
    : `status ${status}${codes}`;
}

/** An update is refused in one of some ways. */
export function refusal(rejects: readonly Rejects[]): Expectation {
  return {
    expected: rejects.map(inWords).join(', or '),
    answers: rejects.map(({ status, code }) => ({ status, ...(code === undefined ? {} : { codes: [...code] }) })),
  };
}

/** Answers that a refusal may have, too, as ranked alternatives. */
export function tolerated(rejects: readonly Rejects[]): Expectation['answers'] {
  return rejects.flatMap(({ alsoAllowed = [] }) =>
    alsoAllowed.map(({ status, code }) => ({ status, ...(code === undefined ? {} : { codes: [code] }) })),
  );
}

/** An update is refused, where the document does not say how. */
export const anyRefusal: Expectation = { expected: 'a refusal (any status 4xx)', answers: [{ status: '4XX' }] };

/** Whether an answer is one of those expected. */
export function isExpected(answers: Expectation['answers'], status: number, code: string | undefined): boolean {
  return answers.some(
    (answer) =>
      isOfStatus(answer.status, status) &&
      (answer.codes === undefined || (code !== undefined && answer.codes.includes(code))),
  );
}
