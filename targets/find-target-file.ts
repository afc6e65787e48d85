import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../specs/errors.js';

/** Names of target files that are found without being named, in the order they are looked for. */
const targetFileNames: readonly string[] = ['ts', 'js', 'mjs', 'json', 'yaml', 'yml'].map((extension) => `conformance.config.${extension}`);

/**
 * The target file of a folder; undefined when it has none.
 * @throws ConfigurationError `target-file-ambiguous` when it has several
 */
export function findTargetFile(folder: string): string | undefined {
  const [file, other] = targetFileNames.filter((name) => existsSync(path.join(folder, name)));
  if (other !== undefined) throw new ConfigurationError('target-file-ambiguous', `both ${file} and ${other} are here; name one with --target`);
  return file;
}
