import { describe, expect, it } from 'vitest';
import type { ClauseEntry, ClauseSide, Finding } from '../../../generated/journal.js';
import type { Verdict } from '../../../generated/report.js';
import { clauseVerdict } from '../../../reports/verdicts/clause-verdict.js';
import { clause, exchange, finding } from '../sample-journal.js';

interface Row {
  readonly level?: ClauseEntry['level'];
  readonly basis?: ClauseEntry['basis'];
  readonly inexcusable?: true;
  /** Of the findings: what they rest on themselves, and the status that came. */
  readonly own?: Finding['basis'];
  readonly status?: number;
  readonly sides?: ClauseSide[];
  readonly seen?: readonly ClauseSide[];
  readonly outcomes?: readonly Finding['outcome'][];
  readonly strict?: boolean;
  readonly given?: Pick<ClauseEntry, 'excluded' | 'skipped' | 'unsupported'>;
  readonly verdict: Verdict;
}

function judge({
  level = 'must',
  basis = 'stated',
  inexcusable,
  own,
  status = 200,
  sides = ['accept', 'refuse'],
  seen = [],
  outcomes = [],
  strict = false,
  given = {},
}: Omit<Row, 'verdict'>): ReturnType<typeof clauseVerdict> {
  const count = (side: ClauseSide): number => (seen.includes(side) ? 1 : 0);
  const evidence = {
    seen: { accept: count('accept'), refuse: count('refuse'), observe: count('observe') },
    findings: outcomes.map((outcome) =>
      finding('/name#length', {
        outcome,
        exchange: exchange({ reply: { status } }),
        ...(own === undefined ? {} : { basis: own }),
      }),
    ),
  };
  return clauseVerdict(
    clause('/name#length', { level, basis, sides, ...(inexcusable === undefined ? {} : { inexcusable }), ...given }),
    evidence,
    {
      strict,
      interrupted: false,
    },
  );
}

const both: readonly ClauseSide[] = ['accept', 'refuse'];

describe('the verdict of a clause', () => {
  const table: readonly (readonly [string, Row])[] = [
    ['passes when all sides were seen', { seen: both, verdict: 'pass' }],
    ['is inconclusive when nothing was seen', { verdict: 'inconclusive' }],
    ['is inconclusive when one side was not seen', { seen: ['accept'], verdict: 'inconclusive' }],
    ['is inconclusive when there is no side to see: no vacuous green', { sides: [], verdict: 'inconclusive' }],
    ['fails on a broken must', { seen: both, outcomes: ['broken'], verdict: 'fail' }],
    ['fails on a broken must although a side was not seen', { outcomes: ['undecided', 'broken'], verdict: 'fail' }],
    ['is non-strict on a broken should', { level: 'should', seen: both, outcomes: ['broken'], verdict: 'non-strict' }],
    [
      'fails on a broken should when strict',
      { level: 'should', seen: both, outcomes: ['broken'], strict: true, verdict: 'fail' },
    ],
    ['still passes on a broken may', { level: 'may', seen: both, outcomes: ['broken'], verdict: 'pass' }],
    [
      'still passes on a broken may when strict',
      { level: 'may', seen: both, outcomes: ['broken'], strict: true, verdict: 'pass' },
    ],
    [
      'passes when a may was seen to be done otherwise',
      { level: 'may', seen: ['accept'], outcomes: ['broken'], verdict: 'pass' },
    ],
    [
      'is non-strict on something broken that only a sample shows',
      { basis: 'shown', seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'is non-strict on something broken that only clients know',
      { basis: 'known', seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'is non-strict on something broken that is only implied',
      { basis: 'implied', seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'fails on what is only implied when strict',
      { basis: 'implied', seen: both, outcomes: ['broken'], strict: true, verdict: 'fail' },
    ],
    [
      'fails on what no reading excuses, whatever its basis',
      { basis: 'implied', inexcusable: true, seen: both, outcomes: ['broken'], verdict: 'fail' },
    ],
    [
      'fails on a server error, whatever its basis',
      { basis: 'known', status: 500, seen: both, outcomes: ['broken'], verdict: 'fail' },
    ],
    [
      'is non-strict on a refusal that only clients know otherwise',
      { basis: 'known', status: 400, seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'is non-strict where what a finding rests on is less than its clause',
      { own: 'shown', seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'is non-strict where a finding rests on less than a clause that nothing excuses',
      { inexcusable: true, own: 'known', seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    [
      'fails where a finding rests on a sentence and its clause does not',
      { basis: 'known', own: 'stated', seen: both, outcomes: ['broken'], verdict: 'fail' },
    ],
    [
      'is non-strict on a broken should that nothing excuses',
      { level: 'should', inexcusable: true, seen: both, outcomes: ['broken'], verdict: 'non-strict' },
    ],
    ['is non-strict on a tolerated answer', { seen: both, outcomes: ['tolerated'], verdict: 'non-strict' }],
    ['fails on a tolerated answer when strict', { seen: both, outcomes: ['tolerated'], strict: true, verdict: 'fail' }],
    [
      'is non-strict when every refusal was a tolerated one',
      { seen: ['accept'], outcomes: ['tolerated'], verdict: 'non-strict' },
    ],
    [
      'is non-strict when the only side was tolerated',
      { sides: ['refuse'], outcomes: ['tolerated'], verdict: 'non-strict' },
    ],
    [
      'is inconclusive when no side was seen and one answer tolerated',
      { outcomes: ['tolerated'], verdict: 'inconclusive' },
    ],
    ['fails when broken and tolerated', { seen: both, outcomes: ['tolerated', 'broken'], verdict: 'fail' }],
    [
      'passes in spite of an undecided exchange when all sides were seen',
      { seen: both, outcomes: ['undecided'], verdict: 'pass' },
    ],
    [
      'is inconclusive on an undecided exchange and a missing side',
      { seen: ['accept'], outcomes: ['undecided'], verdict: 'inconclusive' },
    ],
    ['passes with a note', { seen: both, outcomes: ['noted'], verdict: 'pass' }],
    ['is not decided by a note', { outcomes: ['noted'], verdict: 'inconclusive' }],
    ['is excluded as given', { given: { excluded: 'why' }, seen: both, outcomes: ['broken'], verdict: 'excluded' }],
    ['is skipped as given', { given: { skipped: 'why' }, verdict: 'skipped' }],
    ['is unsupported as given', { given: { unsupported: 'why' }, verdict: 'unsupported' }],
  ];
  it.each(table)('%s', (_, { verdict, ...row }) => {
    const judged = judge(row);
    expect(judged.verdict).toBe(verdict);
    expect(judged.reason === undefined).toBe(verdict === 'pass');
  });
});

describe('the reason of a verdict', () => {
  const undecided = (...actuals: readonly string[]): ReturnType<typeof clauseVerdict> =>
    clauseVerdict(
      clause('/name#length'),
      {
        seen: { accept: 0, refuse: 0, observe: 0 },
        findings: actuals.map((actual) => finding('/name#length', { outcome: 'undecided', actual })),
      },
      { strict: false, interrupted: false },
    );

  it('names the side that was never seen', () => {
    expect(judge({ seen: ['accept'] }).reason).toMatch(/^no violation was refused: /);
    expect(judge({ seen: ['refuse'] }).reason).toMatch(/^no request that keeps it was accepted: /);
    expect(judge({ sides: ['observe'] }).reason).toMatch(/^no answer was judged by it: /);
    expect(judge({}).reason).toMatch(/^no request that keeps it was accepted, and no violation was refused: /);
  });
  it('of what was not sent, as nothing could have undone it, makes the clause skipped; of anything else beside it, inconclusive', () => {
    const judged = (...withheld: readonly boolean[]): Verdict =>
      clauseVerdict(
        clause('/name#length', { sides: ['accept'] }),
        {
          seen: { accept: 0, refuse: 0, observe: 0 },
          findings: withheld.map((isWithheld) =>
            finding('/name#length', {
              outcome: 'undecided',
              actual: 'not sent',
              ...(isWithheld ? { withheld: true } : {}),
            }),
          ),
        },
        { strict: false, interrupted: false },
      ).verdict;
    expect([judged(true, true), judged(true, false), judged(false)]).toEqual([
      'skipped',
      'inconclusive',
      'inconclusive',
    ]);
  });
  it('is the most frequent undecided text, whatever the order', () => {
    expect(undecided('control: 500', 'throttled', 'throttled').reason).toBe('throttled');
    expect(undecided('throttled', 'throttled', 'control: 500').reason).toBe('throttled');
  });
  it('counts texts that differ in numbers only as one', () => {
    expect(undecided('a', 'a', 'timeout after 5001 ms', 'timeout after 5002 ms', 'timeout after 5003 ms').reason).toBe(
      'timeout after 5001 ms',
    );
  });
  it('is what was expected and what came when the clause fails', () => {
    expect(judge({ outcomes: ['broken'] }).reason).toBe('expected status 400, got status 200');
  });
});
