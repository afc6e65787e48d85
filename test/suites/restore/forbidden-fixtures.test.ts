import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { Transport } from '../../../contract/target.js';
import { diagnoseFixture } from '../../../suites/doctor/diagnose-fixture.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { runInProcess } from '../../kit/run-in-process.js';

const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const forbidden = gateway.fixtures.filter(
  ({ traits }) => traits.includes('forbidden') || traits.includes('forbidden-sub-user'),
);
const clauses = [`${gateway.id}/errors/403/*`];

/** Shows nothing of what the account may not touch. */
const hiding: Intercept = (answer, { role, fixture }) =>
  role === 'read-back' && forbidden.some(({ id }) => id === fixture)
    ? { status: 403, headers: answer.headers, body: { Code: 'Forbidden' } }
    : answer;

/** Takes an update of it all the same. */
const taking: Intercept = (answer, context) =>
  context.role === 'update' && forbidden.some(({ id }) => id === context.fixture)
    ? { status: 200, headers: answer.headers, body: {} }
    : hiding(answer, context);

describe('a fixture that the account may not touch, and that cannot be read', () => {
  test.each([
    ['--restore', { restore: true }],
    ['--no-mutate', { careful: true, restore: true }],
  ])('needs no restoring, and is judged: %s', async (_, mode) => {
    const report = await runInProcess({
      contract: gateway,
      selection: { clauses },
      reference: { intercept: hiding },
      ...mode,
    });
    expect(report.completion.problem).toBeUndefined();
    const verdicts = report.operations
      .flatMap((operation) => operation.clauses)
      .filter(({ id }) => id.includes('/errors/403/'));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(forbidden.map(() => 'pass'));
    expect([...new Set(verdicts.map(({ reason = '' }) => reason.includes('could not be restored')))]).toEqual([false]);
  });

  test('is told as not restored where it took an update', async () => {
    const report = await runInProcess({
      contract: gateway,
      selection: { clauses },
      reference: { intercept: taking },
      restore: true,
    });
    expect(report.completion.problem).toContain('no read-back shows what it is like');
  });

  test('is not called missing by doctor', async () => {
    const transport: Transport = {
      baseUrl: 'http://127.0.0.1',
      send: async () => ({ kind: 'answer', status: 403, headers: {}, text: '', body: undefined }),
    };
    const driver = driverNamed(gateway.driver.name);
    const [fixture] = forbidden;
    const [ordinary] = gateway.fixtures;
    if (fixture === undefined || ordinary === undefined) throw new Error('no fixture');
    expect((await diagnoseFixture({ contract: gateway, driver, transport, fixture })).outcome).toBe('ok');
    expect((await diagnoseFixture({ contract: gateway, driver, transport, fixture: ordinary })).outcome).toBe(
      'problem',
    );
  });

  test('is not called missing where its read-back is refused as its updates are', async () => {
    const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');
    const code = 'InvalidVpnGatewayInstanceId.NotFound';
    const transport: Transport = {
      baseUrl: 'http://127.0.0.1',
      send: async () => ({ kind: 'answer', status: 404, headers: {}, text: '', body: { Code: code } }),
    };
    const driver = driverNamed(attachment.driver.name);
    const outcomes = await Promise.all(
      attachment.fixtures
        .filter(({ id }) => id === 'gateway-not-found' || id === 'single-plain')
        .map(async (fixture) => {
          const { outcome } = await diagnoseFixture({ contract: attachment, driver, transport, fixture });
          return [fixture.id, outcome];
        }),
    );
    expect(outcomes).toEqual([
      ['single-plain', 'problem'],
      ['gateway-not-found', 'ok'],
    ]);
  });
});
