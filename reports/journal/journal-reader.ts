import { ConfigurationError } from '../../contract/errors.js';
import type { JournalEntry } from '../../generated/journal.js';
import { entryProblem } from './entry-problem.js';

/** The entries of a journal file. */
export interface ReadJournal {
  readonly entries: readonly JournalEntry[];
  /** Whether the last line was cut off (the run was killed while writing it) and is left out. */
  readonly torn: boolean;
}

function parsed(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}

/**
 * Reads the text of a journal (JSON lines). `name` names it in messages.
 * @throws ConfigurationError (`journal-malformed`) naming the line and what is wrong with it
 */
export function readJournal(text: string, name = 'journal'): ReadJournal {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '');
  const entries: JournalEntry[] = [];
  for (const [index, { line, number }] of lines.entries()) {
    const content = parsed(line);
    if (content === undefined && index === lines.length - 1) return { entries, torn: true };
    const problem = content === undefined ? 'is not JSON' : entryProblem(content.value);
    if (problem !== undefined) {
      throw new ConfigurationError(
        'journal-malformed',
        `${name}, line ${number}: ${problem}; only the last line of a journal may be incomplete`,
      );
    }
    entries.push(content?.value as JournalEntry);
  }
  return { entries, torn: false };
}
