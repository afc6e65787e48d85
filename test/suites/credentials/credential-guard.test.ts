import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import type { Reply, TokenSupply } from '../../../contract/target.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { requestModel } from '../../../properties/request-model.js';
import { RefusalWatch } from '../../../suites/credentials/refusal-watch.js';
import { nonsenseRequest } from '../../../suites/doctor/nonsense-request.js';
import { readBackRequest } from '../../../suites/exchange/read-back.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { runInProcess } from '../../kit/run-in-process.js';
import { toyContract } from '../../targets/toy-contract.js';
import { answered, type Gatekeeping, type GuardedTarget, guardedTarget } from './guarded-target.js';

const toy = toyContract();
const baidu = loadOperation('baidu.update-vpn-conn');
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const denied = answered(401, { code: 'Unauthorized' });
const page = answered(403, '<html>Forbidden</html>');

function verdicts({ operations }: ConformanceReport): readonly string[] {
  return [...new Set(operations.flatMap(({ clauses }) => clauses.map(({ verdict }) => verdict)))].sort();
}

/** Verdicts of clauses that say which requests are refused. */
function refusing({ operations }: ConformanceReport): readonly string[] {
  return operations.flatMap(({ clauses }) =>
    clauses.filter(({ id }) => id.includes('#')).map(({ id, verdict }) => `${id} ${verdict}`),
  );
}

/** Tokens by number, each taken by who asks for it. */
function supply(isGood: (number: number) => boolean): TokenSupply & { readonly renewed: () => number } {
  let number = 1;
  return {
    ready: async () => number,
    token: () => `token-${number}`,
    renew: async () => {
      number += 1;
      if (!isGood(number))
        throw new ConfigurationError('token-command-failed', 'the command of auth.token ended with exit code 1');
    },
    renewed: () => number - 1,
  };
}

describe('a target that refuses the credentials', () => {
  it.each<[string, Gatekeeping, boolean]>([
    ['from the start', () => denied, false],
    ['from the start, in a careful run', () => denied, true],
    ['after 30 requests', ({ number }) => (number > 30 ? denied : undefined), false],
    ['after 30 requests, in a careful run', ({ number }) => (number > 30 ? denied : undefined), true],
    ['of updates', ({ role }) => (role === 'update' ? denied : undefined), false],
    ['of updates, in a careful run', ({ role }) => (role === 'update' ? denied : undefined), true],
    ['with a page of a gateway', () => page, false],
    ['with a page of a gateway after 30 requests', ({ number }) => (number > 30 ? page : undefined), false],
    [
      'with a page of a gateway after 30 requests, in a careful run',
      ({ number }) => (number > 30 ? page : undefined),
      true,
    ],
  ])('%s gets no further requests, and no clause is judged by it', async (_, gatekeeping, careful) => {
    const target = guardedTarget({ contract: toy, gatekeeping });
    const report = await runInProcess({ contract: toy, target, careful, cases: 1 });
    expect(target.refused()).toBeGreaterThan(0);
    expect(target.refused()).toBeLessThanOrEqual(2);
    expect(target.guard.problem?.text).toMatch(
      /^acme\.update-link: \S+ (refuses|denies permission to) the credentials in the environment variables VPN_AK, VPN_SK/,
    );
    // What passed was seen before: it passes without the gatekeeper, too.
    const open = await runInProcess({ contract: toy, careful, cases: 1 });
    const passing = new Set(refusing(open));
    expect(report.totals.fail).toBe(0);
    expect(refusing(report).filter((line) => line.endsWith(' pass') && !passing.has(line))).toEqual([]);
    expect(report.totals.inconclusive).toBeGreaterThan(0);
  });

  it('keeps what was found before', async () => {
    const name = toy.update.request.properties?.['name'];
    const lax = {
      ...toy,
      update: {
        ...toy.update,
        request: {
          ...toy.update.request,
          properties: { ...toy.update.request.properties, name: { ...name, maxLength: 99 } },
        },
      },
    };
    const full = guardedTarget({ contract: lax, gatekeeping: () => undefined });
    const all = await runInProcess({ contract: toy, target: full });
    expect(all.totals.fail).toBeGreaterThan(0);
    const cut = full.requests() - 5;
    const target = guardedTarget({ contract: lax, gatekeeping: ({ number }) => (number > cut ? denied : undefined) });
    const report = await runInProcess({ contract: toy, target });
    expect(report.causes.map(({ clauses }) => clauses.map(({ id }) => id))).toEqual(
      all.causes.map(({ clauses }) => clauses.map(({ id }) => id)),
    );
    expect(target.guard.problem).toBeDefined();
  });

  it.each<[string, Reply, readonly ('update' | 'read-back')[], RegExp, boolean?]>([
    ['a wrong secret', denied, ['read-back'], /the secret belongs to it/],
    ['no credentials', denied, ['read-back'], /name the target's credentials in its target file/, true],
    [
      'clocks that differ',
      answered(401, {}, { date: 'Thu, 01 Jan 2026 12:30:00 GMT' }),
      ['read-back'],
      /clock of the target is 1800 s ahead.*NTP/,
    ],
    ['a gateway', page, ['read-back', 'update'], /permission to update/],
  ])('says what to check: %s', async (_, reply, roles, remedy, isUnsigned = false) => {
    const target = guardedTarget({ contract: toy, gatekeeping: () => reply, isUnsigned });
    for (const role of roles) await send(target, role);
    expect(target.guard.problem?.remedy).toMatch(remedy);
  });
});

describe('several operations', () => {
  it.each<[string, number, number]>([
    ['that share credentials and address', 0, 1],
    ['that share credentials', 1, 2],
  ])('%s cost at most two refused requests, sent side by side', async (_, apart, refused) => {
    const watch = new RefusalWatch(5);
    const targets = [0, 1, 2, 3, 4].map((index) =>
      guardedTarget({
        contract: toy,
        gatekeeping: () => denied,
        watch,
        scope: { credentials: 0, place: index * apart },
      }),
    );
    await Promise.all(targets.map((target) => send(target, 'read-back')));
    for (const target of targets) await send(target, 'read-back');
    const sent = targets.reduce((sum, target) => sum + target.refused(), 0);
    expect([sent >= 1, sent <= 2, sent === refused || apart === 0]).toEqual([true, true, true]);
    expect(targets.map(({ guard }) => guard.isOver)).toEqual([true, true, true, true, true]);
  });

  it('cost at most two when credentials end while all are under way', async () => {
    const watch = new RefusalWatch(5);
    let isOver = false;
    const targets = [0, 1, 2, 3, 4].map((index) =>
      guardedTarget({
        contract: toy,
        gatekeeping: () => (isOver ? denied : undefined),
        watch,
        scope: { credentials: 0, place: index },
      }),
    );
    for (const target of targets) await send(target, 'read-back');
    isOver = true;
    await Promise.all(targets.map((target) => send(target, 'read-back')));
    expect(targets.reduce((sum, target) => sum + target.refused(), 0)).toBeLessThanOrEqual(2);
    expect(targets.every(({ guard }) => guard.isOver)).toBe(true);
  });

  it('of which each sends several at once cost at most two, too', async () => {
    const watch = new RefusalWatch(3);
    let isOver = false;
    const targets = [0, 1, 2].map((index) =>
      guardedTarget({
        contract: toy,
        gatekeeping: () => (isOver ? denied : undefined),
        watch,
        scope: { credentials: index, place: index },
      }),
    );
    for (const target of targets) await send(target, 'read-back');
    isOver = true;
    await Promise.all(targets.flatMap((target) => [1, 2, 3, 4].map(() => send(target, 'update', toy, 'checking', 4))));
    expect(targets.reduce((sum, target) => sum + target.refused(), 0)).toBe(2);
    expect(targets.every(({ guard }) => guard.isOver)).toBe(true);
  });

  it('whose requests are to overlap get to, whatever else is under way', async () => {
    const watch = new RefusalWatch(2);
    const [one, other] = [0, 1].map((index) =>
      guardedTarget({
        contract: toy,
        gatekeeping: () => undefined,
        watch,
        scope: { credentials: index, place: index },
      }),
    );
    if (one === undefined || other === undefined) throw new Error('no target');
    let isDone = false;
    const alone = async (): Promise<void> => {
      while (!isDone) await send(other, 'read-back');
    };
    const pair = async (): Promise<void> => {
      await Promise.all([1, 2, 3, 4].map(() => send(one, 'update', toy, 'checking', 4)));
      isDone = true;
    };
    await Promise.all([alone(), pair()]);
    expect([one.mostAtOnce(), other.mostAtOnce()]).toEqual([2, 1]);
  });

  it('go on where another one was refused that has other credentials, or another address', async () => {
    const watch = new RefusalWatch(3);
    const wrong = guardedTarget({
      contract: toy,
      gatekeeping: () => denied,
      watch,
      scope: { credentials: 0, place: 0 },
    });
    const elsewhere = guardedTarget({
      contract: toy,
      gatekeeping: () => undefined,
      watch,
      scope: { credentials: 0, place: 1 },
    });
    const others = guardedTarget({
      contract: toy,
      gatekeeping: () => undefined,
      watch,
      scope: { credentials: 2, place: 2 },
    });
    for (const target of [wrong, elsewhere, others]) await send(target, 'read-back');
    expect([wrong, elsewhere, others].map(({ guard }) => guard.isOver)).toEqual([true, false, false]);
    const report = await runInProcess({ contract: toy, target: others, cases: 1 });
    expect(verdicts(report)).toEqual(['excluded', 'pass']);
  });

  it('restore their fixtures although two others were refused', async () => {
    const watch = new RefusalWatch(3);
    const target = guardedTarget({
      contract: toy,
      gatekeeping: () => undefined,
      watch,
      scope: { credentials: 2, place: 2 },
    });
    await send(target, 'read-back');
    for (const place of [0, 1])
      await send(
        guardedTarget({ contract: toy, gatekeeping: () => denied, watch, scope: { credentials: place, place } }),
        'read-back',
      );
    expect(await send(target, 'read-back')).toMatchObject({ kind: 'none', unsent: true });
    expect(await send(target, 'read-back', toy, 'restoring')).toMatchObject({ kind: 'answer', status: 200 });
  });
});

describe('updates that are sent at once', () => {
  const clauses = [`${toy.id}/exchange/parallel-updates`];

  it.each<[string, TokenSupply | undefined, Reply]>([
    ['the credentials', undefined, denied],
    ['the credentials, with a page of a gateway', undefined, page],
    ['a token that no new one makes good', supply(() => true), denied],
  ])('cost at most two refused requests whenever %s end', async (_, tokens, reply) => {
    const options = { contract: toy, ...(tokens === undefined ? {} : { tokens }) };
    const whole = guardedTarget({ ...options, gatekeeping: () => undefined });
    await runInProcess({ contract: toy, target: whole, selection: { clauses } });
    expect(whole.mostAtOnce()).toBe(2);
    for (let last = 1; last < whole.requests(); last += 1) {
      const target = guardedTarget({ ...options, gatekeeping: ({ number }) => (number > last ? reply : undefined) });
      const report = await runInProcess({ contract: toy, target, selection: { clauses } });
      expect([last, target.refused() <= 2, report.totals.fail]).toEqual([last, true, 0]);
    }
  });
});

describe('a token that ends', () => {
  it('is replaced: the run is as if it had not', async () => {
    let ends = 30;
    const tokens = supply(() => true);
    const target = guardedTarget({
      contract: toy,
      tokens,
      gatekeeping: ({ number }) => {
        if (number <= ends) return undefined;
        ends += 200;
        return denied;
      },
    });
    const report = await runInProcess({ contract: toy, target, cases: 1 });
    expect(target.guard.problem).toBeUndefined();
    expect(verdicts(report)).toEqual(['excluded', 'pass']);
    expect([tokens.renewed(), target.refused()]).toEqual([target.refused(), tokens.renewed()]);
  });

  it.each<[string, TokenSupply, number, RegExp]>([
    [
      'for one that is refused, too, ends the run',
      supply(() => true),
      2,
      /they were taken before and may have expired/,
    ],
    [
      'for none, as the command fails, ends the run and says so',
      supply(() => false),
      1,
      /a new token could not be had: the command of auth\.token ended with exit code 1/,
    ],
  ])('%s', async (_, tokens, refused, remedy) => {
    const gatekeeping: Gatekeeping = ({ number }) => (number > 30 ? denied : undefined);
    const reference = guardedTarget({ contract: toy, tokens, gatekeeping });
    await runInProcess({ contract: toy, target: reference });
    expect(reference.refused()).toBe(refused);
    expect(reference.guard.problem?.remedy).toMatch(remedy);
  });
});

describe('an answer that is not about the credentials', () => {
  it('but documented for what is true of the resource is judged as ever', async () => {
    const target = guardedTarget({ contract: gateway, gatekeeping: () => undefined });
    const report = await runInProcess({
      contract: gateway,
      target,
      selection: { clauses: [`${gateway.id}/errors/403/*`] },
    });
    expect(report.operations[0]?.clauses.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(target.guard.problem).toBeUndefined();
  });

  it('but asked for on purpose is judged as ever, and counts for nothing', async () => {
    const target = guardedTarget({
      contract: baidu,
      gatekeeping: ({ wire }) => (wire.flaw === undefined ? undefined : answered(403, { code: 'AccessDenied' })),
    });
    const clauses = [`${baidu.id}/refuses-missing-credentials`, `${baidu.id}/refuses-wrong-secret`];
    const report = await runInProcess({
      contract: baidu,
      target,
      selection: { clauses },
      authProbes: ['missing-credentials', 'wrong-secret'],
    });
    expect([target.refused(), target.guard.problem]).toEqual([2, undefined]);
    expect(report.operations[0]?.clauses.map(({ verdict }) => verdict)).toEqual(['pass', 'non-strict']);
  });

  it('but a wall against odd texts is judged: read-backs are let in', async () => {
    const target = guardedTarget({
      contract: toy,
      letIn: { readBack: true, update: true },
      gatekeeping: ({ role }) => (role === 'update' ? page : undefined),
    });
    expect(await send(target, 'update')).toMatchObject({ kind: 'answer', status: 403 });
    expect([target.guard.problem, target.requests()]).toEqual([undefined, 2]);
  });

  it('but a read-back that is not offered lets the run go on', async () => {
    const target = guardedTarget({
      contract: toy,
      gatekeeping: ({ role }) => (role === 'read-back' ? page : undefined),
    });
    const report = await runInProcess({ contract: toy, target });
    expect(target.guard.problem).toBeUndefined();
    expect(report.totals.pass).toBeGreaterThan(0);
    expect(report.totals.fail).toBe(0);
  });

  it('but hides whether a resource exists lets the run go on', async () => {
    const [fixture] = baidu.fixtures;
    if (fixture === undefined) throw new Error('no fixture');
    const isKnown = (path: string): boolean =>
      baidu.fixtures.some(({ values }) => path.includes(String(values['vpnConnId'])));
    const target = guardedTarget({
      contract: baidu,
      gatekeeping: ({ role, wire }) =>
        role === 'update' && !isKnown(wire.path) ? answered(403, { code: 'AccessDenied' }) : undefined,
    });
    const report = await runInProcess({ contract: baidu, target });
    expect([target.refused() > 0, target.guard.problem, report.totals.fail]).toEqual([true, undefined, 0]);
  });
});

describe('a permission that is missing', () => {
  it('to update ends the operation, and read-backs go on for restoring', async () => {
    const target = guardedTarget({
      contract: baidu,
      gatekeeping: ({ role }) => (role === 'update' ? answered(403, { code: 'AccessDenied' }) : undefined),
    });
    await send(target, 'read-back', baidu);
    await send(target, 'update', baidu);
    expect(target.guard.problem?.text).toMatch(
      /denies permission to the credentials .* an update was answered with status 403 AccessDenied/,
    );
    expect(await send(target, 'read-back', baidu)).toMatchObject({ kind: 'none', unsent: true });
    expect(await send(target, 'read-back', baidu, 'restoring')).toMatchObject({ kind: 'answer', status: 200 });
    expect(await send(target, 'update', baidu, 'restoring')).toMatchObject({ kind: 'none', unsent: true });
  });
});

async function send(
  { guard }: GuardedTarget,
  role: 'update' | 'read-back',
  contract = toy,
  purpose: 'checking' | 'restoring' = 'checking',
  atOnce?: number,
): Promise<Reply> {
  const driver = driverNamed(contract.driver.name);
  const [fixture] = contract.fixtures;
  if (fixture === undefined) throw new Error('no fixture');
  const nonsense = nonsenseRequest(contract, driver, requestModel(contract, fixture));
  const logical = role === 'update' ? (nonsense?.logical ?? {}) : readBackRequest(contract, fixture);
  return guard[purpose].send({
    ...driver.encode(contract, role, logical),
    ...(atOnce === undefined ? {} : { atOnce }),
  });
}
