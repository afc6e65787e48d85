import { errorEnvelope } from '../../targets/reference/error-envelope.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';

/** Takes an accepted update back and refuses it. */
export function refuse(answer: ReferenceAnswer, context: AnswerContext, status: number, code: string): ReferenceAnswer {
  context.overwrite(context.before);
  return {
    status,
    headers: { ...answer.headers, 'content-type': 'application/json' },
    body: errorEnvelope(context.contract, { status, code, message: code }, '00000000-0000-4000-8000-000000000000'),
  };
}

/** Refuses what would be accepted, where a request says so. */
export function refusing(
  status: number,
  code: string,
  isRefused: (context: AnswerContext) => boolean,
): () => Intercept {
  return () => (answer, context) =>
    context.role === 'update' && context.isAccepted && isRefused(context)
      ? refuse(answer, context, status, code)
      : answer;
}
