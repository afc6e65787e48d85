import type { ResultEntry } from '../../generated/journal.js';
import { printable } from '../../reports/render/printable.js';
import { type Severity, severityOf } from '../../reports/verdicts/severity.js';

/** Tells how a run goes on. */
export interface Progress {
  planned(operation: string, subjects: number): void;
  result(entry: ResultEntry): void;
  stop(): void;
  /** Clauses that have failed so far. */
  readonly failed: ReadonlySet<string>;
}

/** What progress is told with. */
export interface ProgressOptions {
  /** Gets raw text for standard error. */
  readonly write: (text: string) => void;
  readonly terminal: boolean;
  readonly width: number;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** What a finding about a clause is weighed by, by clause id. */
  readonly clauses: ReadonlyMap<string, Parameters<typeof severityOf>[1]>;
  /** Whether non-strict findings fail. */
  readonly strict: boolean;
}

interface Counts {
  done: number;
  readonly total: number;
}

/** How often the state of things is told where it cannot be drawn over, and drawn where it can, in milliseconds. */
const every = { plain: 5000, drawn: 100 };
const barWidth = 20;
/** How many failures are told while a run goes on; a target that takes everything fails nearly all clauses. */
const mostTold = 20;

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

/**
 * On a terminal one status line that is drawn over: a bar, subjects, requests a second, time gone and left. Elsewhere
 * the same as plain lines, every few seconds. Failures come on lines of their own as they are found, each clause once.
 */
export function createProgress({ write, terminal, width, now, clauses, strict }: ProgressOptions): Progress {
  const counts = new Map<string, Counts>();
  const failed = new Set<string>();
  const started = now();
  let told = started;
  let requests = 0;
  const sum = (pick: (own: Counts) => number): number => [...counts.values()].reduce((all, own) => all + pick(own), 0);
  const state = (): string => {
    const [done, total] = [sum((own) => own.done), sum((own) => own.total)];
    const gone = now() - started;
    const running = [...counts].flatMap(([operation, own]) => (own.done < own.total ? [operation] : []));
    const left = done === 0 || done === total ? [] : [`about ${seconds((gone / done) * (total - done))} left`];
    const rate = gone < 1000 ? [] : [`${Math.round((requests * 1000) / gone)} requests/s`];
    const found = failed.size === 0 ? [] : [`${failed.size} failed`];
    const parts = [`${done}/${total}`, ...found, ...rate, seconds(gone), ...left, ...running.slice(0, 1)];
    const filled = total === 0 ? 0 : Math.round((done / total) * barWidth);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] `;
    return `${bar}${parts.join(', ')}`.slice(0, width - 1);
  };
  const draw = (): void => write(`\r\u001b[2K${state()}`);
  const line = (text: string): void => write(`${terminal ? '\r\u001b[2K' : ''}${text.slice(0, width - 1)}\n`);
  return {
    failed,
    planned(operation, total) {
      counts.set(operation, { done: 0, total });
    },
    result(entry) {
      const own = counts.get(entry.operation);
      if (own === undefined) return;
      own.done += 1;
      requests += entry.requests;
      for (const finding of entry.findings) {
        const clause = clauses.get(finding.clause);
        const severity: Severity = clause === undefined ? 'information' : severityOf(finding, clause, strict);
        if (severity !== 'fail' || failed.has(finding.clause)) continue;
        failed.add(finding.clause);
        if (failed.size === mostTold + 1) line('further failures: see the summary');
        if (failed.size > mostTold) continue;
        line(`FAIL ${printable(`${finding.clause}: ${finding.change ?? finding.actual}`).replaceAll('\n', ' ')}`);
      }
      const isDone = own.done === own.total;
      const isDue = now() - told >= (terminal ? every.drawn : every.plain);
      if (!isDue && !isDone) return;
      told = now();
      if (terminal) draw();
      else line(isDone ? `${entry.operation} ${own.done}/${own.total}` : state());
    },
    stop() {
      if (terminal) write('\r\u001b[2K');
    },
  };
}
