import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { packageRoot } from '../../contract/load/package-root.js';

/** What a finished command printed, and its exit code; `null` when a signal ended it. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs. */
export interface CliPlace {
  /** Working folder: reports land below it. */
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What node runs; default: the command line of the kit. */
  readonly script?: string;
}

/** A command that is under way. */
export interface RunningCli {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  readonly result: Promise<CliResult>;
  /** Waits until standard output matches, and gives the match. Rejects when the command ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
}

// What vitest, npm and CI set must not reach the command: a user's shell has none of it.
const kept = ['PATH', 'HOME', 'TMPDIR'];

/** Starts the built command line. */
export function startCli(
  args: readonly string[],
  { cwd, environment = {}, script = path.join(packageRoot, 'dist/cli/main.js') }: CliPlace,
): RunningCli {
  const inherited = Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const result = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const printed = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = pattern.exec(stdout);
        if (match !== null) resolve(match);
      };
      child.stdout.on('data', look);
      child.once('close', () => reject(new Error(`ended without printing ${pattern}: ${stderr}`)));
      look();
    });
  return { process: child, result, printed };
}

/** Runs the built command line to its end. */
export function runCli(args: readonly string[], place: CliPlace): Promise<CliResult> {
  return startCli(args, place).result;
}
