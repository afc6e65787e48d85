import path from 'node:path';
import type { EndEntry } from '../../generated/journal.js';
import type { ConformanceReport } from '../../generated/report.js';
import type { Redactor } from '../../reports/redact/redact.js';
import type { FormatName } from '../../reports/render/formats.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import { JournalFile } from './journal-file.js';
import { redactRestoration, restorationNews } from './restorations.js';
import { reportWriters, type Written, writeEach, writeWhole } from './run-reports.js';

/** The file that says what became of the fixtures. */
export const restorationsName = 'restorations.json';

/** What a record has to know of its run. */
export interface RecordOptions {
  /** Whether fixtures are kept as they were. */
  readonly isRestored: boolean;
  /** Flags with which `replay` asks the same target. */
  readonly replayFlags: readonly string[];
  /** What the report is written as. */
  readonly reporters: readonly FormatName[];
}

/** What a run has come to, in memory and in its folder. */
export class RunRecord {
  readonly folder: string;
  readonly journal: JournalFile;
  readonly restorations: Restoration[] = [];
  /** Why the run did not come to its end. */
  readonly problems: Set<string> = new Set();
  requests = 0;
  readonly #redactor: Redactor;
  readonly #isRestored: boolean;
  readonly #replayFlags: readonly string[];
  readonly #reporters: readonly FormatName[];

  /** `failed` is told once why the journal takes no more. */
  constructor(
    folder: string,
    redactor: Redactor,
    { isRestored, replayFlags, reporters }: RecordOptions,
    failed: (problem: string) => void,
  ) {
    this.folder = folder;
    this.#redactor = redactor;
    this.#isRestored = isRestored;
    this.#reporters = reporters;
    this.#replayFlags = replayFlags.map(redactor.text);
    this.journal = new JournalFile(folder, redactor, failed);
  }

  /** Remembers what became of a fixture; gives what the user has to know of it. */
  restored(restoration: Restoration): string | undefined {
    const shown = redactRestoration(restoration, this.#redactor);
    this.restorations.push(shown);
    if (shown.outcome === 'failed') this.problems.add(restorationNews(shown, { byHand: false }) ?? '');
    return restorationNews(shown);
  }

  /** The last entry of the journal, as things stand. */
  end(): EndEntry {
    const problem = [...this.problems].join('; ');
    return {
      type: 'end',
      finishedAt: new Date().toISOString(),
      requests: this.requests,
      ...(problem === '' ? {} : { problem }),
    };
  }

  /**
   * Writes the reports as things stand; whatever is left of a run that is killed later. The journal gets its end from
   * `add`.
   */
  write(isOver: boolean): Written & { readonly report: ConformanceReport } {
    if (isOver) this.journal.add(this.end());
    const report = buildReport(isOver ? this.journal.entries : [...this.journal.entries, this.end()]);
    const restorations = path.join(this.folder, restorationsName);
    const written = writeEach({
      ...reportWriters({ folder: this.folder, flags: this.#replayFlags }, report, this.#reporters),
      [this.journal.file]: () => this.journal.complete(),
      ...(this.#isRestored
        ? { [restorations]: () => writeWhole(restorations, `${JSON.stringify(this.restorations, null, 2)}\n`) }
        : {}),
    });
    return { ...written, report };
  }
}
