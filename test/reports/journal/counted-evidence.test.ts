import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ResultEntry } from '../../../generated/journal.js';
import { CountedEvidence } from '../../../reports/journal/counted-evidence.js';
import { result } from '../sample-journal.js';

const seen = fc.record({
  clause: fc.constantFrom('a', 'b', 'c'),
  side: fc.constantFrom('accept' as const, 'refuse' as const, 'observe' as const),
  count: fc.integer({ min: 1, max: 5 }),
});
const results = fc.array(
  fc
    .record({
      operation: fc.constantFrom('x', 'y'),
      tally: fc.uniqueArray(seen, { selector: ({ clause, side }) => `${clause} ${side}` }),
    })
    // Ids of clauses begin with their operation.
    .map(({ operation, tally }) =>
      result({ operation, tally: tally.map((entry) => ({ ...entry, clause: `${operation}/${entry.clause}` })) }),
    ),
);

function sums(entries: readonly ResultEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation, tally } of entries)
    for (const { clause, side, count } of tally)
      counts[`${operation} ${clause} ${side}`] = (counts[`${operation} ${clause} ${side}`] ?? 0) + count;
  return counts;
}

test('counts are the same in the end, and what was seen stands where it was seen first, once', () => {
  fc.assert(
    fc.property(results, (entries) => {
      const evidence = new CountedEvidence();
      const first = entries.map((entry) => evidence.first(entry));
      const rest = evidence.rest();
      expect(sums([...first, ...rest])).toEqual(sums(entries));
      expect(rest.flatMap(({ findings, requests }) => [...findings, requests])).toEqual(rest.map(() => 0));
      const told = first.flatMap(({ tally }) => tally.map(({ clause, side }) => `${clause} ${side}`));
      expect(told).toEqual([...new Set(told)]);
      // A run that is killed before the rest is written has lost counts, and no sighting.
      expect(Object.keys(sums(first)).sort()).toEqual(Object.keys(sums(entries)).sort());
      expect(evidence.rest()).toEqual([]);
    }),
  );
});
