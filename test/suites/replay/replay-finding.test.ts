import { describe, expect, it, test } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { isObject, valueAt, withValueAt } from '../../../contract/pointer.js';
import { replayFinding } from '../../../suites/replay/replay-finding.js';
import type { Session } from '../../../suites/session/session.js';
import { flawsOf } from '../../../targets/auth/auth-entry.js';
import type { AnswerContext, Intercept, ReferenceAnswer } from '../../../targets/reference/reference-answer.js';
import { testCredentials } from '../../../targets/reference/test-credentials.js';
import { foundIn, replayInProcess } from '../../kit/replay-in-process.js';
import { type InProcessRun, openRun, runJournal } from '../../kit/run-in-process.js';
import { falsify } from '../../mutants/falsify.js';
import { authEntries, testSigner } from '../../targets/auth/test-signers.js';
import { toyContract } from '../../targets/toy-contract.js';

const toy = toyContract();
const gateway = loadOperation('alibaba.update-enhanced-vpn-gateway');
const baidu = loadOperation('baidu.update-vpn-conn');

/**
 * Alters answers to updates, or what they leave behind; each target that is started knows nothing of the one before.
 */
function onUpdates(
  accepted: boolean,
  alter: (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer,
): Intercept {
  return (answer, context) =>
    context.role === 'update' && context.isAccepted === accepted ? alter(answer, context) : answer;
}

/** Accepted updates leave another state than they should. */
function storing(state: (context: AnswerContext) => unknown): Intercept {
  return onUpdates(true, (answer, context) => {
    context.overwrite(state(context));
    return answer;
  });
}

/** Every third accepted update is lost: only the order of requests shows it. */
function losingThirds(): Intercept {
  let accepted = 0;
  return storing(({ before, after }) => {
    accepted += 1;
    return accepted % 3 === 0 ? before : after;
  });
}

/** An update right behind another one, without a look in between, takes the other's name away. */
function mixing(): Intercept {
  let isUnread = false;
  return (answer, { role, isAccepted, before, after, overwrite }) => {
    if (role === 'update' && isAccepted && isUnread) overwrite(withValueAt(after, '/name', valueAt(before, '/name')));
    isUnread = role === 'update' && (isAccepted || isUnread);
    return answer;
  };
}

/** A client token that was seen before is refused. */
function refusingTokens(): Intercept {
  const tokens = new Set<unknown>();
  return (answer, { role, request }) => {
    const token = request['ClientToken'];
    if (role !== 'update' || token === undefined) return answer;
    if (tokens.has(token))
      return { status: 400, headers: answer.headers, body: { Code: 'Repeated', Message: 'no', RequestId: 'r' } };
    tokens.add(token);
    return answer;
  };
}

/** What a locked resource refused is applied as soon as it is looked at the second time. */
function applyingLater(): Intercept {
  let ahead: { readonly state: unknown; looks: number } | undefined;
  return (answer, { role, isAccepted, fixture, before, request, overwrite }) => {
    if (fixture !== 'locked') return answer;
    if (role === 'update' && !isAccepted && request['name'] !== undefined)
      ahead = { state: withValueAt(before, '/name', request['name']), looks: 0 };
    else if (role === 'read-back' && ahead !== undefined) {
      ahead.looks += 1;
      if (ahead.looks === 2) overwrite(ahead.state);
    }
    return answer;
  };
}

function falsified(contract: Contract, local: string, change: string): Contract {
  const clause = contract.clauses.find((candidate) => candidate.local === local);
  const mutant =
    clause === undefined ? undefined : falsify(contract, clause).find((candidate) => candidate.change === change);
  if (mutant === undefined) throw new Error(`no ${change} of ${local}`);
  return mutant.served;
}

interface Defect {
  readonly title: string;
  /** Axes that its findings must have, among others. */
  readonly axis: string;
  readonly run: Omit<InProcessRun, 'reference' | 'served'>;
  readonly served?: Contract;
  readonly intercept?: () => Intercept;
}

const toyRun = { contract: toy, cases: 1 };
const [[, entry] = []] = authEntries.filter(([, , operations]) => operations.includes(baidu.id));
const signer = entry === undefined ? undefined : testSigner(entry);
if (entry === undefined || signer === undefined) throw new Error('no signer');

const defects: readonly Defect[] = [
  {
    title: 'a limit that is too high',
    axis: 'status',
    run: toyRun,
    served: falsified(toy, '/name#length', 'maxLength+1'),
  },
  { title: 'a limit that is too low', axis: 'status', run: toyRun, served: falsified(toy, '/mtu#range', 'maximum-1') },
  {
    title: 'another code than documented',
    axis: 'code',
    run: toyRun,
    intercept: () =>
      onUpdates(false, (answer) =>
        answer.status === 400 ? { ...answer, body: withValueAt(answer.body, '/code', 'Other') } : answer,
      ),
  },
  {
    title: 'an answer whose member has another type',
    axis: 'shape',
    run: toyRun,
    intercept: () => onUpdates(true, (answer) => ({ ...answer, body: withValueAt(answer.body, '/mtu', '1500') })),
  },
  {
    title: 'a refusal without its envelope',
    axis: 'shape',
    run: toyRun,
    intercept: () => onUpdates(false, (answer) => ({ ...answer, body: undefined, text: 'no' })),
  },
  {
    title: 'a server error',
    axis: 'status',
    run: toyRun,
    intercept: () => onUpdates(false, (answer) => ({ ...answer, status: 500 })),
  },
  {
    title: 'a member that is not stored',
    axis: 'state',
    run: toyRun,
    intercept: () => storing(({ before, after }) => withValueAt(after, '/mtu', valueAt(before, '/mtu'))),
  },
  {
    title: 'a member that is lost when it is left out',
    axis: 'state',
    run: toyRun,
    intercept: () =>
      storing(({ request, after }) => (request['mtu'] === undefined ? withValueAt(after, '/mtu', 1500) : after)),
  },
  {
    title: 'a refused update that is applied all the same',
    axis: 'state',
    run: toyRun,
    intercept: () =>
      onUpdates(false, (answer, { before, request, overwrite }) => {
        if (isObject(before) && typeof request['mtu'] === 'number')
          overwrite({ ...before, mtu: before['mtu'] === 1400 ? 1401 : 1400 });
        return answer;
      }),
  },
  {
    title: 'what is refused happens later',
    axis: 'state',
    run: {
      ...toyRun,
      selection: { clauses: ['acme.update-link/exchange/refusal-without-effect', 'acme.update-link/errors/*'] },
    },
    intercept: applyingLater,
  },
  { title: 'every third update is lost', axis: 'state', run: { ...toyRun, cases: 10 }, intercept: losingThirds },
  { title: 'parallel updates are mixed', axis: 'state', run: { ...toyRun, cases: 0 }, intercept: mixing },
  {
    title: 'a repeated client token is refused',
    axis: 'status',
    run: { contract: gateway, selection: { clauses: [`${gateway.id}/token-idempotent`] } },
    served: { ...gateway, behaviours: gateway.behaviours.filter(({ behaviour }) => behaviour.token === undefined) },
    intercept: refusingTokens,
  },
  {
    title: 'a body that is no JSON object is taken',
    axis: 'status',
    run: { contract: baidu, selection: { clauses: [`${baidu.id}/exchange/malformed-body`] } },
    intercept: () => onUpdates(false, (answer) => ({ ...answer, status: 200, body: undefined })),
  },
  {
    title: 'an unknown resource is updated',
    axis: 'status',
    run: { contract: baidu, selection: { clauses: [`${baidu.id}/unknown-tunnel`] } },
    intercept: () =>
      onUpdates(false, (answer) => (answer.status === 404 ? { ...answer, status: 200, body: undefined } : answer)),
  },
  {
    title: 'the stored values, which a careful run writes back, are refused',
    axis: 'status',
    run: { ...toyRun, careful: true },
    intercept: () =>
      onUpdates(true, (answer) => ({ ...answer, status: 400, body: { code: 'Invalid', message: 'no' } })),
  },
];

describe('every finding, replayed on a target that was started anew,', () => {
  test.each(defects.map((defect) => [defect.title, defect] as const))(
    'of %s is still there where the target is as it was, and fixed where it does what the document says',
    async (_, { axis, run, served, intercept }) => {
      const broken = (): InProcessRun => ({
        ...run,
        ...(served === undefined ? {} : { served }),
        ...(intercept === undefined ? {} : { reference: { intercept: intercept() } }),
      });
      const found = foundIn(await runJournal(broken()));
      expect(found.map((finding) => finding.axis)).toContain(axis);
      for (const finding of found) {
        expect([finding, (await replayInProcess(broken(), finding)).outcome]).toEqual([finding, 'still there']);
        expect([finding, (await replayInProcess(run, finding)).outcome]).toEqual([finding, 'fixed']);
      }
    },
  );

  it('is fixed without what the run sent after it', async () => {
    const run: InProcessRun = { contract: toy };
    const [finding] = foundIn(await runJournal({ ...run, served: falsified(toy, '/name#length', 'maxLength+1') }));
    if (finding === undefined) throw new Error('nothing was found');
    const subjects = new Set<string>();
    const { session, close, ...opened } = await openRun(run);
    const plan = {
      ...opened.plan,
      subjects: opened.plan.subjects.map(({ check, subject }) => ({
        check,
        subject: {
          ...subject,
          run: (own: Session) => {
            subjects.add(`${check.id} ${subject.name}`);
            return subject.run(own);
          },
        },
      })),
    };
    const replayed = await replayFinding({
      ...opened,
      plan,
      found: finding,
      open: () => session('replay'),
      strict: false,
      isSpared: false,
      isStopped: () => false,
    });
    await close();
    expect(replayed.outcome).toBe('fixed');
    const place = plan.subjects.findIndex(
      ({ check, subject }) => check.id === finding.check && subject.name === finding.subject,
    );
    const planned = plan.subjects.map(({ check, subject }) => `${check.id} ${subject.name}`);
    expect(planned.slice(place + 1).filter((name) => subjects.has(name))).toEqual([]);
    expect(planned.slice(place + 1).length).toBeGreaterThan(5);
    expect(planned.slice(0, place + 1).filter((name) => !subjects.has(name))).toEqual([]);
  });

  it('of wrong and missing credentials is asked with them wrong and missing again', async () => {
    const run: InProcessRun = {
      contract: baidu,
      signer,
      authProbes: flawsOf(entry),
      selection: { clauses: [`${baidu.id}/refuses-missing-credentials`, `${baidu.id}/refuses-wrong-secret`] },
    };
    const found = foundIn(await runJournal(run));
    expect(found).toHaveLength(2);
    for (const finding of found) {
      expect((await replayInProcess(run, finding)).outcome).toBe('still there');
      expect(
        (await replayInProcess({ ...run, reference: { auth: { credentials: testCredentials } } }, finding)).outcome,
      ).toBe('fixed');
      const { signer: _, authProbes: __, ...without } = run;
      expect((await replayInProcess({ ...without, authProbes: [] }, finding)).outcome).toBe('cannot tell');
    }
  });
});

describe('a replay cannot tell', () => {
  const broken: InProcessRun = { ...toyRun, served: falsified(toy, '/name#length', 'maxLength+1') };

  test.each<readonly [string, Partial<InProcessRun>, RegExp]>([
    [
      'when the fixture is gone',
      {
        reference: {
          intercept: () => ({
            status: 404,
            headers: { 'content-type': 'application/json' },
            body: { code: 'LinkNotFound', message: 'no' },
          }),
        },
      },
      /^fixture plain is not there: .* 404 LinkNotFound, and an update with status 404/,
    ],
    [
      'when the credentials are refused',
      {
        reference: {
          intercept: () => ({
            status: 401,
            headers: { 'content-type': 'application/json' },
            body: { code: 'Denied', message: 'no' },
          }),
        },
      },
      /401 Denied; check the credentials$/,
    ],
    [
      'when the twin is not taken any more',
      {
        reference: {
          intercept: onUpdates(true, (answer) => ({ ...answer, status: 400, body: { code: 'Quota', message: 'no' } })),
        },
      },
      /400 Quota/,
    ],
    [
      'when nothing of what is planned is what showed it',
      { selection: { clauses: ['acme.update-link/mtu#range'] } },
      /is what showed it \(rejects-violations, \/name\)/,
    ],
  ])('%s', async (_, changed, why) => {
    const finding = foundIn(await runJournal(broken)).find(
      ({ clause, operator }) => clause.endsWith('/name#length') && operator === 'too-long',
    );
    if (finding === undefined) throw new Error('nothing was found');
    const { outcome, told } = await replayInProcess({ ...toyRun, ...changed }, finding);
    expect(outcome).toBe('cannot tell');
    expect(told).toMatch(why);
  });

  it('when nobody answers', async () => {
    const [finding] = foundIn(await runJournal(broken));
    if (finding === undefined) throw new Error('nothing was found');
    const { session, close, ...opened } = await openRun(toyRun);
    const transport = {
      ...opened.transport,
      send: () => Promise.resolve({ kind: 'none', problem: 'refuses connections' } as const),
    };
    const replayed = await replayFinding({
      ...opened,
      transport,
      found: finding,
      open: () => session('replay'),
      strict: false,
      isSpared: false,
      isStopped: () => false,
    });
    await close();
    expect(replayed).toEqual({ outcome: 'cannot tell', told: 'no answer: refuses connections' });
  });

  it('when it is told to stop before the documented answer was seen', async () => {
    const [finding] = foundIn(await runJournal(broken));
    if (finding === undefined) throw new Error('nothing was found');
    const { session, close, ...opened } = await openRun(toyRun);
    const replayed = await replayFinding({
      ...opened,
      found: finding,
      open: () => session('replay'),
      strict: false,
      isSpared: false,
      isStopped: () => true,
    });
    await close();
    expect(replayed.outcome).toBe('cannot tell');
  });
});

describe('a replay on fixtures that somebody needs', () => {
  it('sends no more updates that change something than the run did: none', async () => {
    const accepted: unknown[] = [];
    const run = (served: Contract): InProcessRun => ({
      contract: toy,
      served,
      careful: true,
      reference: {
        intercept: (answer, { role, isAccepted, before, after }) => {
          if (role === 'update' && isAccepted && valueAt(before, '/name') !== valueAt(after, '/name'))
            accepted.push(valueAt(after, '/name'));
          return answer;
        },
      },
    });
    const found = foundIn(await runJournal(run(falsified(toy, '/name#length', 'maxLength+1'))));
    const finding = found.find(({ operator }) => operator === 'too-long');
    if (finding === undefined) throw new Error('nothing was found');
    accepted.length = 0;
    expect((await replayInProcess(run(toy), finding)).outcome).toBe('fixed');
    expect(accepted).toEqual([]);
  });
});
