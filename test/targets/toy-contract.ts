import path from 'node:path';
import type { Contract, OperationShape } from '../../contract/contract.js';
import { loadContract } from '../../contract/load/load-contract.js';
import { packageRoot } from '../../contract/load/package-root.js';
import type { Schema } from '../../contract/schema.js';

/** The toy contract of the kit's own tests. */
export function toyContract(): Contract {
  return loadContract(path.join(packageRoot, 'test/contracts/acme/update-link'));
}

const text: Schema = { type: 'string' };

const tunnel: Schema = {
  type: 'object',
  properties: {
    TunnelIndex: { type: 'integer' },
    EnableDpd: { type: 'boolean' },
    TunnelIkeConfig: { type: 'object', properties: { IkeLifetime: { type: 'integer' }, Psk: text } },
    Blocks: { type: 'array', items: text },
  },
};

/** An operation in the RPC style of Alibaba Cloud, with members of every kind. */
export function rpcContract(): Contract {
  const toy = toyContract();
  const update: OperationShape = {
    ...toy.update,
    method: 'POST',
    path: '/',
    members: [
      { name: 'RegionId', location: 'query' },
      { name: 'AutoPropagate', location: 'query' },
      { name: 'Size', location: 'query' },
      { name: 'IkeConfig', location: 'query' },
      { name: 'Tunnels', location: 'form' },
    ],
    requestMediaType: 'application/x-www-form-urlencoded',
    request: {
      type: 'object',
      properties: {
        RegionId: text,
        AutoPropagate: { type: 'boolean' },
        Size: { type: 'integer' },
        IkeConfig: { type: 'string', contentSchema: { type: 'object', properties: { Psk: text } } },
        Tunnels: { type: 'array', items: tunnel },
      },
      required: ['RegionId'],
    },
  };
  const readBack: OperationShape = {
    ...update,
    method: 'GET',
    members: [{ name: 'RegionId', location: 'query' }],
    request: { type: 'object', properties: { RegionId: text } },
  };
  return {
    ...toy,
    driver: {
      name: 'alibaba-rpc',
      options: { action: 'UpdateThing', readBackAction: 'DescribeThing', version: '2016-04-28' },
    },
    update,
    readBack,
  };
}

/** A JSON operation with parameters in the path, the query and headers. */
export function parameterContract(): Contract {
  const toy = toyContract();
  return {
    ...toy,
    update: {
      ...toy.update,
      path: '/v{version}/links/{link_id}',
      members: [
        { name: 'version', location: 'path' },
        { name: 'link_id', location: 'path' },
        { name: 'dryRun', location: 'query' },
        { name: 'size', location: 'query' },
        { name: 'token', location: 'query' },
        { name: 'X-Trace', location: 'header' },
        { name: 'name', location: 'body' },
        { name: 'mtu', location: 'body' },
      ],
      request: {
        type: 'object',
        properties: {
          version: text,
          link_id: text,
          dryRun: { type: 'boolean' },
          size: { type: 'integer' },
          token: text,
          'X-Trace': { type: 'integer' },
          name: text,
          mtu: { type: 'integer' },
        },
        required: ['version', 'link_id'],
      },
    },
  };
}
