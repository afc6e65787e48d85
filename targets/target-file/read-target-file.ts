import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../../contract/errors.js';
import { oneLine } from '../../contract/load/one-line.js';
import { readYaml } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';

/** Larger files are refused unread, in bytes. */
const largest = 1024 * 1024;

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

/** How long a target module may take to load, in milliseconds. */
const longestLoad = 30_000;

/**
 * Where an imported value is more than plain data, which the workers of a run could not be given: it would vanish
 * without a word.
 */
function notPlain(value: unknown, place: string, within: readonly unknown[] = []): string | undefined {
  const at = place === '' ? 'its default export' : place;
  if (typeof value === 'function')
    return `${at} is a function, and functions are not called: write the value that it gives`;
  if (typeof value === 'symbol' || typeof value === 'bigint')
    return `${at} is a ${typeof value}: write a text or a number`;
  if (typeof value === 'number' && !Number.isFinite(value)) return `${at} is ${value}: write a number`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (within.includes(value)) return `${at} holds itself`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm has objects of its own: what is told by is the name of its constructor.
  const isPlain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) return `${at} is no plain object (${value.constructor.name}): write one`;
  for (const [name, member] of Object.entries(value)) {
    const problem = notPlain(member, place === '' ? name : `${place}.${name}`, [...within, value]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** An imported object as the plain data it stands for. @throws ConfigurationError `target-not-plain` */
function plain(value: unknown, file: string): unknown {
  const problem = notPlain(value, '');
  if (problem !== undefined) throw new ConfigurationError('target-not-plain', oneLine(`${file}: ${problem}`));
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null');
}

/** What a module gives, be it promised. @throws Error when it does not within the time it may take */
async function inTime(loading: Promise<unknown>, longest: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // It keeps the process alive, too: one that waits for nothing else would end without a word.
    timer = setTimeout(
      () => reject(new Error(`it did not finish loading within ${longest / 1000} s; see what it awaits`)),
      longest,
    );
  });
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The unchecked content of a target file: YAML, JSON, or the default export of a TypeScript or JavaScript module.
 * `longest`: how long a module may take to load, in milliseconds.
 * @throws ConfigurationError `file-unreadable`, `file-malformed`, `file-too-large`, `target-module-failed`,
 * `target-not-plain`
 */
export async function readTargetFile(file: string, longest: number = longestLoad): Promise<unknown> {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largest)
    throw new ConfigurationError(
      'file-too-large',
      oneLine(`${file} has ${size} bytes; a target file has at most ${largest}`),
    );
  const extension = path.extname(file);
  if (extension === '.cts')
    throw new ConfigurationError(
      'target-module-failed',
      oneLine(`${file} cannot be loaded: .cts files are not read; call it .ts or .mts, with export default`),
    );
  if (!/^\.(?:[cm]?js|m?ts)$/.test(extension)) return readYaml(file);
  const absolute = path.resolve(file);
  try {
    const value = plain(
      await inTime(extension.endsWith('ts') ? importTypeScript(absolute) : importJavaScript(absolute), longest),
      file,
    );
    if (value !== undefined) return value;
  } catch (cause) {
    if (cause instanceof ConfigurationError) throw cause;
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ConfigurationError('target-module-failed', oneLine(`${file} cannot be loaded: ${reason}`), { cause });
  }
  throw new ConfigurationError(
    'target-module-failed',
    oneLine(`${file} has no default export; write 'export default defineTarget({ … })'`),
  );
}
