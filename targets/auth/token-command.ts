import { Buffer } from 'node:buffer';
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { ConfigurationError } from '../../contract/errors.js';

/** How a target file says that a token is had. */
export interface TokenCommand {
  /** A line for the shell, or a program with its arguments. */
  readonly command: string | readonly string[];
  /** Milliseconds; default 60,000. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 60_000;
/** In bytes. Tokens that list a catalogue of services have some thousand. */
export const longestToken = 32_768;

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

type Outcome = { readonly printed: string } | { readonly problem: string };

function run(command: string | readonly string[], timeoutMs: number): Promise<Outcome> {
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
      if (chunks.reduce((sum, { byteLength }) => sum + byteLength, 0) > 2 * longestToken)
        done({ problem: 'printed more than a token' });
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

function problemOf(token: string): string | undefined {
  if (token === '') return 'printed nothing';
  if (token.length > longestToken) return 'printed more than a token';
  return /^[\x21-\x7e]+$/.test(token)
    ? undefined
    : 'printed more than one word; it is to print the token and nothing else';
}

/** The command in one line, as the target file has it; cut. */
function shown(command: string | readonly string[]): string {
  const line = typeof command === 'string' ? command : command.join(' ');
  const flat = line.replaceAll(/\s+/g, ' ').trim();
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat;
}

/**
 * Runs the command of a target file and gives the token it prints. What it prints never stands in a message.
 * @throws ConfigurationError `token-command-failed` when it fails, takes too long, or prints no token
 */
export async function runTokenCommand({ command, timeoutMs = defaultTimeoutMs }: TokenCommand): Promise<string> {
  const outcome = await run(command, timeoutMs);
  const token = 'printed' in outcome ? outcome.printed.trim() : '';
  const problem = 'problem' in outcome ? outcome.problem : problemOf(token);
  if (problem === undefined) return token;
  throw new ConfigurationError(
    'token-command-failed',
    `the command of auth.token ${problem}; run it by hand to see why: ${shown(command)}`,
  );
}
