import { statSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { oneLine } from '../../contract/load/one-line.js';
import { readYaml } from '../../contract/load/read-yaml.js';
import { importDefault } from '../auth/module-function.js';

/** Larger files are refused unread, in bytes. */
const largest = 1024 * 1024;

/** How long a target module may take to load, in milliseconds. */
const longestLoad = 30_000;

/** Where functions are called: for credentials, signatures and headers, and before and after a run. */
const called =
  /^(?:headers\..+|setup|teardown|(?:operations\..+\.)?auth\.(?:accessKeyId|accessKeySecret|securityToken|token|credentials|sign|headers\..+))$/;

/**
 * Where an imported value is more than plain data, which the workers of a run could not be given: it would vanish
 * without a word.
 */
function notPlain(value: unknown, place: string, within: readonly unknown[] = []): string | undefined {
  const at = place === '' ? 'its default export' : place;
  if (typeof value === 'function')
    return called.test(place)
      ? undefined
      : `${at} is a function, and functions are not called here: write the value that it gives`;
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

/** The same with a reference in place of each function: threads that are given it load the module themselves. */
function withReferences(value: unknown, module: string, names: readonly string[]): unknown {
  if (typeof value === 'function') return { module, function: names };
  if (typeof value !== 'object' || value === null || ('toJSON' in value && typeof value.toJSON === 'function'))
    return value;
  if (Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withReferences(member, module, [...names, name])]),
  );
}

/** An imported object as the plain data it stands for. @throws ConfigurationError `target-not-plain` */
function plain(value: unknown, file: string): unknown {
  const problem = notPlain(value, '');
  if (problem !== undefined) throw new ConfigurationError('target-not-plain', oneLine(`${file}: ${problem}`));
  return value === undefined
    ? undefined
    : JSON.parse(JSON.stringify(withReferences(value, path.resolve(file), [])) ?? 'null');
}

/**
 * The unchecked content of a target file: YAML, JSON, or the default export of a TypeScript or JavaScript module.
 * `longest`: how long a module may take to load, in milliseconds.
 * @throws ConfigurationError `file-unreadable`, `file-malformed`, `file-too-large`, `target-module-failed`,
 * `target-not-plain`
 */
export async function readTargetFile(file: string, longest: number = longestLoad): Promise<unknown> {
  const state = statSync(file, { throwIfNoEntry: false });
  if (state !== undefined && !state.isFile() && !state.isDirectory())
    throw new ConfigurationError('file-unreadable', oneLine(`cannot read ${file}: it is no regular file`));
  const size = state?.size ?? 0;
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
  try {
    const value = plain(await importDefault(file, longest), file);
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
