import { describe, expect, it } from 'vitest';
import { pathNotices } from '../../../cli/target/path-notices.js';
import type { AuthEntry } from '../../../generated/target-file.js';
import { toyContract } from '../../targets/toy-contract.js';

const token: AuthEntry = { scheme: 'x-auth-token', token: { env: 'TOKEN' } };

function noticesFor(
  baseUrl: string,
  {
    auth,
    headerVariables = [],
    environment = {},
  }: { auth?: AuthEntry; headerVariables?: readonly string[]; environment?: Record<string, string> } = {},
): ReturnType<typeof pathNotices> {
  const operation = { contract: toyContract(), baseUrl, fixtures: [], ...(auth === undefined ? {} : { auth }) };
  return pathNotices({ operations: [operation], headerVariables, isEmbedded: false }, environment);
}

describe('credentials over http', () => {
  it.each<[string, string, object, number]>([
    ['are warned of', 'http://vpn.test', { auth: token }, 1],
    ['in own headers are warned of', 'http://10.0.0.1', { headerVariables: ['KEY'] }, 1],
    ['are right over https', 'https://vpn.test', { auth: token }, 0],
    ['are right on this machine', 'http://127.0.0.1:80', { auth: token }, 0],
    ['are right under the name of this machine', 'http://localhost', { auth: token }, 0],
    ['that are none are not warned of', 'http://vpn.test', { auth: { scheme: 'none' } }, 0],
  ])('%s: %s', (_, baseUrl, options, count) => {
    const { exposed } = noticesFor(baseUrl, options);
    expect(exposed).toHaveLength(count);
    if (count > 0) expect(exposed[0]).toContain(`the credentials for ${baseUrl} travel unencrypted`);
  });
});

it('a proxy of the environment is told, without its password', () => {
  const { proxied } = noticesFor('https://vpn.test', { environment: { HTTPS_PROXY: 'http://me:geheim@proxy.test' } });
  expect(proxied).toEqual([
    'requests to https://vpn.test go through the proxy http://proxy.test (HTTPS_PROXY); NO_PROXY exempts a host from that',
  ]);
});
