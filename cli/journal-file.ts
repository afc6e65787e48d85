import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from '../generated/journal.js';
import { journalLine } from '../reports/journal-writer.js';
import type { createRedactor } from '../reports/redact.js';
import { ConfigurationError } from '../specs/errors.js';

/** The journal while a run goes on: every entry is on disk before the next one is taken. */
export class JournalFile {
  readonly file: string;
  readonly entries: JournalEntry[] = [];
  readonly #redactor: ReturnType<typeof createRedactor>;

  /** @throws ConfigurationError when the folder cannot be written */
  constructor(folder: string, redactor: ReturnType<typeof createRedactor>) {
    this.#redactor = redactor;
    this.file = path.join(folder, 'journal.jsonl');
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(this.file, '');
    } catch (cause) {
      throw new ConfigurationError(
        'output-unwritable',
        `cannot write to ${folder}: ${cause instanceof Error ? cause.message : 'unknown reason'}; choose another folder with --output`,
        { cause },
      );
    }
  }

  /** Adds an entry, redacted, to the file and to `entries`. */
  add(entry: JournalEntry): void {
    const line = journalLine(entry, this.#redactor);
    appendFileSync(this.file, line.endsWith('\n') ? line : `${line}\n`);
    this.entries.push(JSON.parse(line));
  }
}
