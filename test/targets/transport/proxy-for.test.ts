import { describe, expect, it } from 'vitest';
import { proxyFor, proxyName } from '../../../targets/transport/proxy-for.js';

const proxy = 'http://proxy.test:3128';

describe('the proxy of an address', () => {
  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['is that of its scheme', 'https://api.test', { HTTPS_PROXY: proxy, HTTP_PROXY: 'http://other.test' }, proxy],
    ['may stand in lower case', 'http://api.test', { http_proxy: proxy }, proxy],
    ['is in lower case rather than in upper', 'http://api.test', { http_proxy: proxy, HTTP_PROXY: 'http://b' }, proxy],
    ['is that of all where its scheme has none', 'https://api.test', { ALL_PROXY: proxy }, proxy],
    ['may be written without a scheme', 'https://api.test', { HTTPS_PROXY: 'proxy.test:3128' }, proxy],
    ['is none where only the other scheme has one', 'https://api.test', { HTTP_PROXY: proxy }, undefined],
    ['is none where the variable is empty', 'http://api.test', { HTTP_PROXY: ' ' }, undefined],
    ['is none for localhost', 'http://localhost:8080', { HTTP_PROXY: proxy }, undefined],
    ['is none for 127.0.0.1', 'http://127.0.0.1', { HTTP_PROXY: proxy }, undefined],
    ['is none for ::1', 'http://[::1]:80', { HTTP_PROXY: proxy }, undefined],
  ])('%s', (_, url, environment, expected) => {
    expect(proxyFor(url, environment)?.url).toBe(expected);
  });

  it.each<[string, string, boolean]>([
    ['*', 'http://api.test', true],
    ['api.test', 'http://api.test', true],
    ['API.test', 'http://api.TEST', true],
    ['test', 'http://api.test', true],
    ['.test', 'http://api.test', true],
    ['*.test', 'http://api.test', true],
    ['a.example, api.test', 'http://api.test', true],
    ['api.test:80', 'http://api.test', true],
    ['api.test:8080', 'http://api.test', false],
    ['pi.test', 'http://api.test', false],
    ['api.test.example', 'http://api.test', false],
    ['10.0.0.0/8', 'http://10.1.2.3', true],
    ['10.0.0.0/8', 'http://11.1.2.3', false],
    ['fd00::/8', 'http://[fd00::1]', true],
    ['[fd00::1]:80', 'http://[fd00::1]', true],
    [',', 'http://api.test', false],
  ])('with NO_PROXY %s of %s is none: %s', (exempt, url, isNone) => {
    expect(proxyFor(url, { HTTP_PROXY: proxy, NO_PROXY: exempt }) === undefined).toBe(isNone);
  });

  it('is told without its password', () => {
    const found = proxyFor('http://api.test', { HTTP_PROXY: 'http://user:geheim@proxy.test:3128' });
    expect(found === undefined ? '' : proxyName(found)).toBe('the proxy http://proxy.test:3128 (HTTP_PROXY)');
  });

  it.each(['socks5://user:geheim@proxy.test', 'http://user:geheim@proxy.test:port'])(
    'that speaks no HTTP (%s) is refused, without its value',
    (value) => {
      expect(() => proxyFor('http://api.test', { HTTP_PROXY: value })).toThrow(
        /^the environment variable HTTP_PROXY names no HTTP proxy[^@]*NO_PROXY$/,
      );
    },
  );
});
