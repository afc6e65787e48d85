import { writeSync } from 'node:fs';

const standardError = 2;

/**
 * Writes a line on standard error before anything else happens, also from a worker, whose own streams pass through the
 * main thread, which may be busy.
 * @returns whether it was written; a terminal that is gone, or a pipe that nobody empties, takes nothing
 */
export function tellAtOnce(line: string): boolean {
  try {
    writeSync(standardError, `${line}\n`);
    return true;
  } catch {
    return false;
  }
}
