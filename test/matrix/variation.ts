import type { AnswerContext, Intercept, ReferenceAnswer } from '../../targets/reference/reference-answer.js';

/** A way in which an implementation may differ from the reference without contradicting its document. */
export interface Variation {
  readonly name: string;
  /** Why it is lawful: what the document says, or that it says nothing. */
  readonly why: string;
  /** Ids of the operations it is about, by their beginnings; absent: all. */
  readonly of?: readonly string[];
  /** Variations of the same aspect exclude each other. */
  readonly aspect?: string;
  /**
   * Nothing can be restored on such a target, so runs that restore or may change nothing decide nothing, and say so.
   */
  readonly cannotBeRestored?: true;
  /** What has to come first, where the kit still accuses such a target. */
  readonly awaits?: string;
  /**
   * Whether a run may tell of it as non-strict, because a sample or a client shows it otherwise; such a target fails
   * with --strict, and rightly so.
   */
  readonly mayBeTold?: true;
  /** Made anew for each target: it may remember. */
  readonly make: () => Intercept;
}

/** Alters the body of answers. */
export function inBodies(alter: (body: unknown, context: AnswerContext) => unknown): () => Intercept {
  return () => (answer, context) =>
    answer.body === undefined ? answer : { ...answer, body: alter(answer.body, context) };
}

/** Alters the body of accepted updates and of read-backs: what shows the resource. */
export function whereShown(alter: (body: unknown, context: AnswerContext) => unknown): () => Intercept {
  return inBodies((body, context) => (context.isAccepted ? alter(body, context) : body));
}

/** Alters answers to updates that are refused. */
export function whereRefused(
  alter: (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer,
): () => Intercept {
  return () => (answer, context) =>
    context.role === 'update' && !context.isAccepted ? alter(answer, context) : answer;
}

/** Alters answers to updates that are accepted. */
export function whereAccepted(
  alter: (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer,
): () => Intercept {
  return () => (answer, context) => (context.role === 'update' && context.isAccepted ? alter(answer, context) : answer);
}
