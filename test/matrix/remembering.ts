import { storedMembers } from '../../contract/facts/stored-members.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import { errorEnvelope } from '../../targets/reference/error-envelope.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';

function refused(context: AnswerContext, answer: ReferenceAnswer, status: number, code: string): ReferenceAnswer {
  context.overwrite(context.before);
  return {
    status,
    headers: answer.headers,
    body: errorEnvelope(context.contract, { status, code, message: code }, '00000000-0000-4000-8000-000000000000'),
  };
}

/**
 * Remembers client tokens for good, whatever operation and resource they came for: what comes again is answered as the
 * first time and not applied; another request with a token that is known is refused.
 */
export function remembersTokens(): Intercept {
  const known = new Map<string, { readonly request: string; readonly answer: ReferenceAnswer }>();
  return (answer, context) => {
    const token = context.contract.behaviours.flatMap(({ behaviour }) =>
      behaviour.token === undefined ? [] : [valueAt(context.request, behaviour.token)],
    )[0];
    if (context.role !== 'update' || typeof token !== 'string' || !context.isAccepted) return answer;
    const request = JSON.stringify([
      context.contract.id,
      context.fixture,
      Object.entries(context.request).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]);
    const earlier = known.get(token);
    if (earlier === undefined) {
      known.set(token, { request, answer });
      return answer;
    }
    if (earlier.request !== request) return refused(context, answer, 403, 'IdempotentParameterMismatch');
    context.overwrite(context.before);
    return earlier.answer;
  };
}

/** Lets no two resources have the same name. */
export function wantsUniqueNames(): Intercept {
  const names = new Map<string, string>();
  return (answer, context) => {
    const { contract, request, fixture, after, isAccepted, role } = context;
    const pointer = [...storedMembers(contract)].find(({ pointer: at }) => /(?:\/n|N)ame$/.test(at))?.pointer;
    const name = pointer === undefined ? undefined : valueAt(request, pointer);
    if (role !== 'update' || !isAccepted || fixture === undefined || typeof name !== 'string' || !isObject(after))
      return answer;
    if ([...names].some(([other, taken]) => other !== fixture && taken === name))
      return refused(context, answer, 409, 'NameInUse');
    names.set(fixture, name);
    return answer;
  };
}
