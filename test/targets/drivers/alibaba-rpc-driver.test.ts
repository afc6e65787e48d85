import { describe, expect, it } from 'vitest';
import { alibabaRpcDriver as driver } from '../../../targets/drivers/alibaba/alibaba-rpc-driver.js';
import { rpcContract } from '../toy-contract.js';

const contract = rpcContract();

function roundTrip(request: Record<string, unknown>): unknown {
  return driver.decode(contract, 'update', driver.encode(contract, 'update', request))?.request;
}

function decoded(query: string, body?: string): unknown {
  return driver.decode(contract, 'update', {
    method: 'POST',
    path: `/?Action=UpdateThing&${query}`,
    headers: {},
    ...(body === undefined ? {} : { body }),
  })?.request;
}

describe('the alibaba-rpc driver', () => {
  it.each<[string, Record<string, unknown>]>([
    ['scalars of every type', { RegionId: 'eu-central-1', AutoPropagate: false, Size: 100 }],
    ['an empty text', { RegionId: '' }],
    ['reserved and non-ASCII characters', { RegionId: "a b+c&d=e.f~g*!'()ü" }],
    ['JSON in a string, byte for byte', { IkeConfig: '{ "Psk": "a+b" }' }],
    [
      'structures',
      {
        Tunnels: [
          {
            TunnelIndex: 1,
            EnableDpd: true,
            TunnelIkeConfig: { IkeLifetime: 86400, Psk: '1' },
            Blocks: ['10.0.0.0/8', '11.0.0.0/8'],
          },
          { TunnelIndex: 2 },
        ],
      },
    ],
    ['more than nine items', { Tunnels: Array.from({ length: 12 }, (_, index) => ({ TunnelIndex: index })) }],
    [
      'text where an integer or boolean belongs',
      { Size: 'many', AutoPropagate: 'TRUE', Tunnels: [{ TunnelIndex: 'one' }] },
    ],
    ['text where a structure belongs', { Tunnels: 'x' }],
    ['text where an item or nested structure belongs', { Tunnels: ['x', { TunnelIkeConfig: 'y' }] }],
    ['top-level members the contract does not know', { Stranger: 'x' }],
  ])('carries %s there and back', (_, request) => {
    expect(roundTrip(request)).toEqual(request);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      'null and absent values give no key',
      { RegionId: null, Size: undefined, Tunnels: [{ TunnelIndex: 1, EnableDpd: null }] },
      { Tunnels: [{ TunnelIndex: 1 }] },
    ],
    ['an empty array gives no key', { Tunnels: [], Size: 1 }, { Size: 1 }],
    [
      'an object where an array belongs is JSON text',
      { Tunnels: { TunnelIndex: 1 } },
      { Tunnels: '{"TunnelIndex":1}' },
    ],
    [
      'a structure where a scalar belongs is JSON text',
      { Size: [1], Tunnels: [{ TunnelIndex: {} }] },
      { Size: '[1]', Tunnels: [{ TunnelIndex: '{}' }] },
    ],
    ['a fraction stays text', { Size: 3600.5 }, { Size: '3600.5' }],
  ])('%s', (_, request, read) => {
    expect(roundTrip(request)).toEqual(read);
  });

  it('writes common parameters and scalars into the query and structures into the form', () => {
    expect(
      driver.encode(contract, 'update', {
        RegionId: 'a b',
        AutoPropagate: true,
        Tunnels: [{ TunnelIkeConfig: { IkeLifetime: 86400 } }],
      }),
    ).toEqual({
      method: 'POST',
      path: '/?Action=UpdateThing&Version=2016-04-28&Format=JSON&RegionId=a%20b&AutoPropagate=true',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Tunnels.1.TunnelIkeConfig.IkeLifetime=86400',
    });
  });

  it('sends no body and no content type without form members', () => {
    expect(driver.encode(contract, 'read-back', { RegionId: 'a', Size: 1 })).toEqual({
      method: 'GET',
      path: '/?Action=DescribeThing&Version=2016-04-28&Format=JSON&RegionId=a',
      headers: { accept: 'application/json' },
    });
  });

  it('merges query and form, wherever a client placed its parameters', () => {
    expect(decoded('Tunnels.1.TunnelIndex=1', 'RegionId=eu&Size=5')).toEqual({
      RegionId: 'eu',
      Size: 5,
      Tunnels: [{ TunnelIndex: 1 }],
    });
  });

  it('orders items by index and closes gaps', () => {
    expect(decoded('', 'Tunnels.10.TunnelIndex=10&Tunnels.2.TunnelIndex=2')).toEqual({
      Tunnels: [{ TunnelIndex: 2 }, { TunnelIndex: 10 }],
    });
  });

  it('drops unknown nested keys', () => {
    expect(decoded('Size=1', 'Tunnels.1.Stranger=x&Tunnels.0.TunnelIndex=1&Tunnels.a=1&Other.1.x=1')).toEqual({
      Size: 1,
    });
  });

  it('takes the action from the header that the newer signature uses', () => {
    expect(
      driver.decode(contract, 'read-back', {
        method: 'POST',
        path: '/?RegionId=a',
        headers: { 'x-acs-action': 'DescribeThing' },
      }),
    ).toEqual({
      request: { RegionId: 'a' },
    });
  });

  it.each([
    ['another action', 'POST', '/?Action=Other'],
    ['no action', 'POST', '/'],
    ['another path', 'POST', '/x?Action=UpdateThing'],
    ['another method', 'PUT', '/?Action=UpdateThing'],
  ])('leaves a request with %s to others', (_, method, path) => {
    expect(driver.decode(contract, 'update', { method, path, headers: {} })).toBeUndefined();
  });

  it('takes an update by GET, as the vendor’s metadata allows', () => {
    expect(
      driver.decode(contract, 'update', { method: 'GET', path: '/?Action=UpdateThing', headers: {} }),
    ).toBeDefined();
  });
});
