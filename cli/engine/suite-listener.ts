import type { JournalEntry } from '../../generated/journal.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import type { ThreadNews, ThreadWork } from './run-lanes.js';

/** What the engine tells while it runs. */
export interface SuiteListener {
  /** An entry that a subject gave. */
  entry(entry: JournalEntry): void;
  /** How many subjects an operation has. */
  planned(operation: string, subjects: number): void;
  /** What became of a fixture that was to be as it was before. */
  restored(restoration: Restoration): void;
  /** What the user has to know, where the worker could not say it itself. */
  notice(message: string): void;
  /** Something went wrong outside of any subject. */
  problem(message: string): void;
}

/** Hands what a thread told on to whom it may concern. */
export function pass(news: ThreadNews, listener: SuiteListener): void {
  if (news.kind === 'planned') listener.planned(news.operation, news.subjects);
  else if (news.kind === 'entry') listener.entry(news.entry);
  else if (news.kind === 'restored') listener.restored(news.restoration);
  else if (news.kind === 'notice') listener.notice(news.message);
  else if (news.kind === 'problem') listener.problem(news.message);
}

/** A thread at work: `done` resolves when it has told everything, or died. */
export interface Thread {
  readonly done: Promise<void>;
  end(): Promise<unknown>;
}

/** Starts a thread; `onPlanned` is called when it knows what it will send. */
export type StartThread = (work: ThreadWork, listener: SuiteListener, onPlanned: () => void) => Thread;
