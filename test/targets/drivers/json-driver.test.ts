import { describe, expect, it } from 'vitest';
import { jsonDriver } from '../../../targets/drivers/json/json-driver.js';
import { parameterContract, toyContract } from '../toy-contract.js';

const contract = parameterContract();
const ids = { version: '1', link_id: 'a' };

describe('the json driver', () => {
  it.each<[string, Record<string, unknown>]>([
    ['mandatory members only', {}],
    ['parameters of every type', { dryRun: true, size: -5, token: 'x', 'X-Trace': 7 }],
    ['false and zero', { dryRun: false, size: 0 }],
    ['reserved characters in the path and query', { link_id: "a/b?c#d %41&=+!'()*", token: 'ü+&=% ?' }],
    ['empty texts', { token: '', name: '' }],
    ['digits where text belongs', { token: '5', name: '5' }],
    ['a body with wrong types', { name: null, mtu: { deep: [1, '2', null] } }],
    ['members the contract does not know', { stranger: { a: 1 } }],
    ['a wrongly typed boolean and integer', { dryRun: 'yes', size: '1.5', 'X-Trace': '1e9' }],
  ])('carries %s there and back', (_, members) => {
    const request = { ...ids, ...members };
    expect(jsonDriver.decode(contract, 'update', jsonDriver.encode(contract, 'update', request))).toEqual({ request });
  });

  it.each<[string, unknown, unknown]>([
    ['null', null, 'null'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['an array', ['a'], '["a"]'],
    ['a fraction', 3600.5, '3600.5'],
    ['a large integer', 1e21, 1e21],
  ])('writes %s in a query as text', (_, value, read) => {
    const decoded = jsonDriver.decode(
      contract,
      'update',
      jsonDriver.encode(contract, 'update', { ...ids, size: value }),
    );
    expect(decoded?.request['size']).toEqual(read);
  });

  it('places every member where the contract says', () => {
    expect(
      jsonDriver.encode(contract, 'update', { ...ids, dryRun: true, 'X-Trace': 1, name: 'edge', left: undefined }),
    ).toEqual({
      method: 'PUT',
      path: '/v1/links/a?dryRun=true',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-trace': '1' },
      body: '{"name":"edge"}',
    });
  });

  it('sends a read-back the members that it declares, and no body', () => {
    const wire = jsonDriver.encode(toyContract(), 'read-back', { link_id: 'link-1', name: 'edge', mtu: 1500 });
    expect(wire).toEqual({ method: 'GET', path: '/v1/links/link-1', headers: { accept: 'application/json' } });
  });

  it.each(['{"name":', '[]', '"text"', 'null', `${'['.repeat(100_000)}`])(
    'hands on a body that is no JSON object as malformed: %.10s',
    (body) => {
      const decoded = jsonDriver.decode(contract, 'update', { method: 'PUT', path: '/v1/links/a', headers: {}, body });
      expect(decoded).toEqual({ request: ids, malformed: body });
    },
  );

  it.each([
    ['another method', 'POST', '/v1/links/a'],
    ['another path', 'PUT', '/v1/links/a/b'],
    ['a literal dot that is none', 'PUT', '/w1/links/a'],
  ])('leaves a request with %s to others', (_, method, path) => {
    expect(jsonDriver.decode(contract, 'update', { method, path, headers: {}, body: '{}' })).toBeUndefined();
  });

  it('does not take a body member for the parameter of its name', () => {
    const decoded = jsonDriver.decode(contract, 'update', {
      method: 'PUT',
      path: '/v1/links/a',
      headers: {},
      body: '{"token":"x","link_id":"b"}',
    });
    expect(decoded).toEqual({ request: ids });
  });
});
