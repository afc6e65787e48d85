import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlLine } from '../../../reports/render/curl.js';

/** The arguments that a shell hands to curl. */
function argumentsOf(line: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const out = execFileSync('bash', ['--norc', '-c', `curl() { printf '%s\\0' "$@"; }; ${line}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env, LC_ALL: 'C.UTF-8' },
  });
  return out.split('\0').slice(0, -1);
}

const url = 'https://api.example/v1/links/1?a=b&c=d';

describe('a curl line', () => {
  it('reads like a person would write it', () => {
    expect(
      curlLine({
        method: 'PUT',
        url,
        headers: { 'Content-Type': 'application/json', host: 'x', 'content-length': '3' },
        body: '{"name":"a"}',
      }),
    ).toBe(
      `curl -i -X PUT 'https://api.example/v1/links/1?a=b&c=d' -H 'Content-Type: application/json' --data-raw '{"name":"a"}'`,
    );
  });
  it('names the variables of a signature that curl cannot compute, and runs as it is', () => {
    const signing = { scheme: 'bce-auth-v1', variables: ['BCE_KEY', 'BCE_SECRET'] };
    const line = curlLine({ method: 'PUT', url, headers: {}, signing });
    expect(line).toContain('bce-auth-v1 says, with BCE_KEY, BCE_SECRET');
    expect(argumentsOf(line)).toEqual(['-i', '-X', 'PUT', url]);
  });
  it('takes headers that carry a credential from their variables', () => {
    const signing = { scheme: 'headers', variables: ['KEY'], headers: { 'x-`id`': 'KEY' } };
    const line = curlLine({ method: 'PUT', url, headers: {}, signing });
    expect(argumentsOf(line, { KEY: 'a "b" $c' })).toEqual(['-i', '-X', 'PUT', url, '-H', 'x-`id`: a "b" $c']);
  });
  it('hands any body, header and URL to curl unchanged', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((value) => !value.includes('\0') && !value.includes('[redacted]'));
    fc.assert(
      fc.property(text, text, (body, header) => {
        const given = argumentsOf(
          curlLine({ method: 'PUT', url, headers: { 'content-type': 'text/plain', 'x-a': header }, body }),
        );
        expect(given).toEqual([
          '-i',
          '-X',
          'PUT',
          url,
          '-H',
          'content-type: text/plain',
          '-H',
          `x-a: ${header}`,
          '--data-raw',
          body,
        ]);
      }),
      { numRuns: 60 },
    );
  });
  it.each([
    ['quotes and dollars', `it's "$HOME" \`id\` \\ !`],
    ['line breaks', 'a\nb\r\nc'],
    ['control characters', 'a\u0007\u001b[31mb'],
    ['other alphabets', 'ключ 密钥'],
    ['nothing', ''],
  ])('keeps a body of %s', (_, body) => {
    expect(argumentsOf(curlLine({ method: 'POST', url, headers: { 'content-type': 'x' }, body })).at(-1)).toBe(body);
  });
  it.each([
    ['a JSON member', { body: '{"psk":"[redacted]","n":1}' }, { PSK: 'pa ss' }, '{"psk":"pa ss","n":1}'],
    ['a member in camel case', { body: '{"secretKey": "[redacted]"}' }, { SECRET_KEY: 'k' }, '{"secretKey": "k"}'],
    [
      'a member of JSON in a string',
      { body: '{"a":"{\\"Psk\\":\\"[redacted]\\"}"}' },
      { PSK: 'k' },
      '{"a":"{\\"Psk\\":\\"k\\"}"}',
    ],
    ['a form parameter', { body: 'a=1&Tunnel.1.Psk=[redacted]&b=2' }, { PSK: 'k' }, 'a=1&Tunnel.1.Psk=k&b=2'],
    [
      'a URL-encoded member',
      { body: 'c=%7B%22Psk%22%3A%22[redacted]%22%7D' },
      { PSK: 'k' },
      'c=%7B%22Psk%22%3A%22k%22%7D',
    ],
    ['something without a name', { body: '[redacted]' }, { SECRET: 'k' }, 'k'],
    [
      'two members',
      { body: '{"psk":"[redacted]","psk2":"[redacted]"}' },
      { PSK: 'a', PSK2: 'b' },
      '{"psk":"a","psk2":"b"}',
    ],
  ])('takes a redacted secret from the environment: %s', (_, { body }, env, wanted) => {
    expect(argumentsOf(curlLine({ method: 'PUT', url, headers: { 'content-type': 'x' }, body }), env).at(-1)).toBe(
      wanted,
    );
  });
  it('takes redacted headers and query parameters from the environment', () => {
    const line = curlLine({
      method: 'GET',
      url: 'https://h/?Signature=[redacted]&a=1',
      headers: { 'X-Auth-Token': '[redacted]' },
    });
    expect(line).toBe(`curl -i -X GET 'https://h/?Signature='"$SIGNATURE"'&a=1' -H 'X-Auth-Token: '"$X_AUTH_TOKEN"`);
  });
  it('keeps curl from changing the request', () => {
    expect(curlLine({ method: 'PUT', url: 'https://h/a/../b', headers: {} })).toContain('--path-as-is');
    expect(curlLine({ method: 'PUT', url: 'https://h/?a[0]=1', headers: {} })).toContain('--globoff');
    expect(curlLine({ method: 'PUT', url: 'https://h/', headers: {}, body: 'x' })).toContain('-H Content-Type:');
    expect(curlLine({ method: 'PUT', url: 'https://h/', headers: {} })).toBe('curl -i -X PUT https://h/');
  });
});
