import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { withValueAt } from '../../../contract/pointer.js';
import { effectsOf } from '../../../suites/judges/judge-effect.js';
import { planRun } from '../../../suites/plan/plan.js';
import { Session } from '../../../suites/session/session.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import type { Intercept } from '../../../targets/reference/reference-answer.js';
import { createReferenceTransport } from '../../../targets/reference/reference-transport.js';
import { virtualTiming } from '../../../targets/reference/virtual-timing.js';
import { toyContract } from '../../targets/toy-contract.js';
import { sessionOf } from '../session-of.js';

const toy = toyContract();

/** Works with a session over a reference of its own. */
async function over(
  contract: Contract,
  reference: { readonly settleMs: number; readonly intercept?: Intercept },
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const timing = virtualTiming();
  const transport = createReferenceTransport({ contracts: [contract], clock: timing.now, ...reference });
  const driver = driverNamed(contract.driver.name);
  const plan = planRun({
    contract,
    driver,
    fixtures: contract.fixtures,
    cases: 0,
    seed: 1,
    selection: { clauses: [], levels: [] },
  });
  const { context, selected: clauses } = plan;
  await work(
    new Session({
      contract,
      driver,
      transport,
      deadlines: { settle: 2000 },
      seed: 1,
      runId: 'test',
      timing,
      model: context.model,
      clauses,
    }),
  );
}

function brokenIn({ observer }: Session): readonly string[] {
  return observer.result().findings.flatMap(({ outcome, clause }) => (outcome === 'broken' ? [clause] : []));
}

describe('what an update left out', () => {
  const [fixture] = toy.fixtures;
  const before = { id: 'link-1', name: 'edge', mtu: 1500, mode: 'fast', state: 'ready' };
  const after = { ...before, name: 'core', mtu: 9000 };
  const sent = {
    logical: { link_id: 'link-1', name: 'core' },
    wire: { method: 'PUT', path: '/', headers: {} },
    url: '/',
    reply: { kind: 'none', problem: '' } as const,
  };
  const brokenWith = (late: readonly Record<string, unknown>[]): readonly string[] =>
    fixture === undefined
      ? []
      : effectsOf(sessionOf(toy), fixture, sent, { before, after, late }).all.flatMap(({ unit, outcome }) =>
          outcome === 'broken' ? [unit.node.pointer] : [],
        );

  test('and changed is broken', () => expect(brokenWith([])).toEqual(['/mtu']));
  test('and shows what an earlier update sent may be late news of that', () =>
    expect(brokenWith([{ link_id: 'link-1', mtu: 9000 }])).toEqual([]));
  test('and shows what no earlier update sent is broken all the same', () =>
    expect(brokenWith([{ link_id: 'link-1', mtu: 1400 }])).toEqual(['/mtu']));
});

describe('a session', () => {
  test('expects no effect of a client token that was sent before', async () => {
    const baidu = loadOperation('baidu.update-vpn-conn');
    const [fixture] = baidu.fixtures;
    if (fixture === undefined) throw new Error('no fixture');
    await over(baidu, { settleMs: 0 }, async (session) => {
      const model = session.model(fixture);
      session.begin(fixture);
      const named = (name: string, token: Readonly<Record<string, string>>): Promise<unknown> =>
        session.apply(fixture, model.logical(model.with({ '/vpnConnName': name, ...token })));
      await named('first', { '/clientToken': 'sent-a-second-time' });
      await named('second', {});
      await named('first', { '/clientToken': 'sent-a-second-time' });
      expect(brokenIn(session)).toEqual([]);
    });
  });

  test('looks at the first update of a fixture all the while, at later ones when they use to be done', async () => {
    const reads: number[] = [];
    const counting: Intercept = (answer, { role }) => {
      if (role === 'update') reads.push(0);
      else if (reads.length > 0) reads[reads.length - 1] = (reads.at(-1) ?? 0) + 1;
      return answer;
    };
    const [fixture] = toy.fixtures;
    if (fixture === undefined) throw new Error('no fixture');
    await over(toy, { settleMs: 400, intercept: counting }, async (session) => {
      session.begin(fixture);
      const model = session.model(fixture);
      for (const mtu of [1400, 1401, 1402]) await session.apply(fixture, model.logical(model.with({ '/mtu': mtu })));
      expect(brokenIn(session)).toEqual([]);
    });
    const [first = 0, ...later] = reads;
    expect(first).toBeGreaterThan(5);
    expect(Math.max(...later)).toBeLessThan(5);
  });
});

describe('an optional member of an answer that is an empty text', () => {
  const attachment = loadOperation('alibaba.modify-vpn-attachment-attribute');
  const clause = `${attachment.id}/200/VpnBgpConfig/TunnelCidr#format`;
  const emptied: Intercept = (answer, { role, isAccepted }) =>
    role === 'update' && isAccepted
      ? { ...answer, body: withValueAt(answer.body, '/VpnBgpConfig/TunnelCidr', '') }
      : answer;

  test.each([
    ['is as good as left out', false, []],
    ['is wrong where it is mandatory', true, [clause]],
  ])('%s', async (_, isEnabled, broken) => {
    const fixture = attachment.fixtures.find(
      ({ traits }) => traits.includes('bgp-configurable') && traits.includes('bgp-enabled') === isEnabled,
    );
    if (fixture === undefined) throw new Error('no fixture');
    await over(attachment, { settleMs: 0, intercept: emptied }, async (session) => {
      session.begin(fixture);
      await session.control(fixture, session.model(fixture).base());
      expect([...new Set(brokenIn(session))]).toEqual(broken);
    });
  });
});
