const mark = 'retired ';

/** The append-only list of clause ids: those in use and those that may never be used again. */
export interface Ledger {
  readonly active: ReadonlySet<string>;
  readonly retired: ReadonlySet<string>;
}

/** Reads `clauses.lock`: one id per line, a retired one behind `retired `. */
export function parseLedger(text: string): Ledger {
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    active: new Set(lines.filter((line) => !line.startsWith(mark))),
    retired: new Set(lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length))),
  };
}

/** Writes `clauses.lock`, sorted by id. */
export function formatLedger({ active, retired }: Ledger): string {
  const lines = [
    ...[...active].map((id) => ({ id, line: id })),
    ...[...retired].map((id) => ({ id, line: `${mark}${id}` })),
  ];
  return lines
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ line }) => `${line}\n`)
    .join('');
}

/** The ledger with new ids added and ids that no contract has any more retired. A retired id stays retired. */
export function updateLedger(ids: readonly string[], { active, retired }: Ledger): Ledger {
  const now = new Set(ids);
  return {
    active: new Set(ids.filter((id) => !retired.has(id))),
    retired: new Set([...retired, ...[...active].filter((id) => !now.has(id))]),
  };
}

/** Where contracts and ledger differ, one line each, with the remedy. */
export function ledgerProblems(ids: readonly string[], { active, retired }: Ledger): readonly string[] {
  const now = new Set(ids);
  return [
    ...ids
      .filter((id) => retired.has(id))
      .map((id) => `${id} is retired and must not be used again; choose another id`),
    ...ids
      .filter((id) => !active.has(id) && !retired.has(id))
      .map((id) => `${id} is not in specs/clauses.lock; run scripts/ledger.ts`),
    ...[...active]
      .filter((id) => !now.has(id))
      .map((id) => `${id} is in specs/clauses.lock and in no contract; run scripts/ledger.ts to retire it`),
  ];
}
