/** Where a command prints, and how. */
export interface Console {
  /** Prints a text and a line break on standard output. */
  log(text: string): void;
  /** Writes raw text on standard error. */
  error(text: string): void;
  /** Whether standard error is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
  readonly width: number;
}

/** The console of this process; `NO_COLOR` (no-color.org) and `TERM=dumb` switch colours off, `FORCE_COLOR` (but 0) on. */
export function processConsole(environment: NodeJS.ProcessEnv): Console {
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== '';
  const plain = isSet('NO_COLOR') || environment['TERM'] === 'dumb';
  return {
    log: (text) => console.log(text),
    error: (text) => process.stderr.write(text),
    terminal: process.stderr.isTTY === true && !plain && !isSet('CI'),
    color: !plain && (isSet('FORCE_COLOR') ? environment['FORCE_COLOR'] !== '0' : process.stdout.isTTY === true),
    width: process.stdout.columns ?? 120,
  };
}
