import { describe, expect, it } from 'vitest';
import { createApp } from '../../examples/internal-links/app.mjs';
import { defineConformance } from '../../in-process/define-conformance.js';
import type { InProcessTarget } from '../../in-process/prepare-run.js';
import { runConformance } from '../../in-process/run-conformance.js';
import { toySpecs } from '../cli/toy-specs.js';
import { altered } from './altered-app.js';
import { type Outcome, Recorder } from './recorder.js';

const operations: InProcessTarget['operations'] = {
  'acme.update-link': {
    fixtures: [
      { id: 'edge', traits: ['plain'], values: { link_id: 'link-1' } },
      { id: 'core', traits: ['locked'], values: { link_id: 'link-2' } },
    ],
  },
};
const options = { specs: toySpecs, cases: 0, clauses: ['acme.update-link/name', 'acme.update-link/mtu#range'] };
/** It says another code than the document where a name is wrong. */
const app = altered((status, body) =>
  body['code'] === 'InvalidName' ? [400, { ...body, code: 'BadName' }] : [status, body],
);
const deviations = [{ clause: 'acme.update-link/name', reason: 'the code is older than the document' }];

async function failures(target: Partial<InProcessTarget>): Promise<readonly Outcome[]> {
  const recorder = new Recorder();
  defineConformance({ app, operations, ...target }, { ...options, vitest: recorder.functions });
  return (await recorder.run()).filter(({ error }) => error !== undefined);
}

describe('known deviations of an app in this process', () => {
  it('fail no test, where the same app fails without them', async () => {
    expect((await failures({})).length).toBeGreaterThan(0);
    expect(await failures({ deviations })).toEqual([]);
  });
  it('fail the last test when they no longer hold', async () => {
    const got = await failures({ app: createApp(), deviations });
    expect(got).toEqual([
      {
        name: 'every clause that was tried was verified',
        error: expect.stringContaining('deviation acme.update-link/name: PASSES now'),
      },
    ]);
  });
  it('stand in the report as failed', async () => {
    const report = await runConformance({ app, operations, deviations }, options);
    expect([report.exitCode, report.totals.fail, report.deviations?.[0]?.outcome]).toEqual([0, 0, 'holds']);
    expect(report.totals['failed-known']).toBeGreaterThan(0);
    expect((await runConformance({ app, operations }, options)).exitCode).toBe(1);
  });
  it('are a list: a file is not read', async () => {
    const target = { app, operations, deviations: './known.yaml' } as unknown as InProcessTarget;
    await expect(runConformance(target, options)).rejects.toMatchObject({ code: 'no-use-in-process' });
  });
});
