import type http from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../examples/internal-links/app.mjs';
import type { ConformanceOptions } from '../../in-process/define-conformance.js';
import { defineConformance } from '../../in-process/define-conformance.js';
import type { InProcessTarget } from '../../in-process/prepare-run.js';
import { toySpecs } from '../cli/toy-specs.js';
import { hurryTiming } from '../kit/hurried-timing.js';
import { altered } from './altered-app.js';
import { type Outcome, Recorder } from './recorder.js';

const operations = {
  'acme.update-link': {
    fixtures: [
      { id: 'edge', traits: ['plain'], values: { link_id: 'link-1' } },
      { id: 'core', traits: ['locked'], values: { link_id: 'link-2' } },
    ],
  },
};

function outcomes(target: Partial<InProcessTarget>, options: ConformanceOptions = {}): Promise<readonly Outcome[]> {
  const recorder = new Recorder();
  defineConformance(
    { app: createApp(), operations, ...target },
    { specs: toySpecs, vitest: recorder.functions, ...options },
  );
  return recorder.run();
}

describe('defineConformance', () => {
  it('registers tests that pass for a conformant app', async () => {
    const got = await outcomes({});
    expect(got.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(got.length).toBeGreaterThan(8);
    expect(got.at(-1)?.name).toBe('every clause that was tried was verified');
  });
  it('takes its time from the platform where a setup file has put fake timers in their place, and leaves those there', async () => {
    vi.useFakeTimers();
    try {
      const got = await outcomes({}, { clauses: ['acme.update-link/mode#enum'] });
      expect(got.filter(({ error }) => error !== undefined)).toEqual([]);
      expect(vi.isFakeTimers()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
  it('fails with the clause, its source, what was expected and what came', async () => {
    const app = altered((status, body) =>
      body['code'] === 'InvalidName' ? [400, { ...body, code: 'BadName' }] : [status, body],
    );
    const failed = (await outcomes({ app })).filter(({ error }) => error !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]?.error).toMatch(
      /^acme\.update-link\/name#length \(must, stated\): .+ \[Table 2, name\]\n {2}expected +.*InvalidName.*\n {2}actual +.*BadName/,
    );
    expect(failed[0]?.error).toMatch(
      /made wrong by.*\n(?:.*\n)* {2}request +PUT http:\/\/127\.0\.0\.1:\d+\/v1\/links\/link-1\n {2}body +\{/,
    );
  });
  it('does not pass for an app that takes everything', async () => {
    const app = altered((_, body) => [
      200,
      'code' in body ? { id: 'link-1', name: 'edge', mtu: 1500, mode: 'fast', state: 'ready' } : body,
    ]);
    onTestFinished(hurryTiming());
    const failed = (await outcomes({ app })).filter(({ error }) => error !== undefined);
    expect(failed.length).toBeGreaterThan(3);
  });
  it('does not pass for an app that refuses everything: what could not be verified is told at the end', async () => {
    const app: http.RequestListener = (_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"code":"Invalid","message":"no"}');
    };
    const got = await outcomes({ app });
    expect(got.at(-1)?.error).toMatch(/^\d+ clauses were not verified:\n {2}acme\.update-link\//);
  });
  it('sends nothing for what is not claimed', async () => {
    const all = await outcomes({});
    const some = await outcomes({ features: ['acme.update-link/mtu*'] });
    expect(some.filter(({ error }) => error !== undefined)).toEqual([]);
    expect(some.length).toBeLessThan(all.length);
    expect(some.some(({ name }) => name.startsWith('/mode'))).toBe(false);
  });
  it('runs what is selected only', async () => {
    const some = await outcomes({}, { clauses: ['acme.update-link/mode#enum'] });
    expect(some.map(({ name }) => name.split(' ')[0])).toContain('/mode');
    expect(some.every(({ error }) => error === undefined)).toBe(true);
  });
  it("authenticates an operation's requests as its own entry says, and no other's", async () => {
    const seen = new Set<string>();
    const inner = createApp();
    const app: http.RequestListener = (request, response) => {
      seen.add(`${request.headers['x-tenant']} ${request.headers['x-api-key']}`);
      inner(request, response);
    };
    process.env['LINKS_KEY'] = 'of the operation';
    process.env['COMMON_KEY'] = 'of all';
    const byKey = (env: string): NonNullable<InProcessTarget['auth']> => ({
      scheme: 'headers',
      headers: { 'X-Api-Key': { env } },
    });
    const target = { app, headers: { 'X-Tenant': 'blue' }, auth: byKey('COMMON_KEY') };
    await outcomes(target, { clauses: ['acme.update-link/mode#enum'] });
    expect([...seen]).toEqual(['blue of all']);
    seen.clear();
    await outcomes(
      {
        ...target,
        operations: { 'acme.update-link': { ...operations['acme.update-link'], auth: byKey('LINKS_KEY') } },
      },
      { clauses: ['acme.update-link/mode#enum'] },
    );
    expect([...seen]).toEqual(['blue of the operation']);
  });
  it.each<[string, Partial<InProcessTarget>, object, RegExp]>([
    ['an unknown option', {}, { strikt: true }, /unknown option 'strikt'; did you mean 'strict'\?/],
    ['half a case', {}, { cases: 0.5 }, /cases takes a whole number, not 0\.5/],
    [
      'an unknown key',
      { ...JSON.parse('{"feature":[]}') },
      {},
      /defineConformance: unknown key 'feature' at the top; did you mean 'features'\?/,
    ],
    [
      'an unknown operation',
      { operations: { 'acme.update': { fixtures: operations['acme.update-link'].fixtures } } },
      {},
      /unknown operation 'acme\.update'/,
    ],
    ['a selection of nothing', {}, { clauses: ['acme.update-link/nothing'] }, /no check is selected/],
    [
      'an address',
      { ...JSON.parse('{"baseUrl":"http://a"}') },
      {},
      /^defineConformance: baseUrl has no use for an app in this process; take it out$/,
    ],
    ['a limit', { ...JSON.parse('{"maxRequests":5}') }, {}, /maxRequests has no use/],
    [
      "an operation's own address",
      {
        operations: {
          'acme.update-link': { ...operations['acme.update-link'], ...JSON.parse('{"baseUrl":"http://a"}') },
        },
      },
      {},
      /operations\.acme\.update-link\.baseUrl has no use/,
    ],
    [
      'an unknown key of an operation',
      { operations: { 'acme.update-link': { ...operations['acme.update-link'], ...JSON.parse('{"aut":{}}') } } },
      {},
      /unknown key 'aut' .*did you mean 'auth'/,
    ],
    [
      'a credential that is not set',
      {
        operations: {
          'acme.update-link': {
            ...operations['acme.update-link'],
            auth: { scheme: 'headers', headers: { 'X-Api-Key': { env: 'NOT_SET_ANYWHERE' } } },
          },
        },
      },
      {},
      /NOT_SET_ANYWHERE is not set/,
    ],
    [
      'a variable that is not set',
      { headers: { 'X-Token': { env: 'NOT_SET_ANYWHERE' } } },
      {},
      /NOT_SET_ANYWHERE is not set; the header X-Token/,
    ],
  ])('refuses %s at once', (_, target, options, message) => {
    const recorder = new Recorder();
    expect(() =>
      defineConformance(
        { app: createApp(), operations, ...target },
        { specs: toySpecs, vitest: recorder.functions, ...options },
      ),
    ).toThrow(message);
  });
});

describe('an app that refuses the credentials', () => {
  it('gets one request; the first test says what to check, the others are skipped, and the last one fails', async () => {
    let requests = 0;
    const app: http.RequestListener = (request, response) => {
      requests += 1;
      request
        .resume()
        .once('end', () =>
          response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"Unauthorized"}'),
        );
    };
    const got = await outcomes({ app });
    const failed = got.filter(({ error }) => error !== undefined);
    expect([requests, failed.length, got.filter(({ isSkipped }) => isSkipped).length]).toEqual([1, 2, got.length - 2]);
    for (const { error } of failed)
      expect(error).toMatch(
        /refuses requests without credentials: .* status 401 Unauthorized; name the target's credentials/,
      );
  });
});
