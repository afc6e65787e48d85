import type { JournalEntry } from '../../generated/journal.js';
import type { Redactor } from '../redact/redact.js';
import { redactEntry } from './redact-entry.js';

/** One journal entry as a line of JSON with its line break, secrets redacted. */
export function journalLine(entry: JournalEntry, redactor: Redactor): string {
  return `${JSON.stringify(redactEntry(entry, redactor))}\n`;
}
