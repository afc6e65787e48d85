import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError } from '../../contract/errors.js';
import type {
  CommandOutput,
  CredentialSource,
  FileContent,
  ModuleFunction,
  TargetFile,
} from '../../generated/target-file.js';
import { runCommandOf, shownCommand } from './command.js';
import { callModuleFunction } from './module-function.js';

/** A credential that is not had from the environment, and may be another one tomorrow. */
export type LiveSource = CommandOutput | FileContent | ModuleFunction;

/** In bytes. Tokens that list a catalogue of services have some thousand. */
export const longestToken = 32_768;

/** What the text of a credential may be. */
export type Shape = 'word' | 'header' | 'object';

const tooMuch: Readonly<Record<Shape, string>> = { word: 'a token', header: 'a header', object: 'credentials' };

/** Whether a value says how a credential is had instead of what it is. */
export function isCredentialSource(value: unknown): value is CredentialSource {
  if (typeof value !== 'object' || value === null) return false;
  const [kind] = Object.keys(value);
  switch (kind) {
    case 'env':
      return (
        'env' in value &&
        Object.keys(value).length === 1 &&
        typeof value.env === 'string' &&
        /^[A-Za-z_][A-Za-z0-9_]*$/.test(value.env)
      );
    case 'command':
    case 'timeoutMs':
      return 'command' in value && Object.keys(value).every((key) => key === 'command' || key === 'timeoutMs');
    case 'file':
      return Object.keys(value).length === 1;
    default:
      return 'module' in value && 'function' in value && Object.keys(value).length === 2;
  }
}

/** Whether a source is asked again when what it gave has ended. */
export function isLive(source: CredentialSource | undefined): source is LiveSource {
  return source !== undefined && !('env' in source);
}

function shapeProblem(text: string, shape: Shape, verb: string): string | undefined {
  if (text === '') return `${verb} nothing`;
  if (text.length > longestToken) return `${verb} more than ${tooMuch[shape]}`;
  if (shape === 'object') return undefined;
  if (shape === 'header') return /^[\x20-\x7e]+$/.test(text) ? undefined : `${verb} what no header can carry`;
  return /^[\x21-\x7e]+$/.test(text)
    ? undefined
    : `${verb} more than one word; it is to ${verb === 'holds' ? 'hold' : 'print'} the token and nothing else`;
}

async function fromCommand(source: CommandOutput, place: string, shape: Shape): Promise<string> {
  const outcome = await runCommandOf(source, 2 * longestToken, tooMuch[shape]);
  const text = 'printed' in outcome ? outcome.printed.trim() : '';
  const problem = 'problem' in outcome ? outcome.problem : shapeProblem(text, shape, 'printed');
  if (problem === undefined) return text;
  throw new ConfigurationError(
    'token-command-failed',
    `the command of ${place} ${problem}; run it by hand to see why: ${shownCommand(source)}`,
  );
}

function fromFile({ file }: FileContent, place: string, shape: Shape): string {
  const fail = (problem: string, cause?: unknown): never => {
    throw new ConfigurationError('credential-file-unusable', `the file of ${place}, ${file}, ${problem}`, { cause });
  };
  try {
    const state = statSync(file, { throwIfNoEntry: false });
    if (state === undefined) return fail('does not exist');
    if (!state.isFile()) return fail('is no regular file');
    if (state.size > 2 * longestToken) return fail(`holds more than ${tooMuch[shape]}`);
    const text = readFileSync(file, 'utf8').trim();
    const problem = shapeProblem(text, shape, 'holds');
    return problem === undefined ? text : fail(problem);
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    return fail(
      `cannot be read (${cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'})`,
      cause,
    );
  }
}

async function fromFunction(source: ModuleFunction, place: string, shape: Shape): Promise<string> {
  const value = await callModuleFunction(source);
  const text = typeof value === 'string' ? value.trim() : shape === 'object' ? (JSON.stringify(value) ?? '') : '';
  const problem = shapeProblem(text, shape, 'gave');
  if (problem === undefined) return text;
  throw new ConfigurationError('function-failed', `the function of ${place} ${problem}`);
}

/**
 * Asks a source for its text. What it gives never stands in a message; `place` names it there.
 * @throws ConfigurationError when it fails, takes too long, or gives what cannot be used
 */
export async function textOf(source: LiveSource, place: string, shape: Shape): Promise<string> {
  if ('command' in source) return fromCommand(source, place, shape);
  return 'file' in source ? fromFile(source, place, shape) : fromFunction(source, place, shape);
}

/** The headers of a target file that a command, a file or a function gives. @throws ConfigurationError */
export async function givenHeaders(headers: TargetFile['headers']): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {}))
    if (typeof value !== 'string' && isLive(value)) given[name] = await textOf(value, `headers.${name}`, 'header');
  return given;
}
