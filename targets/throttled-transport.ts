import type { Reply, Transport, WireRequest } from '../specs/target.js';
import type { Purpose, RequestGate } from './request-gate.js';
import type { Throttling } from './throttling.js';

/** How a transport is slowed down. */
export interface ThrottledOptions {
  readonly transport: Transport;
  readonly gate: RequestGate;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  readonly throttling: (reply: Reply) => Throttling | undefined;
  readonly purpose?: Purpose;
  /** Longest wait for a target that throttles one request, in milliseconds; default 60,000. */
  readonly patienceMs?: number;
  /** Requests in a row without an answer after which no more are sent; default 5. */
  readonly giveUpAfter?: number;
}

const firstBackOffMs = 500;
const longestNapMs = 100;

/**
 * A transport within a run's budget and rate. A target that throttles is waited out; what it then still refuses has no answer, so that nobody takes it for a verdict.
 * After some requests in a row without an answer the target is given up. What is not sent is told as `unsent`, with the reason.
 */
export function createThrottledTransport(options: ThrottledOptions): Transport {
  const { transport, gate, clock, sleep, throttling, purpose = 'check', patienceMs = 60_000, giveUpAfter = 5 } = options;
  let silent = 0;
  let lastProblem = '';
  const unsent = (reason: string): Reply => ({ kind: 'none', problem: `not sent: ${reason}`, unsent: true });
  /** Sleeps in short naps: an interrupted run is not to be waited for. */
  const rest = async (milliseconds: number): Promise<void> => {
    const until = clock() + milliseconds;
    for (let left = milliseconds; left > 0 && !(purpose === 'check' && gate.stopped); left = until - clock()) await sleep(Math.min(left, longestNapMs));
  };
  const sendOnce = async (request: WireRequest): Promise<Reply> => {
    const admission = gate.admit(purpose);
    if ('refused' in admission) return unsent(admission.refused);
    await rest(admission.waitMs);
    if (purpose === 'check' && gate.stopped) return unsent('the run was interrupted');
    return transport.send(request);
  };
  const send = async (request: WireRequest): Promise<Reply> => {
    if (silent >= giveUpAfter) return unsent(`the target was given up after ${giveUpAfter} requests in a row without an answer (${lastProblem})`);
    const started = clock();
    for (let backOff = firstBackOffMs; ; backOff *= 2) {
      const reply = await sendOnce(request);
      if (reply.kind === 'none') {
        if (reply.unsent === true) return reply;
        silent += 1;
        lastProblem = reply.problem;
        return reply;
      }
      silent = 0;
      const asked = throttling(reply);
      if (asked === undefined) return reply;
      const waitMs = asked.waitMs ?? backOff;
      if (clock() - started + waitMs > patienceMs)
        return { kind: 'none', problem: `throttled for ${Math.round((clock() - started) / 1000)} s (${asked.answer}); slow down with --rate` };
      await rest(waitMs);
    }
  };
  return { ...transport, send };
}
