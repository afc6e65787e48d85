import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigurationError } from '../specs/errors.js';
import { oneLine } from '../specs/one-line.js';
import { isObject } from '../specs/pointer.js';
import { readYaml } from '../specs/read-yaml.js';

/** Larger files are refused unread, in bytes. */
const largest = 1024 * 1024;

/** vite comes with vitest; it is loaded for TypeScript only, which Node 20 does not read. */
async function importTypeScript(file: string): Promise<unknown> {
  const { loadConfigFromFile } = await import('vite');
  const loaded = await loadConfigFromFile({ command: 'serve', mode: 'production' }, file, path.dirname(file), 'silent', undefined, 'runner');
  return loaded?.config;
}

async function importJavaScript(file: string): Promise<unknown> {
  const loaded: unknown = await import(pathToFileURL(file).href);
  return isObject(loaded) ? loaded['default'] : undefined;
}

/** An imported object as the plain data it stands for. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value) ?? 'null');
}

/**
 * The unchecked content of a target file: YAML, JSON, or the default export of a TypeScript or JavaScript module.
 * @throws ConfigurationError `file-unreadable`, `file-malformed`, `file-too-large`, `target-module-failed`
 */
export async function readTargetFile(file: string): Promise<unknown> {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largest) throw new ConfigurationError('file-too-large', oneLine(`${file} has ${size} bytes; a target file has at most ${largest}`));
  const extension = path.extname(file);
  if (!['.ts', '.mts', '.js', '.mjs'].includes(extension)) return readYaml(file);
  const absolute = path.resolve(file);
  try {
    const value = plain(await (extension.endsWith('ts') ? importTypeScript(absolute) : importJavaScript(absolute)));
    if (value !== undefined) return value;
  } catch (cause) {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ConfigurationError('target-module-failed', oneLine(`${file} cannot be loaded: ${reason}`), { cause });
  }
  throw new ConfigurationError('target-module-failed', oneLine(`${file} has no default export; write 'export default defineTarget({ … })'`));
}
