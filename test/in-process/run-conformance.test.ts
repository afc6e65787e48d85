import type http from 'node:http';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../examples/internal-links/app.mjs';
import type { InProcessTarget } from '../../in-process/prepare-run.js';
import { runConformance } from '../../in-process/run-conformance.js';
import { toySpecs } from '../cli/toy-specs.js';
import { altered } from './altered-app.js';

const operations: InProcessTarget['operations'] = {
  'acme.update-link': {
    fixtures: [
      { id: 'edge', traits: ['plain'], values: { link_id: 'link-1' } },
      { id: 'core', traits: ['locked'], values: { link_id: 'link-2' } },
    ],
  },
};

describe('runConformance', () => {
  it('verifies a conformant app, and names it as the target says', async () => {
    const { exitCode, totals, target } = await runConformance(
      { app: createApp(), operations, implementation: { project: 'links', version: '3' } },
      { specs: toySpecs },
    );
    expect(exitCode).toBe(0);
    expect(totals.pass).toBeGreaterThan(8);
    expect(target).toMatchObject({ name: 'links', version: '3' });
  });
  it('gives one cause for one habit, however many clauses it breaks', async () => {
    const app = altered((status, body) => [status, 'code' in body ? { reason: body['code'] } : body]);
    const { exitCode, totals, causes } = await runConformance({ app, operations }, { specs: toySpecs });
    expect(exitCode).toBe(1);
    expect(totals.fail).toBeGreaterThan(1);
    expect(causes.filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
  });
  it('says that nothing could be verified of an app that refuses everything', async () => {
    const app: http.RequestListener = (_, response) => {
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"code":"Invalid","message":"no"}');
    };
    expect((await runConformance({ app, operations }, { specs: toySpecs })).exitCode).not.toBe(0);
  });
  it('ends where the credentials are refused, and says what to check', async () => {
    const app: http.RequestListener = (request, response) => {
      request
        .resume()
        .once('end', () =>
          response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":"Unauthorized"}'),
        );
    };
    const { exitCode, completion, requests } = await runConformance({ app, operations }, { specs: toySpecs });
    expect({ exitCode, state: completion.state }).toEqual({ exitCode: 3, state: 'interrupted' });
    expect(completion.problem).toContain('401');
    expect(requests).toBeLessThan(3);
  });
  it('closes the app and what it opened', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
    await runConformance(
      { app: createApp(), operations },
      { specs: toySpecs, clauses: ['acme.update-link/mode#enum'] },
    );
    expect(process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length).toBeLessThanOrEqual(
      before,
    );
  });
  it.each<[string, Partial<InProcessTarget>, object, RegExp]>([
    ['an unknown option', {}, { strikt: true }, /^runConformance: unknown option 'strikt'; did you mean 'strict'\?/],
    ['a selection of nothing', {}, { clauses: ['acme.update-link/nothing'] }, /^runConformance: no check is selected/],
    [
      'an address',
      { ...JSON.parse('{"baseUrl":"http://a"}') },
      {},
      /^runConformance: baseUrl has no use for an app in this process/,
    ],
  ])('refuses %s', async (_, target, options, message) => {
    await expect(
      runConformance({ app: createApp(), operations, ...target }, { specs: toySpecs, ...options }),
    ).rejects.toThrow(message);
  });
});
