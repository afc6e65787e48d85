import { describe, expect, it } from 'vitest';
import type { Relation } from '../../../generated/clauses.js';
import { keepsRelation } from '../../../targets/reference/relations/keeps-relation.js';

const block: Relation = { name: 'same-block', members: ['/local', '/peer'] };
const nested: Relation = { name: 'same-block', members: ['/tunnels/items/local', '/tunnels/items/peer'] };
const address: Relation = { name: 'address-in-block', address: '/bgp/ip', block: '/bgp/cidr' };
const items: Relation = {
  name: 'address-in-block',
  address: '/tunnels/items/bgp/ip',
  block: '/tunnels/items/bgp/cidr',
};
const unique: Relation = { name: 'unique-by', array: '/rules', member: '/source' };
const required: Relation = { name: 'required-when', member: '/ike/id', when: { member: '/ike/type', in: ['fqdn'] } };
const eachRequired: Relation = {
  name: 'required-when',
  member: '/tunnels/items/id',
  when: { member: '/tunnels/items/type', in: ['fqdn'] },
};
const acrossItems: Relation = {
  name: 'required-when',
  member: '/tunnels/items/id',
  when: { member: '/type', in: ['fqdn'] },
};
const format: Relation = { name: 'format-when', member: '/id', format: 'ipv4', when: { member: '/type', in: ['ip'] } };
const single: Relation = {
  name: 'single-entry-when',
  members: ['/left', '/right'],
  when: { member: '/version', in: ['ikev1'] },
};

describe('a relation is kept', () => {
  it.each<[string, Relation, unknown]>([
    ['by addresses in one block', block, { local: '169.254.1.1/30', peer: '169.254.1.2/30' }],
    ['by one address alone', block, { local: '169.254.1.1/30' }],
    ['by what is no address', block, { local: 'x', peer: '169.254.1.2/30' }],
    [
      'by blocks that differ between items',
      nested,
      {
        tunnels: [
          { local: '169.254.1.1/30', peer: '169.254.1.2/30' },
          { local: '169.254.2.1/30', peer: '169.254.2.2/30' },
        ],
      },
    ],
    ['by an address in its block', address, { bgp: { ip: '169.254.1.1', cidr: '169.254.1.0/30' } }],
    ['by members in JSON text', address, { bgp: '{"ip":"169.254.1.1","cidr":"169.254.1.0/30"}' }],
    ['by an address without a block', address, { bgp: { ip: '169.254.1.1' } }],
    ['by different sources', unique, { rules: [{ source: 'a' }, { source: 'b' }, {}, {}] }],
    ['by no array at all', unique, {}],
    ['by a companion', required, { ike: { type: 'fqdn', id: 'x' } }],
    ['where the condition does not hold', required, { ike: { type: 'ip' } }],
    ['where the condition member is missing', required, {}],
    ['by a companion in the same item', eachRequired, { tunnels: [{ type: 'fqdn', id: 'x' }, { type: 'ip' }] }],
    ['by the right format', format, { type: 'ip', id: '10.0.0.1' }],
    ['by any format where the condition does not hold', format, { type: 'fqdn', id: 'host' }],
    ['by single entries', single, { version: 'ikev1', left: '10.0.0.0/8', right: ['x'] }],
    ['by several entries where the condition does not hold', single, { version: 'ikev2', left: 'a,b' }],
  ])('%s', (_, relation, request) => {
    expect(keepsRelation(relation, request)).toBe(true);
  });
});

describe('a relation is broken', () => {
  it.each<[string, Relation, unknown]>([
    ['by addresses in two blocks', block, { local: '169.254.1.1/30', peer: '169.254.1.5/30' }],
    ['by blocks of two sizes', block, { local: '169.254.1.1/30', peer: '169.254.1.2/29' }],
    [
      'in the second item',
      nested,
      {
        tunnels: [
          { local: '169.254.1.1/30', peer: '169.254.1.2/30' },
          { local: '169.254.2.1/30', peer: '169.254.1.2/30' },
        ],
      },
    ],
    ['by an address outside its block', address, { bgp: { ip: '169.254.1.5', cidr: '169.254.1.0/30' } }],
    ['within JSON text', address, { bgp: '{"ip":"169.254.1.5","cidr":"169.254.1.0/30"}' }],
    [
      'by an address in the block of another item',
      items,
      {
        tunnels: [
          { bgp: { ip: '169.254.1.5', cidr: '169.254.1.0/30' } },
          { bgp: { ip: '169.254.1.5', cidr: '169.254.1.4/30' } },
        ],
      },
    ],
    ['by equal sources', unique, { rules: [{ source: 'a' }, { source: 'b' }, { source: 'a' }] }],
    ['by a missing companion', required, { ike: { type: 'fqdn' } }],
    ['by a companion in another item only', eachRequired, { tunnels: [{ type: 'fqdn' }, { type: 'ip', id: 'x' }] }],
    ['by a companion that no item has', acrossItems, { type: 'fqdn', tunnels: [{}] }],
    ['by the wrong format', format, { type: 'ip', id: 'host' }],
    ['by a comma list', single, { version: 'ikev1', right: 'a,b' }],
    ['by an array of two', single, { version: 'ikev1', left: ['a', 'b'] }],
  ])('%s', (_, relation, request) => {
    expect(keepsRelation(relation, request)).toBe(false);
  });
});
