import type { Reply } from '../../contract/target.js';

/** What speaks of who asks, how and how often, and not of what is asked for. */
export const notAboutTheRequest: ReadonlySet<number> = new Set([401, 403, 405, 407, 408, 429]);

/** An exchange; `notNow` tells of what the target was too busy for. */
interface Answered {
  readonly reply: Reply;
  readonly notNow?: string | undefined;
}

/** Whether an answer that is no acceptance says something about what was asked for. */
export function speaksOfRequest({ reply, notNow }: Answered): boolean {
  return reply.kind === 'answer' && !notAboutTheRequest.has(reply.status) && notNow === undefined;
}
