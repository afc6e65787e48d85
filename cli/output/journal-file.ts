import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { JournalEntry } from '../../generated/journal.js';
import { CountedEvidence } from '../../reports/journal/counted-evidence.js';
import { journalLine } from '../../reports/journal/journal-writer.js';
import type { createRedactor } from '../../reports/redact/redact.js';
import { tellFailure } from '../process/tell-failure.js';
import { journalName } from './run-folder.js';

/**
 * The journal while a run goes on: every entry is on disk before the next one is taken, but for how often what it tells
 * was seen before; those counts come at the end. What the disk does not take is kept in memory.
 */
export class JournalFile {
  readonly file: string;
  readonly entries: JournalEntry[] = [];
  readonly #redactor: ReturnType<typeof createRedactor>;
  readonly #failed: (problem: string) => void;
  readonly #lines: string[] = [];
  readonly #counts = new CountedEvidence();
  #isWhole = true;

  /** `folder`: the run folder, with the journal still empty. `failed` is told once why the file takes no more. */
  constructor(folder: string, redactor: ReturnType<typeof createRedactor>, failed: (problem: string) => void) {
    this.#redactor = redactor;
    this.file = path.join(folder, journalName);
    this.#failed = failed;
  }

  /** Adds an entry, redacted, to the file and to `entries`. */
  add(entry: JournalEntry): void {
    const line = journalLine(entry, this.#redactor);
    const redacted: JournalEntry = JSON.parse(line);
    this.entries.push(redacted);
    if (entry.type === 'end') for (const rest of this.#counts.rest()) this.#write(journalLine(rest, this.#redactor));
    this.#write(redacted.type === 'result' ? journalLine(this.#counts.first(redacted), this.#redactor) : line);
  }

  #write(line: string): void {
    this.#lines.push(line);
    if (!this.#isWhole) return;
    try {
      appendFileSync(this.file, line);
    } catch (error) {
      this.#isWhole = false;
      this.#failed(`the journal takes no more: ${tellFailure(error)}`);
    }
  }

  /**
   * Writes the file anew where it lacks entries: the disk may have room again, or the folder be gone. @throws where it
   * still cannot be written
   */
  complete(): void {
    if (this.#isWhole) return;
    mkdirSync(path.dirname(this.file), { recursive: true });
    writeFileSync(this.file, this.#lines.join(''));
    this.#isWhole = true;
  }
}
