import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from '../generated/journal.js';
import { journalLine } from '../reports/journal-writer.js';
import type { createRedactor } from '../reports/redact.js';
import { journalName } from './run-folder.js';

/** The journal while a run goes on: every entry is on disk before the next one is taken. */
export class JournalFile {
  readonly file: string;
  readonly entries: JournalEntry[] = [];
  readonly #redactor: ReturnType<typeof createRedactor>;

  /** `folder`: the run folder, with the journal still empty. */
  constructor(folder: string, redactor: ReturnType<typeof createRedactor>) {
    this.#redactor = redactor;
    this.file = path.join(folder, journalName);
  }

  /** Adds an entry, redacted, to the file and to `entries`. */
  add(entry: JournalEntry): void {
    const line = journalLine(entry, this.#redactor);
    appendFileSync(this.file, line.endsWith('\n') ? line : `${line}\n`);
    this.entries.push(JSON.parse(line));
  }
}
