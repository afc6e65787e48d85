/**
 * Where a command prints, and how. Printing never fails: whoever reads may leave, and a run still has fixtures to
 * restore and reports to write.
 */
export interface Console {
  /** Prints a text and a line break on standard output. */
  log(text: string): void;
  /** Writes raw text on standard error. */
  error(text: string): void;
  /** Whether standard error is a terminal. */
  readonly terminal: boolean;
  readonly color: boolean;
  readonly width: number;
  /**
   * Why standard output took nothing more, although somebody may have wanted to read on: a full disk, a terminal that
   * is gone.
   */
  readonly lost: string | undefined;
}

/** A stream that takes text until it fails. */
interface Outlet {
  write(text: string): void;
  readonly failure: NodeJS.ErrnoException | undefined;
}

/** What a console prints on. */
export interface ConsoleStreams {
  readonly stdout: ConsoleStream;
  readonly stderr: ConsoleStream;
}

type ConsoleStream = Pick<NodeJS.WritableStream, 'write' | 'on'> &
  Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** Without a listener of its own, a stream that fails ends the process, in the middle of whatever it is at. */
function outlet(stream: ConsoleStream): Outlet {
  let failure: NodeJS.ErrnoException | undefined;
  const fail = (error: NodeJS.ErrnoException): void => {
    failure ??= error;
  };
  stream.on('error', fail);
  return {
    write: (text) => {
      if (failure !== undefined) return;
      try {
        stream.write(text);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
      }
    },
    get failure() {
      return failure;
    },
  };
}

/**
 * The console of this process, or of other streams; `NO_COLOR` (no-color.org) and `TERM=dumb` switch colours off, `FORCE_COLOR` (but 0) on.
 */
export function processConsole(environment: NodeJS.ProcessEnv, { stdout, stderr }: ConsoleStreams = process): Console {
  const isSet = (name: string): boolean => environment[name] !== undefined && environment[name] !== '';
  const plain = isSet('NO_COLOR') || environment['TERM'] === 'dumb';
  const [out, err] = [outlet(stdout), outlet(stderr)];
  return {
    log: (text) => out.write(`${text}\n`),
    error: (text) => err.write(text),
    terminal: stderr.isTTY === true && !plain && !isSet('CI'),
    color: !plain && (isSet('FORCE_COLOR') ? environment['FORCE_COLOR'] !== '0' : stdout.isTTY === true),
    width: stdout.columns ?? 120,
    get lost() {
      // A reader that has seen enough, as head has, loses nothing.
      return out.failure?.code === 'EPIPE' ? undefined : out.failure?.message;
    },
  };
}
