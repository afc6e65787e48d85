import type { Finding } from '../generated/journal.js';
import type { Contract, Rejects } from '../specs/contract.js';

/** What a finding expected of an answer, in words and as data. */
export type Expectation = Pick<Finding, 'expected'> & Required<Pick<Finding, 'answers'>>;

/** An update is accepted. */
export function acceptance({ update: { status } }: Contract): Expectation {
  return { expected: `status ${status}`, answers: [{ status }] };
}

/** An update is refused in one of some ways. */
export function refusal(rejects: readonly Rejects[]): Expectation {
  return {
    expected: rejects.map(({ status, code }) => `status ${status}${code === undefined ? '' : ` ${code.join(' or ')}`}`).join(', or '),
    answers: rejects.map(({ status, code }) => ({ status, ...(code === undefined ? {} : { codes: [...code] }) })),
  };
}

/** Answers that a refusal may have, too, as ranked alternatives. */
export function tolerated(rejects: readonly Rejects[]): Expectation['answers'] {
  return rejects.flatMap(({ alsoAllowed = [] }) => alsoAllowed.map(({ status, code }) => ({ status, ...(code === undefined ? {} : { codes: [code] }) })));
}

/** An update is refused, where the document does not say how. */
export const anyRefusal: Expectation = { expected: 'a refusal (any status 4xx)', answers: [{ status: '4XX' }] };

/** Whether an answer is one of those expected. */
export function isExpected(answers: Expectation['answers'], status: number, code: string | undefined): boolean {
  return answers.some((answer) => {
    const isStatus = answer.status === '4XX' ? status >= 400 && status < 500 : answer.status === status;
    return isStatus && (answer.codes === undefined || (code !== undefined && answer.codes.includes(code)));
  });
}
