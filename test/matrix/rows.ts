import type { Contract } from '../../contract/contract.js';
import type { Intercept } from '../../targets/reference/reference-answer.js';
import type { InProcessRun } from '../kit/run-in-process.js';
import type { Variation } from './variation.js';
import { variations } from './variations/index.js';

/** A way to run, on a target that this or an earlier run may have changed. */
export interface Mode {
  readonly name: string;
  readonly run: Partial<InProcessRun>;
  /** Runs on the same target before. */
  readonly earlier: number;
}

/** What issue 12 names, each with every operation. */
export const modes: readonly Mode[] = [
  { name: 'the first run', run: {}, earlier: 0 },
  { name: 'the second run', run: {}, earlier: 1 },
  { name: 'another seed', run: { seed: 7 }, earlier: 0 },
  { name: '--no-mutate', run: { careful: true }, earlier: 0 },
  { name: '--restore', run: { restore: true }, earlier: 0 },
  { name: '--strict', run: { strict: true }, earlier: 0 },
];

/** One target and how it is run. */
export interface Row {
  readonly contract: Contract;
  readonly mode: Mode;
  /** Readings of errata, by erratum. */
  readonly readings: Readonly<Record<string, string>>;
  readonly variations: readonly Variation[];
}

/** The lawful variations of an operation. */
export function variationsOf({ id }: Contract): readonly Variation[] {
  return variations.filter(({ of }) => of === undefined || of.some((beginning) => id.startsWith(beginning)));
}

/** Other readings of the errata, as few choices as hold each of them once; the first is none. */
export function readingsOf({ errata }: Contract): readonly Readonly<Record<string, string>>[] {
  const most = Math.max(0, ...errata.map(({ readings }) => readings?.length ?? 0));
  const nth = (index: number): Readonly<Record<string, string>> =>
    Object.fromEntries(
      errata.flatMap(({ id, readings }) => (readings?.[index] === undefined ? [] : [[id, readings[index].name]])),
    );
  return [{}, ...Array.from({ length: most }, (_, index) => nth(index))];
}

/**
 * Rows that hold, for an operation, each mode, each reading and each variation at least once. Variations that a run may
 * tell of are kept out of strict runs, and those of the same aspect out of each other's.
 */
export function rowsOf(contract: Contract): readonly Row[] {
  const choices = readingsOf(contract);
  const waiting = new Set(variationsOf(contract).filter(({ awaits }) => awaits === undefined));
  const rows: Row[] = [];
  for (let index = 0; index < modes.length || index < choices.length || waiting.size > 0; index += 1) {
    const mode = modes[index % modes.length];
    if (mode === undefined) break;
    const chosen: Variation[] = [];
    // The rows that are left share what is left.
    const share = Math.ceil(waiting.size / Math.max(1, modes.length - index));
    for (const variation of waiting) {
      if (chosen.length >= share) break;
      const isLoud = mode.run.strict === true && variation.mayBeTold === true;
      const isLost = (mode.run.careful === true || mode.run.restore === true) && variation.cannotBeRestored === true;
      const clashes = variation.aspect !== undefined && chosen.some(({ aspect }) => aspect === variation.aspect);
      if (isLoud || isLost || clashes) continue;
      chosen.push(variation);
      waiting.delete(variation);
    }
    const readings = choices[index % choices.length] ?? {};
    rows.push({ contract, mode, readings, variations: chosen });
  }
  return rows;
}

/** A target that has all the variations, in the order of their table. */
export function together(chosen: readonly Variation[]): Intercept {
  const intercepts = variations.filter((variation) => chosen.includes(variation)).map(({ make }) => make());
  return async (answer, context) => {
    let last = answer;
    for (const intercept of intercepts)
      last = await intercept(last, { ...context, isAccepted: context.isAccepted && last.status < 400 });
    return last;
  };
}
