import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { startHere } from '../../cli/engine/same-thread.js';
import { processConsole } from '../../cli/process/console.js';
import { runProgram } from '../../cli/program.js';
import { packageRoot } from '../../contract/load/package-root.js';
import { hurryTiming } from '../kit/hurried-timing.js';

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

function inherited(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])),
  );
}

/** Starts the built command line. */
export function startCli(
  args: readonly string[],
  { cwd, environment = {}, script = path.join(packageRoot, 'dist/cli/main.js') }: CliPlace,
): RunningCli {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...inherited(), ...environment },
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

/** Runs the built command line to its end: for what needs a process of its own, such as threads and crashes. */
export function runBuilt(args: readonly string[], place: CliPlace): Promise<CliResult> {
  return startCli(args, place).result;
}

/** A stream that keeps what is written. */
function keepingStream(): { readonly stream: Writable; text(): string } {
  let kept = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      kept += chunk;
      done();
    },
  });
  return { stream, text: () => kept };
}

/** Where a command runs in this process. */
export interface ProgramPlace extends Pick<CliPlace, 'cwd' | 'environment'> {
  /** Whether the kit really sleeps; by default its clock jumps over that. */
  readonly isRealTime?: boolean;
}

async function runHere(
  args: readonly string[],
  { cwd, environment = {}, isRealTime = false }: ProgramPlace,
): Promise<CliResult> {
  const [out, err] = [keepingStream(), keepingStream()];
  const [folder, variables] = [process.cwd(), process.env];
  const slowDown = isRealTime ? undefined : hurryTiming();
  process.chdir(cwd);
  process.env = { ...inherited(), ...environment };
  try {
    const console = processConsole(process.env, { stdout: out.stream, stderr: err.stream });
    const code = await runProgram(args, { console, startThread: startHere });
    return { code, stdout: out.text(), stderr: err.text() };
  } finally {
    slowDown?.();
    process.chdir(folder);
    process.env = variables;
  }
}

let former: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line to its end in this process, which has one working folder and one environment: one after
 * another.
 */
export function runCli(args: readonly string[], place: ProgramPlace): Promise<CliResult> {
  const run = former.then(() => runHere(args, place));
  former = run.catch(() => undefined);
  return run;
}
