import type { TargetFixture } from '../../contract/target.js';

/** What an independent implementation (plain JavaScript, written from the documents only) offers. */
export interface Implementation {
  readonly variants: Readonly<Record<string, unknown>>;
  /** Name to the clause (its local part) that is to name it. */
  readonly defects: Readonly<Record<string, string | null>>;
  readonly fixtures: readonly TargetFixture[];
  readonly fixturesOf?: (variant: string) => readonly TargetFixture[];
  start(options: {
    readonly variant?: string;
    readonly defect?: string;
    readonly settleMs?: number;
  }): Promise<{ readonly url: string; close(): Promise<void> }>;
}

/** Loads one beside this file. */
export async function implementationAt(file: string): Promise<Implementation> {
  return (await import(new URL(file, import.meta.url).href)) as Implementation;
}
