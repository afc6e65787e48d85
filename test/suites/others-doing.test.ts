import { describe, expect, test } from 'vitest';
import { withValueAt } from '../../contract/pointer.js';
import type { AnswerContext, Intercept } from '../../targets/reference/reference-answer.js';
import { type InProcessRun, runJournal } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

const toy = toyContract();
const clauses = [
  '/mtu#*',
  '/mode#*',
  '/name#characters',
  '/exchange/refusal-without-effect',
  '/exchange/left-out-stays',
].map((local) => `${toy.id}${local}`);

/** Somebody else changes a member of the plain fixture, once, right behind the nth exchange. */
function elsewhere(nth: number, change: (state: unknown) => unknown): Intercept {
  let count = 0;
  return (answer, { fixture, after, overwrite }) => {
    if (fixture === 'plain') count += 1;
    if (fixture === 'plain' && count === nth) overwrite(change(after));
    return answer;
  };
}

interface Told {
  /** Local ids of the clauses that are held against the target. */
  readonly accused: readonly string[];
  readonly undecided: readonly string[];
}

async function toldOf(run: Omit<InProcessRun, 'contract'>): Promise<Told> {
  const journal = await runJournal({ contract: toy, selection: { clauses }, settleMs: 300, ...run });
  const findings = journal.flatMap((entry) => (entry.type === 'result' ? entry.findings : []));
  const told = (...outcomes: readonly string[]): readonly string[] =>
    findings.flatMap(({ clause, outcome, actual }) =>
      outcomes.includes(outcome) ? [`${clause.slice(toy.id.length)}: ${actual}`] : [],
    );
  return { accused: told('broken', 'tolerated'), undecided: told('undecided') };
}

/** Somebody else changes a member of the plain fixture again and again, to values that the run sends, too. */
function busyElsewhere(values: readonly unknown[]): Intercept {
  let count = 0;
  return (answer, { fixture, after, overwrite }) => {
    count += 1;
    if (fixture === 'plain' && count % 3 === 0)
      overwrite(withValueAt(after, '/mtu', values[(count / 3) % values.length]));
    return answer;
  };
}

/** Resets the member of whatever update leaves it out, or of one that is refused. */
function resetting(isMeant: (context: AnswerContext) => boolean): Intercept {
  return (answer, context) => {
    if (context.role === 'update' && isMeant(context)) context.overwrite(withValueAt(context.after, '/mtu', 1234));
    return answer;
  };
}

describe('a resource that somebody else changes meanwhile', () => {
  test('accuses nobody, whenever it happens, and is told', async () => {
    const undecided: string[] = [];
    for (let nth = 1; nth <= 90; nth += 1) {
      const told = await toldOf({
        reference: { settleMs: 0, intercept: elsewhere(nth, (state) => withValueAt(state, '/mtu', 1234)) },
      });
      expect([nth, told.accused]).toEqual([nth, []]);
      undecided.push(...told.undecided);
    }
    expect(
      undecided.some((told) => told.startsWith('/mtu#effect: /mtu shows 1234; no request of this run sent that')),
    ).toBe(true);
    expect(
      undecided.some((told) =>
        told.startsWith('/exchange/left-out-stays: /mtu shows 1234; no request of this run sent that'),
      ),
    ).toBe(true);
  });
});

describe('a resource that somebody else changes to what the run itself sends elsewhere', () => {
  test.each([1400, 9000])('accuses nobody, whenever it happens: %i', async (mtu) => {
    for (let nth = 1; nth <= 90; nth += 3) {
      const { accused } = await toldOf({
        reference: { settleMs: 0, intercept: elsewhere(nth, (state) => withValueAt(state, '/mtu', mtu)) },
      });
      expect([nth, accused]).toEqual([nth, []]);
    }
  });
  test('accuses nobody where it goes on, and what changed is told', async () => {
    const { accused, undecided } = await toldOf({
      reference: { settleMs: 0, intercept: busyElsewhere([576, 1400, 1500]) },
    });
    expect(accused).toEqual([]);
    expect(undecided.join('\n')).toMatch(/somebody else was seen to change fixture plain again and again/);
  });
});

test('a member that somebody else sets to something else behind every refused update accuses nobody', async () => {
  let count = 0;
  const { accused } = await toldOf({
    reference: {
      settleMs: 0,
      intercept: (answer, { role, isAccepted, fixture, after, overwrite }) => {
        if (role !== 'update' || isAccepted || fixture !== 'plain') return answer;
        count += 1;
        overwrite(withValueAt(after, '/mtu', 2000 + count));
        return answer;
      },
    },
  });
  expect(count).toBeGreaterThan(5);
  expect(accused).toEqual([]);
});

test.each([11, 27, 37, 57, 73])(
  'a member that somebody else sets to something else at every %ith request accuses nobody',
  async (nth) => {
    let count = 0;
    const { accused } = await toldOf({
      selection: { clauses: [...clauses, `${toy.id}/exchange/sequences`] },
      cases: 8,
      reference: {
        settleMs: 0,
        intercept: (answer, { fixture, after, overwrite }) => {
          if (fixture !== 'plain') return answer;
          count += 1;
          if (count % nth === 0) overwrite(withValueAt(after, '/mtu', 2000 + count));
          return answer;
        },
      },
    });
    expect(accused).toEqual([]);
  },
);

/** A controller that sets a member back to one value every so often, in milliseconds. */
function settingBack(period: number): Intercept {
  let next = period / 2;
  return (answer, { fixture, now, after, overwrite }) => {
    if (now < next) return answer;
    next = now + period;
    if (fixture === 'plain') overwrite(withValueAt(after, '/mtu', 1500));
    return answer;
  };
}

describe('a resource with a member that a controller sets back again and again', () => {
  const slow = (latency: number): Pick<InProcessRun, 'wrap'> => ({
    wrap: (transport, timing) => ({
      ...transport,
      send: async (...request) => {
        await timing.sleep(latency);
        return transport.send(...request);
      },
    }),
  });
  test.each([
    [5, 300],
    [5, 700],
    [40, 300],
    [40, 700],
    [40, 3000],
    [150, 450],
    [150, 1500],
  ])('accuses nobody where an answer takes %i ms and the controller comes by every %i ms', async (latency, period) => {
    const { accused, undecided } = await toldOf({
      selection: { clauses: [...clauses, `${toy.id}/exchange/sequences`] },
      cases: 5,
      settleMs: 3000,
      strict: true,
      reference: { settleMs: 10, intercept: settingBack(period) },
      ...slow(latency),
    });
    expect(accused).toEqual([]);
    expect(undecided.length).toBeGreaterThan(0);
  });
});

describe('a target that itself stores what nobody sent', () => {
  test.each([
    [
      'with updates that leave the member out',
      ({ isAccepted, request }: AnswerContext) => isAccepted && request['mtu'] === undefined,
      '/exchange/left-out-stays',
    ],
    [
      'with updates that are refused',
      ({ isAccepted, fixture }: AnswerContext) => !isAccepted && fixture === 'plain',
      '/exchange/refusal-without-effect',
    ],
    [
      'in place of what is sent',
      ({ isAccepted, request }: AnswerContext) => isAccepted && request['mtu'] !== undefined,
      '/mtu#effect',
    ],
  ])('%s is accused', async (_, isMeant, clause) => {
    const { accused } = await toldOf({ reference: { settleMs: 0, intercept: resetting(isMeant) } });
    expect(accused.map((told) => told.split(':')[0])).toContain(clause);
  });
});
