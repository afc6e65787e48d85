import type { ResultEntry } from '../../generated/journal.js';

/** Tells how a run goes on. */
export interface Progress {
  planned(operation: string, subjects: number): void;
  result(entry: ResultEntry): void;
  stop(): void;
}

interface Counts {
  done: number;
  readonly total: number;
  broken: number;
}

function line(operation: string, { done, total, broken }: Counts): string {
  return `${operation} ${done}/${total}${broken === 0 ? '' : `, ${broken} with findings`}`;
}

/**
 * One status line that is rewritten on a terminal; elsewhere one plain line for each operation that is through.
 * `write` gets raw text for standard error.
 */
export function createProgress(write: (text: string) => void, terminal: boolean): Progress {
  const counts = new Map<string, Counts>();
  const redraw = (): void => {
    const running = [...counts]
      .filter(([, { done, total }]) => done < total)
      .map(([operation, own]) => line(operation, own));
    write(`\r\u001b[2K${running.join(' | ').slice(0, 120)}`);
  };
  let drawn = 0;
  return {
    planned(operation, total) {
      counts.set(operation, { done: 0, total, broken: 0 });
    },
    result(entry) {
      const own = counts.get(entry.operation);
      if (own === undefined) return;
      own.done += 1;
      if (entry.findings.some(({ outcome }) => outcome === 'broken')) own.broken += 1;
      if (!terminal) {
        if (own.done === own.total) write(`${line(entry.operation, own)}\n`);
        return;
      }
      drawn += 1;
      if (drawn % 10 === 0 || own.done === own.total) redraw();
    },
    stop() {
      if (terminal) write('\r\u001b[2K');
    },
  };
}
