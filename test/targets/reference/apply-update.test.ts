import { expect, it } from 'vitest';
import { buildTree } from '../../../contract/inspect/tree.js';
import type { Schema } from '../../../contract/schema.js';
import { applyUpdate } from '../../../targets/reference/apply-update.js';

const text: Schema = { type: 'string' };
const schema: Schema = {
  type: 'object',
  properties: {
    RegionId: { type: 'string', 'x-state': false },
    name: { type: 'string', 'x-state': '/link/label' },
    networks: { type: 'array', items: text },
    ike: { type: 'object', properties: { version: text, lifetime: { type: 'integer' } } },
    config: {
      type: 'string',
      'x-state': '/stored',
      contentSchema: { type: 'object', properties: { Psk: text, Enable: text } },
    },
    tunnels: {
      type: 'array',
      'x-merge-by': 'index',
      'x-state': '/Tunnels',
      items: {
        type: 'object',
        properties: {
          index: { type: 'integer' },
          psk: { type: 'string', 'x-state': '/Tunnels/items/secret' },
          ike: { type: 'object', properties: { version: text, mode: text } },
        },
      },
    },
  },
};
const tree = buildTree(schema, { prefix: '', traits: new Set(), errata: [] });
const state = {
  networks: ['a', 'b'],
  ike: { version: 'v1', lifetime: 1 },
  Tunnels: [
    { index: 1, secret: 'x', role: 'master' },
    { index: 2, secret: 'y', ike: { version: 'v1', mode: 'main' } },
  ],
};

it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['nothing changes nothing', {}, state],
  ['what is not stored changes nothing', { RegionId: 'eu' }, state],
  ['a member goes where x-state says', { name: 'n' }, { ...state, link: { label: 'n' } }],
  ['an array replaces', { networks: ['c'] }, { ...state, networks: ['c'] }],
  ['an empty array replaces', { networks: [] }, { ...state, networks: [] }],
  ['an object is merged member by member', { ike: { lifetime: 2 } }, { ...state, ike: { version: 'v1', lifetime: 2 } }],
  ['JSON text is stored as its members', { config: '{"Psk":"p","Other":1}' }, { ...state, stored: { Psk: 'p' } }],
  [
    'items are merged by their key',
    { tunnels: [{ index: 2, psk: 'z', ike: { mode: 'aggressive' } }] },
    { ...state, Tunnels: [state.Tunnels[0], { index: 2, secret: 'z', ike: { version: 'v1', mode: 'aggressive' } }] },
  ],
  [
    'items with a new key are added',
    { tunnels: [{ index: 3 }, { index: 1, psk: 'q' }] },
    { ...state, Tunnels: [{ index: 1, secret: 'q', role: 'master' }, state.Tunnels[1], { index: 3 }] },
  ],
])('%s', (_, request, after) => {
  const before = structuredClone(state);
  expect(applyUpdate(tree, request, state)).toEqual(after);
  expect(state).toEqual(before);
});
