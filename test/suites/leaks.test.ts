import { describe, expect, test } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import type { LogicalRequest, Reply } from '../../contract/target.js';
import { judgeAnswer } from '../../suites/judges/judge-answer.js';
import { sessionOf } from './session-of.js';

const contract = loadOperation('huawei.update-vpn-connection');
const key = 'Tr0ub4dor&3-Zq';

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { kind: 'answer', status, headers, text: JSON.stringify(body), body };
}

function judged(logical: LogicalRequest, reply: Reply, earlier: readonly LogicalRequest[] = []): readonly string[] {
  const session = sessionOf(contract);
  for (const request of earlier) session.secrets.learn(request);
  judgeAnswer(session, { logical, wire: { method: 'PUT', path: '/', headers: {} }, url: '/', reply });
  return session.observer
    .result()
    .findings.map(({ clause, outcome }) => `${outcome} ${clause.slice(contract.id.length)}`);
}

const withKey = { vpn_connection: { psk: key } };
const renamed = { vpn_connection: { name: 'office' } };

describe('an accepted update', () => {
  test.each([
    ['as it is', { vpn_connection: { note: key } }],
    ['in JSON within JSON', { debug: JSON.stringify({ psk: key }) }],
    ['percent-encoded', { url: `/?psk=${encodeURIComponent(key)}` }],
    ['in base64', { debug: Buffer.from(`psk=${key}`).toString('base64') }],
  ])('shows its key %s', (_, body) => {
    expect(judged(withKey, answer(200, body))).toEqual(['broken /psk-not-shown']);
  });

  test('shows its key in a header', () => {
    expect(judged(withKey, answer(200, {}, { 'x-echo': key }))).toEqual(['broken /psk-not-shown']);
  });

  test('shows the key of an earlier one', () => {
    expect(judged(renamed, answer(200, { stored: key }), [withKey])).toEqual(['broken /psk-not-shown']);
  });

  test('shows a member named like the secret one, which may be a stand-in', () => {
    expect(judged(renamed, answer(200, { vpn_connection: { PSK: 'Hq7-xlwEq2' } }))).toEqual([
      'tolerated /psk-not-shown',
    ]);
  });

  test.each(['********', '', 'Ab1-****', 'hidden', '[redacted]'])('may show %j instead of the key', (mask) => {
    expect(judged(renamed, answer(200, { vpn_connection: { psk: mask } }))).toEqual([]);
  });

  test('may show what the request also holds in the open', () => {
    const request = { vpn_connection: { name: 'Office-2024', psk: 'Office-2024 ' } };
    expect(
      judged(request, answer(200, { vpn_connection: { name: 'Office-2024' }, note: 'Office-2024 updated' })),
    ).toEqual([]);
  });
});

describe('a refused update', () => {
  test('shows the key that was rejected', () => {
    expect(judged(withKey, answer(400, { error_code: 'VPN.0001', error_msg: `invalid psk ${key}` }))).toEqual([
      'broken /exchange/refusal-conceals-secrets',
    ]);
  });

  test('shows the key of an earlier one', () => {
    expect(judged(renamed, answer(400, { error_msg: key }), [withKey])).toEqual([
      'broken /exchange/refusal-conceals-secrets',
    ]);
  });

  test('may repeat a text too plain to tell anything', () => {
    expect(judged({ vpn_connection: { psk: 'aaaaaaaaaa' } }, answer(400, { error_msg: 'aaaaaaaaaa' }))).toEqual([]);
  });
});

test('an answer without the secret counts as seen', () => {
  const session = sessionOf(contract);
  judgeAnswer(session, {
    logical: withKey,
    wire: { method: 'PUT', path: '/', headers: {} },
    url: '/',
    reply: answer(200, {}),
  });
  expect(session.observer.result().tally).toEqual([
    { clause: `${contract.id}/psk-not-shown`, side: 'observe', count: 1 },
  ]);
});
