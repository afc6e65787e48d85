import { describe, expect, it } from 'vitest';
import { notNowOf } from '../../../contract/facts/not-now.js';
import type { Reply } from '../../../contract/target.js';
import { createRequestGate, type GateLimits } from '../../../targets/transport/request-gate.js';
import { createThrottledTransport } from '../../../targets/transport/throttled-transport.js';

const request = { method: 'PUT', path: '/', headers: {} };
const lists = { errorCode: '/Code', throttling: ['Throttling', 'Throttling.*', 'VPN.0429'] };
const none: Reply = { kind: 'none', problem: 'the line is dead' };

function answer(status: number, code?: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'answer', status, headers, text: '', body: code === undefined ? undefined : { Code: code } };
}

/** A transport over scripted replies (the last one repeats) with a clock that only sleeping moves. */
function scripted(replies: readonly Reply[], limits: GateLimits = {}) {
  const time = { now: 0, stopsAt: Number.POSITIVE_INFINITY };
  const sentAt: number[] = [];
  const gate = createRequestGate(limits, () => time.now);
  const transport = createThrottledTransport({
    transport: {
      baseUrl: 'http://target',
      send: async () => {
        sentAt.push(time.now);
        return replies[Math.min(sentAt.length, replies.length) - 1] ?? none;
      },
    },
    gate,
    timing: {
      now: () => time.now,
      sleep: async (milliseconds) => {
        time.now += milliseconds;
        if (time.now >= time.stopsAt) gate.stop();
      },
    },
    notNow: (reply) => notNowOf(lists, reply),
  });
  return { transport, gate, time, sentAt };
}

describe('a throttled transport', () => {
  it.each<[string, Reply, number]>([
    ['429 with seconds to wait', answer(429, undefined, { 'retry-after': '7' }), 7000],
    [
      '429 with a date to wait for',
      answer(429, undefined, { date: 'Thu, 01 Jan 2026 00:00:00 GMT', 'retry-after': 'Thu, 01 Jan 2026 00:00:03 GMT' }),
      3000,
    ],
    ['429 without a time', answer(429), 500],
    ['429 with a time that is no time', answer(429, undefined, { 'retry-after': 'soon' }), 500],
    ['a throttling code with status 400', answer(400, 'Throttling.User', { 'x-acs-retry-after': '2' }), 2000],
    ['a throttling code with status 503', answer(503, 'Throttling'), 500],
  ])('waits for %s, and gives the answer that comes then', async (_, throttled, waited) => {
    const { transport, sentAt } = scripted([throttled, answer(200)]);
    expect(await transport.send(request)).toMatchObject({ status: 200 });
    expect(sentAt).toEqual([0, waited]);
  });
  it.each<[string, Reply]>([
    ['a code that only begins like one', answer(400, 'ThrottlingPolicyInvalid')],
    ['an accepted update that carries such a code', answer(200, 'Throttling')],
    ['a server error', answer(503)],
  ])('does not wait for %s', async (_, reply) => {
    const { transport, sentAt } = scripted([reply, answer(418)]);
    expect(await transport.send(request)).toEqual(reply);
    expect(sentAt).toEqual([0]);
  });
  it('says after its patience that there is no answer, which is no verdict', async () => {
    const { transport, time } = scripted([answer(429, 'VPN.0429')]);
    expect(await transport.send(request)).toMatchObject({
      kind: 'none',
      problem: expect.stringMatching(/^throttled for \d+ s \(status 429 VPN\.0429\)/),
    });
    expect(time.now).toBeLessThanOrEqual(60_000);
  });
  it('does not wait longer than its patience because a target says so', async () => {
    const { transport, sentAt } = scripted([answer(429, undefined, { 'retry-after': '86400' })]);
    expect(await transport.send(request)).toMatchObject({ kind: 'none' });
    expect(sentAt).toEqual([0]);
  });
  it('counts retries as requests of the budget', async () => {
    const { transport, sentAt } = scripted([answer(429)], { maxRequests: 3 });
    expect(await transport.send(request)).toMatchObject({
      kind: 'none',
      problem: 'not sent: the budget of 3 requests is used up',
      unsent: true,
    });
    expect(sentAt.length).toBe(3);
  });
  it('keeps to the rate', async () => {
    const { transport, sentAt } = scripted([answer(200)], { rate: 5 });
    for (let count = 0; count < 4; count += 1) await transport.send(request);
    expect(sentAt).toEqual([0, 200, 400, 600]);
  });
  it('gives a target up after five requests in a row without an answer', async () => {
    const { transport, sentAt } = scripted([none]);
    for (let count = 0; count < 8; count += 1) await transport.send(request);
    expect(sentAt.length).toBe(5);
    expect(await transport.send(request)).toMatchObject({
      unsent: true,
      problem: expect.stringContaining('given up after 5 requests in a row without an answer (the line is dead)'),
    });
  });
  it('gives a target up that hangs at every second request, after two minutes of waiting in vain', async () => {
    const { transport, time, sentAt } = scripted([answer(200)]);
    const hanging = async (): Promise<Reply> => {
      time.now += sentAt.length % 2 === 0 ? 0 : 10_000;
      return transport.send(request);
    };
    const slow = createThrottledTransport({
      transport: {
        baseUrl: '',
        send: async () => {
          const reply = await hanging();
          return sentAt.length % 2 === 0 ? none : reply;
        },
      },
      gate: createRequestGate({}, () => time.now),
      timing: { now: () => time.now, sleep: async () => {} },
      notNow: () => undefined,
    });
    for (let count = 0; count < 100; count += 1) await slow.send(request);
    expect([sentAt.length, time.now]).toEqual([24, 120_000]);
    expect(await slow.send(request)).toMatchObject({
      unsent: true,
      problem: expect.stringContaining('given up after 120 s of waiting in vain'),
    });
  });
  it('sleeps no longer than the time of the run', async () => {
    const { transport, time } = scripted([answer(429, undefined, { 'retry-after': '50' })], { maxMs: 3000 });
    expect(await transport.send(request)).toMatchObject({
      unsent: true,
      problem: expect.stringContaining('the time of the run is over (--max-time, 3 s)'),
    });
    expect(time.now).toBeLessThan(3200);
  });
  it('begins to count anew when an answer comes', async () => {
    const { transport, sentAt } = scripted([none, none, none, none, answer(200), none]);
    for (let count = 0; count < 12; count += 1) await transport.send(request);
    expect(sentAt.length).toBe(10);
  });
  it('sends nothing more once the run is stopped, not even after waiting', async () => {
    const { transport, time, sentAt } = scripted([answer(429, undefined, { 'retry-after': '5' })]);
    time.stopsAt = 1000;
    expect(await transport.send(request)).toMatchObject({ unsent: true, problem: 'not sent: the run was interrupted' });
    expect([sentAt.length, time.now]).toEqual([1, 1000]);
  });
});
