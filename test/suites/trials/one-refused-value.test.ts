import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import type { TreeNode } from '../../../contract/inspect/tree.js';
import { loadCatalogue, loadOperation } from '../../../contract/load/catalogue.js';
import { valuesAt } from '../../../contract/values-at.js';
import { decodeContent } from '../../../properties/request.js';
import { requestModel } from '../../../properties/request-model.js';
import { runInProcess } from '../../kit/run-in-process.js';
import { refusing } from '../../matrix/refusing.js';

/** Numbers from 0 to 1 that hang on the seed alone (the minimal standard generator). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A valid value of a member. */
interface Value {
  readonly node: TreeNode;
  readonly value: unknown;
}

/** Members that hang on a value of another one, whose refusal is told of both. */
const paired: ReadonlySet<string> = new Set(['/BgpConfig/TunnelCidr', '/BgpConfig/LocalBgpIp']);

/** Every boundary value that a request of the first fixture can have, but for names of resources and tokens. */
function valuesOf(contract: Contract): readonly Value[] {
  const [fixture] = contract.fixtures;
  if (fixture === undefined) return [];
  const model = requestModel(contract, fixture);
  return model.nodes
    .filter(({ children, schema, pointer }) => {
      const isOfResource = schema['x-fixture'] === true || schema['x-state'] === false || schema['x-secret'] === true;
      return children.length === 0 && !isOfResource && !paired.has(pointer);
    })
    .flatMap((node) => (model.domain(node)?.edges ?? []).map((value) => ({ node, value })))
    .filter(({ node }) => (model.domain(node)?.edges.length ?? 0) > 1);
}

const samples = loadCatalogue().flatMap((contract) => {
  const values = valuesOf(contract);
  const random = randomOf(2026);
  return [0, 1, 2, 3].flatMap(() => {
    const chosen = values[Math.floor(random() * values.length)];
    return chosen === undefined
      ? []
      : [[contract.id, chosen.node.pointer, String(chosen.value), contract, chosen] as const];
  });
});

describe('one value that an otherwise conformant target refuses', () => {
  test('is drawn for every operation', () => {
    expect(new Set(samples.map(([id]) => id)).size).toBe(loadCatalogue().length);
  });

  test.each(samples)(
    'of %s, %s = %s, is told once, of its member, and leaves little open',
    async (id, pointer, _, contract, { value }) => {
      const [fixture] = contract.fixtures;
      if (fixture === undefined) throw new Error('no fixture');
      const { tree } = requestModel(contract, fixture);
      const isHeld = (request: Readonly<Record<string, unknown>>): boolean =>
        valuesAt(decodeContent(tree, request), pointer).some((sent) => String(sent) === String(value));
      const owner = pointer.slice(0, pointer.lastIndexOf('/'));
      const report = await runInProcess({
        contract,
        selection: { clauses: [`${id}${owner}/`, `${id}/exchange/`].map((prefix) => `${prefix}*`) },
        reference: { intercept: refusing(400, 'Unresolved', ({ request }) => isHeld(request))() },
      });
      expect(report.causes.map(({ clauses, minimal }) => [clauses.length, minimal.change])).toEqual([
        [1, expect.stringContaining(pointer.split('/items')[0] ?? pointer)],
      ]);
      expect(report.totals.inconclusive).toBeLessThan(4);
    },
  );
});

/** What some requests have in common that a target refuses, and what is told of it: clauses and the smallest change. */
const kinds: readonly {
  readonly what: string;
  readonly id: string;
  readonly of: readonly string[];
  readonly isRefused: (request: string) => boolean;
  readonly code?: string;
  readonly told: readonly (readonly [readonly string[], string])[];
}[] = [
  {
    what: 'peers that are named by anything but an IPv4 address',
    id: 'alibaba.modify-vpn-attachment-attribute',
    of: ['/IkeConfig/*', '/exchange/*'],
    isRefused: (request) => /"RemoteId":"[^"]*[a-z]/.test(request),
    told: [
      [['/IkeConfig/RemoteId#characters'], '/IkeConfig/RemoteId = "peer.example.com"'],
      [['/IkeConfig/RemoteId#length'], '/IkeConfig/RemoteId = "peer-gateway'],
    ],
  },
  {
    what: 'any value of one member among others that the kit sends together',
    id: 'alibaba.modify-vpn-attachment-attribute',
    of: ['/IpsecConfig/*'],
    isRefused: (request) => request.includes('IpsecPfs') && !request.includes('TunnelOptions'),
    told: [[['/IpsecConfig/IpsecPfs#enum'], '/IpsecConfig/IpsecPfs = "']],
  },
  {
    what: 'names with a period',
    id: 'alibaba.update-enhanced-vpn-gateway',
    of: ['/Name#*'],
    isRefused: (request) => /"Name":"[^"]*\./.test(request),
    told: [[['/Name#characters'], '/Name = "']],
  },
  {
    what: 'names of more than sixty characters',
    id: 'alibaba.update-enhanced-vpn-gateway',
    of: ['/Name#*'],
    isRefused: (request) => /"Name":"[^"]{61}/.test(request),
    told: [[['/Name#length'], '/Name = "']],
  },
  {
    what: 'a name that another resource has',
    id: 'alibaba.update-enhanced-vpn-gateway',
    of: ['/Name#*'],
    code: 'InvalidName.InUse',
    isRefused: (request) => /"Name":"[^"]{61}/.test(request),
    told: [],
  },
  {
    what: 'blocks out of 172.16.0.0/12',
    id: 'huawei.update-vpn-connection',
    of: ['/vpn_connection/peer_subnets*'],
    isRefused: (request) => /"172\.(1[6-9]|2\d|3[01])\./.test(request),
    told: [[['/vpn_connection/peer_subnets/items#outside'], '/vpn_connection/peer_subnets/items = "172.16.0.0/24"']],
  },
];

test.each(kinds)('$what, refused, accuse nothing that they have nothing to do with', async (kind) => {
  const { id, of, isRefused, told, code = 'Unresolved' } = kind;
  const report = await runInProcess({
    contract: loadOperation(id),
    selection: { clauses: of.map((clause) => `${id}${clause}`) },
    reference: {
      intercept: refusing(400, code, ({ request }) => isRefused(JSON.stringify(request).replaceAll('\\"', '"')))(),
    },
  });
  expect(
    report.causes.map(({ clauses, minimal }) => [clauses.map((clause) => clause.id.slice(id.length)), minimal.change]),
  ).toEqual(told.map(([clauses, change]) => [clauses, expect.stringContaining(change)]));
});
