import type { NotNow } from '../../contract/facts/not-now.js';
import { pauses } from '../../contract/pauses.js';
import type { Reply, Transport, WireRequest } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import type { Purpose, RequestGate } from './request-gate.js';

/** How a transport is slowed down. */
export interface ThrottledOptions {
  readonly transport: Transport;
  readonly gate: RequestGate;
  readonly timing: Timing;
  /** Whether an answer asks to come again. */
  readonly notNow: (reply: Reply) => NotNow | undefined;
  readonly purpose?: Purpose;
  /** Longest wait for a target that throttles one request, in milliseconds; default 60,000. */
  readonly patienceMs?: number;
  /** Requests in a row without an answer after which no more are sent; default 5. */
  readonly giveUpAfter?: number;
  /** Milliseconds of waiting in vain, over all requests, after which no more are sent; default 120,000. */
  readonly mostInVainMs?: number;
}

/** Pauses where the target does not say how long to wait, in milliseconds. */
const backingOff = { from: 500, to: 32_000 };
const longestNapMs = 100;

/**
 * A transport within a run's budget and rate. A target that throttles is waited out; what it then still refuses has no
 * answer, so that nobody takes it for a verdict. After some requests in a row without an answer the target is given up.
 * What is not sent is told as `unsent`, with the reason.
 */
export function createThrottledTransport(options: ThrottledOptions): Transport {
  const {
    transport,
    gate,
    timing,
    notNow,
    purpose = 'check',
    patienceMs = 60_000,
    giveUpAfter = 5,
    mostInVainMs = 120_000,
  } = options;
  let silent = 0;
  let inVainMs = 0;
  let lastProblem = '';
  const unsent = (reason: string): Reply => ({ kind: 'none', problem: `not sent: ${reason}`, unsent: true });
  /** Sleeps in short naps: an interrupted run is not to be waited for. */
  const rest = async (milliseconds: number): Promise<void> => {
    const until = timing.now() + milliseconds;
    for (
      let left = milliseconds;
      left > 0 && !(purpose === 'check' && (gate.stopped || gate.isOver));
      left = until - timing.now()
    )
      await timing.sleep(Math.min(left, longestNapMs));
  };
  const sendOnce = async (request: WireRequest): Promise<Reply> => {
    const admission = gate.admit(purpose);
    if ('refused' in admission) return unsent(admission.refused);
    await rest(admission.waitMs);
    if (purpose === 'check' && gate.stopped) return unsent('the run was interrupted');
    return transport.send(request);
  };
  const send = async (request: WireRequest): Promise<Reply> => {
    if (silent >= giveUpAfter)
      return unsent(
        `the target was given up after ${giveUpAfter} requests in a row without an answer (${lastProblem})`,
      );
    if (inVainMs >= mostInVainMs)
      return unsent(
        `the target was given up after ${Math.round(inVainMs / 1000)} s of waiting in vain, over all requests (${lastProblem})`,
      );
    const started = timing.now();
    for (const pause = pauses(backingOff); ; ) {
      const reply = await sendOnce(request);
      if (reply.kind === 'none') {
        if (reply.unsent === true) return reply;
        silent += 1;
        inVainMs += timing.now() - started;
        lastProblem = reply.problem;
        return reply;
      }
      silent = 0;
      const asked = notNow(reply);
      // Whoever is busy is so for one resource, and is waited for by whoever sends requests to that.
      if (asked?.kind !== 'throttled') return reply;
      const waitMs = asked.waitMs ?? pause();
      if (timing.now() - started + waitMs > patienceMs) {
        inVainMs += timing.now() - started;
        lastProblem = `throttled for ${Math.round((timing.now() - started) / 1000)} s (${asked.answer}); slow down with --rate`;
        return { kind: 'none', problem: lastProblem };
      }
      await rest(waitMs);
    }
  };
  return { ...transport, send };
}
