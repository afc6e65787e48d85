import { Buffer } from 'node:buffer';
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A command that a target file names. */
export interface Command {
  /** A line for the shell, or a program with its arguments. */
  readonly command: string | readonly string[];
  /** Milliseconds; default 60,000. */
  readonly timeoutMs?: number | undefined;
}

/** What a command printed, or why that cannot be used: never with any of what it printed. */
export type Outcome = { readonly printed: string } | { readonly problem: string };

const defaultTimeoutMs = 60_000;

function start(command: string | readonly string[]): ChildProcess {
  const [program = '', ...rest] = typeof command === 'string' ? [command] : command;
  // In a group of its own, so that nothing it started outlives its time. What it asks for nobody would answer; what it
  // complains of is not shown: it may hold secrets.
  const options: SpawnOptions = {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  };
  return typeof command === 'string' ? spawn(program, { ...options, shell: true }) : spawn(program, rest, options);
}

function end(child: ChildProcess): void {
  child.stdout?.destroy();
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Runs a command; `longest` bytes are read of what it prints. */
export function runCommandOf(
  { command, timeoutMs = defaultTimeoutMs }: Command,
  longest: number,
  tooMuch: string,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = start(command);
    const chunks: Buffer[] = [];
    const done = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
      end(child);
    };
    const timer = setTimeout(() => done({ problem: `did not end within ${timeoutMs} ms` }), timeoutMs);
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.reduce((sum, { byteLength }) => sum + byteLength, 0) > longest)
        done({ problem: `printed more than ${tooMuch}` });
    });
    child.once('error', (error) =>
      done({ problem: `could not be run (${'code' in error ? String(error.code) : error.name})` }),
    );
    child.once('close', (code, signal) => {
      if (code === 0) done({ printed: Buffer.concat(chunks).toString('utf8') });
      else done({ problem: code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}` });
    });
  });
}

/** The command in one line, as the target file has it; cut. */
export function shownCommand({ command }: Command): string {
  const line = typeof command === 'string' ? command : command.join(' ');
  const flat = line.replaceAll(/\s+/g, ' ').trim();
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
}
