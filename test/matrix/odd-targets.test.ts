import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { isObject } from '../../contract/pointer.js';
import type { Reply, Transport, WireRequest } from '../../contract/target.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runInProcess } from '../kit/run-in-process.js';

/** Numbers from 0 to 1 that hang on the seed alone (the minimal standard generator). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const isLook = ({ method, path }: WireRequest): boolean => method === 'GET' || path.includes('Describe');

/** Answers three requests of a hundred otherwise, without letting the target have them. */
function nowAndThen(answer: Reply, isMeant: (request: WireRequest) => boolean = () => true): Partial<InProcessRun> {
  const random = randomOf(5);
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    send: async (request) => (isMeant(request) && random() < 0.03 ? answer : transport.send(request)),
  });
  return { wrap };
}

function answered(status: number, headers: Readonly<Record<string, string>>, body?: unknown): Reply {
  return { kind: 'answer', status, headers, text: body === undefined ? '' : JSON.stringify(body), body };
}

/** Answers every second look as the resource was so many milliseconds ago, as a copy that lags behind does. */
function copies(milliseconds: number): Intercept {
  const shown = new Map<string, { readonly at: number; readonly body: unknown }[]>();
  let looks = 0;
  return (answer, { role, fixture = '', now }) => {
    if (role !== 'read-back' || !isObject(answer.body)) return answer;
    const own = shown.get(fixture) ?? [];
    shown.set(fixture, [...own, { at: now, body: answer.body }].slice(-50));
    looks += 1;
    const old = looks % 2 === 0 ? undefined : own.findLast(({ at }) => at <= now - milliseconds);
    return old === undefined ? answer : { ...answer, body: old.body };
  };
}

/** Every value of a body, from the inside out. */
function everywhere(value: unknown, alter: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return alter(value.map((entry) => everywhere(entry, alter)));
  if (!isObject(value)) return alter(value);
  return alter(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, everywhere(member, alter)])));
}

/** Writes UUIDs in capitals in every second answer, and leaves out what is empty now and then. */
function fickleWriting(): Intercept {
  const random = randomOf(4);
  let answers = 0;
  const isEmpty = (value: unknown): boolean =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const written = (value: unknown): unknown => {
    if (typeof value === 'string')
      return answers % 2 === 1 && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(value) ? value.toUpperCase() : value;
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).filter(([, member]) => !isEmpty(member) || random() < 0.5))
      : value;
  };
  return (answer, { role, isAccepted }) => {
    if (answer.body === undefined || (role === 'update' && !isAccepted)) return answer;
    answers += 1;
    return { ...answer, body: everywhere(answer.body, written) };
  };
}

/** Fails four times in a row, time and again. */
function bursts(): Partial<InProcessRun> {
  let requests = 0;
  const wrap = (transport: Transport): Transport => ({
    ...transport,
    send: async (request) => {
      requests += 1;
      return requests % 150 < 4 ? answered(500, json, {}) : transport.send(request);
    },
  });
  return { wrap };
}

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html' };
const odd: readonly (readonly [string, () => Partial<InProcessRun>])[] = [
  ['of two copies of which one lags behind', () => ({ reference: { settleMs: 100, intercept: copies(700) } })],
  ['that writes its answers another way each time', () => ({ reference: { intercept: fickleWriting() } })],
  ['that fails four times in a row, time and again', bursts],
  ['that redirects to a login now and then', () => nowAndThen(answered(302, { ...html, location: '/login' }))],
  ['whose resources are not found now and then', () => nowAndThen(answered(404, json, { message: 'none' }), isLook)],
  ['that does not answer a look now and then', () => nowAndThen({ kind: 'none', problem: 'ECONNRESET' }, isLook)],
];

describe.each(odd)('a target %s', (_, make) => {
  test.each(loadCatalogue().map((contract) => [contract.id, contract] as const))(
    'is not accused, and nothing is left out: %s',
    async (__, contract) => {
      const report = await runInProcess({ contract, cases: 1, settleMs: 20_000, ...make() });
      expect(report.causes.map(({ clauses, minimal }) => [clauses[0]?.id, minimal.actual])).toEqual([]);
      expect(report.totals.inconclusive).toBe(0);
      expect(report.totals.skipped).toBeLessThan(5);
    },
  );
});
