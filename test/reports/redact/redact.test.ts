import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../reports/redact/redact.js';

const secret = `Pa"ss\\w/ö+r d&'1`;
const redactor = createRedactor({
  secrets: [secret],
  members: ['psk', 'secretKey'],
  parameters: ['ticket'],
  headers: ['x-own'],
});
const json = (value: unknown): string => JSON.stringify(value);

describe('redacting a secret value', () => {
  const forms: readonly (readonly [string, string])[] = [
    ['raw', secret],
    ['in a JSON string', json(secret).slice(1, -1)],
    ['in JSON in a JSON string', json(json(secret).slice(1, -1)).slice(1, -1)],
    ['URL-encoded', encodeURIComponent(secret)],
    [
      'URL-encoded with lower-case hexadecimals',
      encodeURIComponent(secret).replaceAll(/%../g, (byte) => byte.toLowerCase()),
    ],
    ['form-encoded', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['form-encoded in JSON', new URLSearchParams({ a: json(secret).slice(1, -1) }).toString().slice(2)],
    ['URL-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    [
      'form-encoded twice',
      new URLSearchParams({ a: new URLSearchParams({ a: secret }).toString().slice(2) }).toString().slice(2),
    ],
    ['URL-encoded in JSON twice', encodeURIComponent(encodeURIComponent(json(secret).slice(1, -1)))],
    [
      'URL-encoded to the last letter',
      [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ],
    ['HTML-escaped', secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')],
    [
      'HTML-escaped as other libraries do',
      secret.replaceAll('&', '&#38;').replaceAll('"', '&#x22;').replaceAll("'", '&#x27;').replaceAll('/', '&#x2F;'),
    ],
    [
      'HTML-escaped twice',
      secret.replaceAll('&', '&amp;amp;').replaceAll('"', '&amp;quot;').replaceAll("'", '&amp;#39;'),
    ],
    ['half URL-encoded', `${encodeURIComponent(secret.slice(0, 6))}${secret.slice(6)}`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['as a Python JSON writer escapes it', json(secret).slice(1, -1).replaceAll('ö', '\\u00f6')],
    ['as a Go JSON writer escapes it', json(secret).slice(1, -1).replaceAll('&', '\\u0026')],
  ];
  it.each(forms)('%s', (_, form) => {
    expect(redactor.text(`before ${form} after`)).toMatch(/^before \[redacted\](?:={0,2}) after$/);
  });
  it.each([0, 1, 2, 3])('in base64 after %i other bytes', (length) => {
    const encoded = Buffer.from(`${'u'.repeat(length)}${secret}:end`).toString('base64');
    expect(redactor.text(encoded)).toContain('[redacted]');
  });
  it('finds any secret in any form', () => {
    const someForm = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => json(text).slice(1, -1),
      (text) => json(json(text).slice(1, -1)).slice(1, -1),
      encodeURIComponent,
      (text) => new URLSearchParams({ a: text }).toString().slice(2),
      (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'grapheme' }), someForm, (value, form) => {
        const text = form(value);
        fc.pre(!'[redacted]'.includes(text) && !'<[redacted]>'.includes(text));
        expect(createRedactor({ secrets: [value] }).text(`<${text}>`)).toBe('<[redacted]>');
      }),
    );
  });
  it('replaces a short secret only where it is a whole value', () => {
    const short = createRedactor({ secrets: ['abc', ''] });
    expect(short.text('abcdef')).toBe('abcdef');
    expect(short.value({ a: 'abc', b: 'abcdef', c: '' })).toEqual({ a: '[redacted]', b: 'abcdef', c: '' });
  });
  it('prefers the longer of two secrets', () => {
    expect(createRedactor({ secrets: ['token', 'token-long'] }).text('x token-long y')).toBe('x [redacted] y');
  });
});

describe('redacting by name', () => {
  const inText: readonly (readonly [string, string, string])[] = [
    ['a JSON member', '{"psk":"abc","n":1}', '{"psk":"[redacted]","n":1}'],
    ['a member in another case', '{"PSK" : "abc"}', '{"PSK" : "[redacted]"}'],
    ['an escaped quote in the value', '{"psk":"a\\"b","n":"c"}', '{"psk":"[redacted]","n":"c"}'],
    ['a backslash at the end of the value', '{"psk":"a\\\\","n":"c"}', '{"psk":"[redacted]","n":"c"}'],
    ['a number', '{"psk":12345678,"n":1}', '{"psk":"[redacted]","n":1}'],
    ['an array', '{"psk":["a]c",["d"]],"n":1}', '{"psk":"[redacted]","n":1}'],
    ['an object', '{"psk":{"a":"}"},"n":1}', '{"psk":"[redacted]","n":1}'],
    ['an object that was cut off', '{"psk":{"a":"b', '{"psk":"[redacted]"'],
    ['a number in a JSON string', json('{"psk":123,"n":1}'), json('{"psk":"[redacted]","n":1}')],
    [
      'an array in URL-encoded JSON',
      'c=%7B%22Psk%22%3A%5B%22ab%22%5D%7D&x=1',
      'c=%7B%22Psk%22%3A%22[redacted]%22%7D&x=1',
    ],
    ['null, which is none', '{"psk":null}', '{"psk":null}'],
    ['an empty value, which is none', '{"psk":"","a":{"psk":[]}}', '{"psk":"","a":{"psk":[]}}'],
    ['a value that was cut off', '{"n":1,"psk":"abc', '{"n":1,"psk":"[redacted]'],
    ['a name that only ends alike', '{"mypsk":"abc"}', '{"mypsk":"abc"}'],
    [
      'JSON in a string',
      json({ IkeConfig: json({ Psk: 'a"b\\', n: 1 }) }),
      json({ IkeConfig: json({ Psk: '[redacted]', n: 1 }) }),
    ],
    [
      'JSON in a string in a string',
      json(json(json({ psk: 'a"b\\c', n: 1 }))),
      json(json(json({ psk: '[redacted]', n: 1 }))),
    ],
    [
      'URL-encoded JSON',
      `IkeConfig=${encodeURIComponent(json({ Psk: 'a b', n: 1 }))}&x=1`,
      `IkeConfig=${encodeURIComponent('{"Psk":"')}[redacted]${encodeURIComponent('","n":1}')}&x=1`,
    ],
    [
      'URL-encoded JSON that was cut off',
      `IkeConfig=%7B%22Psk%22%3A%22ab&x=1`,
      `IkeConfig=%7B%22Psk%22%3A%22[redacted]&x=1`,
    ],
    ['a query parameter', 'https://h/?Action=A&Signature=a%2Bb%3D&x=1', 'https://h/?Action=A&Signature=[redacted]&x=1'],
    ['a query parameter given by the caller', 'https://h/?ticket=t', 'https://h/?ticket=[redacted]'],
    ['a parameter whose name is a path', 'Tunnel.1.IkeConfig.Psk=abc&x=1', 'Tunnel.1.IkeConfig.Psk=[redacted]&x=1'],
    ['a parameter with an apostrophe', "Psk=ab'cd&x=1", 'Psk=[redacted]&x=1'],
    ['a parameter that only ends alike', 'NoSignature=abc', 'NoSignature=abc'],
    [
      'a header line',
      'GET / HTTP/1.1\r\nX-Auth-Token: abc def\r\nAccept: */*',
      'GET / HTTP/1.1\r\nX-Auth-Token: [redacted]\r\nAccept: */*',
    ],
    ['a user in a URL', 'https://user:pass@host/x', 'https://[redacted]@host/x'],
  ];
  it.each(inText)('%s', (_, given, wanted) => {
    expect(redactor.text(given)).toBe(wanted);
    expect(redactor.text(wanted)).toBe(wanted);
  });
  it.each([
    'Authorization',
    'x-auth-token',
    'X-Security-Token',
    'x-bce-security-token',
    'x-acs-security-token',
    'Cookie',
    'set-cookie',
    'X-Own',
  ])('the header %s', (name) => {
    expect(redactor.headers({ [name]: 'abc', accept: '*/*' })).toEqual({ [name]: '[redacted]', accept: '*/*' });
  });
  it('members at any depth of a value, also in strings that hold JSON', () => {
    const given = {
      a: [{ psk: 'x', SecretKey: { inner: ['y', 1, null, true] } }],
      config: json({ psk: 'z' }),
      n: 1,
      none: null,
    };
    const wanted = {
      a: [{ psk: '[redacted]', SecretKey: '[redacted]' }],
      config: json({ psk: '[redacted]' }),
      n: 1,
      none: null,
    };
    expect(redactor.value(given)).toEqual(wanted);
    expect(redactor.value(wanted)).toEqual(wanted);
  });
  it('any value, nested to any depth of JSON in strings, and nothing after it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(3), (value, depth) => {
        const nest = (content: string): string =>
          Array.from({ length: depth }).reduce<string>((text) => json(text), json({ psk: content, after: 'kept' }));
        expect(createRedactor({ members: ['psk'] }).text(nest(value))).toBe(nest('[redacted]'));
      }),
    );
  });
});

it('takes a megabyte of quotes in its stride', () => {
  const text = `${'"psk":'.repeat(20_000)}${'\\'.repeat(100_000)}${'%22'.repeat(100_000)}`;
  expect(redactor.text(text).length).toBeGreaterThan(0);
}, 5_000);
