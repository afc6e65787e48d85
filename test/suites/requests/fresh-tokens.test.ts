import { describe, expect, test } from 'vitest';
import { loadCatalogue, loadOperation } from '../../../contract/load/catalogue.js';
import { FreshTokens } from '../../../suites/requests/fresh-tokens.js';

const baidu = loadOperation('baidu.update-vpn-conn');
const anything = (): boolean => true;
const request = { vpnConnId: 'vpnconn-1', vpnConnName: 'office', clientToken: 'A07ELSZgnu18' };
const tokenIn = (
  runId: string,
  logical: Readonly<Record<string, unknown>> = request,
  judge: (logical: object) => unknown = anything,
): unknown => new FreshTokens(baidu, runId).fresh(logical, judge)['clientToken'];

describe('the client token of a request', () => {
  test('is the same in the same run', () => expect(tokenIn('one')).toBe(tokenIn('one')));
  test('is another in another run', () => expect(tokenIn('one')).not.toBe(tokenIn('two')));
  test('is another for another request, which a target could refuse with the token of the first', () => {
    expect(tokenIn('one')).not.toBe(tokenIn('one', { ...request, vpnConnName: 'branch' }));
  });
  test('is as long as before, of the same characters', () =>
    expect(tokenIn('one')).toMatch(/^[A-Z]0[1-9][A-Z]{4}[a-z]{3}[1-9]{2}$/));
  test('stays what it is where another one would keep what it breaks', () => {
    const judge = ({ clientToken }: { readonly clientToken?: unknown }): boolean => clientToken === 'A07ELSZgnu18';
    expect(tokenIn('one', request, judge)).toBe('A07ELSZgnu18');
  });
  test('stays what it is once it was sent, also with another request', () => {
    const tokens = new FreshTokens(baidu, 'one');
    const sent = tokens.fresh(request, anything);
    const other = { ...sent, vpnConnName: 'branch' };
    expect([tokens.fresh(sent, anything), tokens.fresh(other, anything)]).toEqual([sent, other]);
  });
  test('stays what it is where it was made for a purpose', () => {
    const tokens = new FreshTokens(baidu, 'one');
    const made = tokens.make();
    expect(tokens.fresh({ ...request, clientToken: made }, anything)['clientToken']).toBe(made);
  });
  test.each([
    ['A', true],
    ['A0', true],
    ['A07ELSZgnu18', false],
    ['', false],
  ])('may be one that the target knows where it is short: %j', (clientToken, isScarce) => {
    expect(new FreshTokens(baidu, 'one').isScarce({ ...request, clientToken })).toBe(isScarce);
  });
});

test('tokens that are made are unlike each other, in one run, over operations and over runs', () => {
  const made = ['one', 'two'].flatMap((runId) =>
    loadCatalogue().flatMap((contract) => {
      const tokens = new FreshTokens(contract, runId);
      return [tokens.make(), tokens.make(), tokens.make()];
    }),
  );
  expect(new Set(made).size).toBe(made.length);
  expect(made.filter((token) => !/^[a-z0-9-]{36}$/.test(token))).toEqual([]);
});
