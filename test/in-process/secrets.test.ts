import { beforeAll, describe, expect, it } from 'vitest';
import { defineConformance } from '../../in-process/define-conformance.js';
import { echoingApp, leaksIn } from '../kit/echoing-app.js';
import { type Outcome, Recorder } from './recorder.js';

const environment = {
  CANARY_TOKEN: 'Canary/Token+0%"x"=&<7>',
  CANARY_ID: 'CANARY0ACCESS0KEY0ID',
  CANARY_SECRET: 'Canary-Secret-Key/of+the=account',
  PSK: 'Stored~Psk_42-{canary}',
};

describe('an app in this process that echoes everything it is told', () => {
  const { contract, listener, sent } = echoingApp(environment.CANARY_TOKEN);
  const signatures = new Set<string>();
  let outcomes: readonly Outcome[] = [];
  beforeAll(async () => {
    Object.assign(process.env, environment);
    const recorder = new Recorder();
    const fixtures = contract.fixtures
      .slice(0, 1)
      .map(({ id, traits, values }) => ({ id, traits: [...traits], values: JSON.parse(JSON.stringify(values)) }));
    defineConformance(
      {
        app: (request, response) => {
          signatures.add(request.headers.authorization ?? '');
          listener(request, response);
        },
        headers: { 'X-Secret-Token': { env: 'CANARY_TOKEN' } },
        settleMs: 50,
        operations: {
          [contract.id]: {
            fixtures,
            auth: {
              scheme: 'sdk-hmac-sha256',
              accessKeyId: { env: 'CANARY_ID' },
              accessKeySecret: { env: 'CANARY_SECRET' },
            },
          },
        },
      },
      { clauses: [`${contract.id}/vpn_connection/psk#*`], vitest: recorder.functions },
    );
    outcomes = await recorder.run();
  });

  it('makes tests fail, with messages that show answers', () => {
    expect(sent.size).toBeGreaterThan(5);
    expect([...signatures].every((text) => text.startsWith('SDK-HMAC-SHA256 Access='))).toBe(true);
    const messages = outcomes.flatMap(({ error }) => error ?? []);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages.join('\n')).toContain('[redacted]');
  });
  it('gets no secret into a name or message of a test', () => {
    const texts = outcomes.flatMap(({ name, error = '' }) => [['name', name] as const, [name, error] as const]);
    expect(leaksIn(texts, [...Object.values(environment), ...sent, ...signatures])).toEqual([]);
  });
});
