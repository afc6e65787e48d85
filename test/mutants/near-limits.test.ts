import { expect, test } from 'vitest';
import { clauseNamed } from '../../contract/inspect/clause-named.js';
import { loadOperation } from '../../contract/load/catalogue.js';
import type { Transport } from '../../contract/target.js';
import { type InProcessRun, runInProcess } from '../kit/run-in-process.js';
import { replacing } from './falsify.js';

const otc = 'otc.update-vpn-connection';
const attachment = 'alibaba.modify-vpn-attachment-attribute';

/** A target that reads another text than was sent. */
function reading(rewrite: (body: string) => string): Pick<InProcessRun, 'wrap'> {
  return {
    wrap: (transport: Transport): Transport => ({
      ...transport,
      send: (wire, ...others) =>
        transport.send(wire.body === undefined ? wire : { ...wire, body: rewrite(wire.body) }, ...others),
    }),
  };
}

const rows: readonly {
  readonly title: string;
  readonly id: string;
  readonly clause: string;
  /** What the target has in place of a keyword of the contract. */
  readonly instead?: Readonly<Record<string, unknown>>;
  readonly run?: Partial<InProcessRun>;
}[] = [
  ...['213.255.0.0/16', '100.128.0.0/16', '100.63.0.0/16', '100.0.0.0/8'].map((block) => ({
    title: `refuses ${block}, beside or around a reserved block`,
    id: otc,
    clause: '/vpn_connection/peer_subnets/items#outside',
    instead: { 'x-outside': ['100.64.0.0/10', '100.64.0.0/12', '214.0.0.0/8', block] },
  })),
  {
    title: 'reserves the next of a series of tunnel blocks, too',
    id: attachment,
    clause: '/BgpConfig/TunnelCidr#outside',
    instead: {
      'x-outside': [0, 1, 2, 3, 4, 5, 6, 7].map((third) => `169.254.${third}.0/30`).concat('169.254.169.252/30'),
    },
  },
  {
    title: 'reads 32 bits of a number',
    id: otc,
    clause: '/vpn_connection/ikepolicy/lifetime_seconds#range',
    run: reading((body) => body.replaceAll(/\b4294[0-9]{6,}\b/g, (digits) => String(Number(digits) % 2 ** 32))),
  },
  {
    title: 'reads a number up to the first sign that is no digit',
    id: otc,
    clause: '/vpn_connection/ikepolicy/lifetime_seconds#type',
    run: reading((body) => body.replaceAll(/"(\d+)[a-z]+"/g, '$1')),
  },
  {
    title: 'reads a byte of each part of an address',
    id: otc,
    clause: '/vpn_connection/peer_subnets/items#format',
    run: reading((body) => body.replaceAll(/\.(\d+)\//g, (_, part) => `.${Number(part) % 256}/`)),
  },
];

test.each(rows)('a target that $title is caught', async ({ id, clause: local, instead = {}, run = {} }) => {
  const contract = loadOperation(id);
  const clause = clauseNamed(contract, local);
  if (clause === undefined) throw new Error(`no clause ${local}`);
  const served = Object.entries(instead).reduce(
    (changed, [keyword, value]) => replacing(changed, clause, keyword, value),
    contract,
  );
  const report = await runInProcess({
    contract,
    served,
    selection: { clauses: [`${id}${local}`] },
    ...run,
  });
  const judged = report.operations.flatMap(({ clauses }) => clauses.filter((entry) => entry.id === `${id}${local}`));
  expect(judged).toMatchObject([{ verdict: 'fail' }]);
});
