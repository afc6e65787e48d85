import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../../contract/errors.js';
import { oneLine } from '../../contract/load/one-line.js';
import { isObject } from '../../contract/pointer.js';
import type { ModuleFunction } from '../../generated/target-file.js';

/** Loaded for TypeScript only, which Node 20 does not read. */
async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const loaded: unknown = await createJiti(import.meta.url, { moduleCache: false, fsCache: false }).import(file);
  return isObject(loaded) ? loaded['default'] : undefined;
}

async function importJavaScript(file: string): Promise<unknown> {
  const loaded: unknown = await import(pathToFileURL(file).href);
  return isObject(loaded) ? loaded['default'] : undefined;
}

/** What is promised. @throws Error when it does not come within `longest` milliseconds */
async function inTime<T>(promise: Promise<T>, longest: number, late: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    // It keeps the process alive, too: one that waits for nothing else would end without a word.
    timer = setTimeout(() => reject(new Error(late)), longest);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Default exports by file: what a module holds between two calls stays. */
const loaded = new Map<string, Promise<unknown>>();

/** The default export of a TypeScript or JavaScript module, read anew. `longest`: milliseconds it may take. */
export function importDefault(file: string, longest: number): Promise<unknown> {
  const absolute = path.resolve(file);
  const loading = absolute.endsWith('ts') ? importTypeScript(absolute) : importJavaScript(absolute);
  const value = inTime(loading, longest, `it did not finish loading within ${longest / 1000} s; see what it awaits`);
  loaded.set(absolute, value);
  return value;
}

const longestMs = 60_000;

function memberAt(value: unknown, names: readonly string[]): unknown {
  return names.reduce((rest, name) => (isObject(rest) && Object.hasOwn(rest, name) ? rest[name] : undefined), value);
}

/**
 * Calls a function of a target file, which every thread loads for itself. What it throws is not shown: it may hold
 * secrets.
 * @throws ConfigurationError `function-failed`
 */
export async function callModuleFunction(
  { module, function: names }: ModuleFunction,
  ...given: readonly unknown[]
): Promise<unknown> {
  const place = names.join('.');
  const fail = (reason: string, cause?: unknown): never => {
    throw new ConfigurationError('function-failed', oneLine(`${module}: the function ${place} ${reason}`), { cause });
  };
  const found = memberAt(await (loaded.get(module) ?? importDefault(module, longestMs)), names);
  if (typeof found !== 'function') return fail('is not there');
  try {
    const answer: unknown = Reflect.apply(found, undefined, given);
    return await inTime(Promise.resolve(answer), longestMs, `did not end within ${longestMs / 1000} s`);
  } catch (error) {
    return fail(`failed (${error instanceof Error ? error.name : typeof error}); call it by hand to see why`, error);
  }
}
