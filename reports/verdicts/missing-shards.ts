import type { RunEntry } from '../../generated/journal.js';

/** The parts of a shared run that were not merged, counted from 1; none where it was not shared. */
export function missingShards({ shards }: Pick<RunEntry, 'shards'>): readonly number[] {
  if (shards === undefined) return [];
  const present = new Set(shards.present.map(({ index }) => index));
  return Array.from({ length: shards.of }, (_, at) => at + 1).filter((index) => !present.has(index));
}
