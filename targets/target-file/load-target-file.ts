import type { Contract } from '../../contract/contract.js';
import { checkTarget } from './check-target.js';
import { readTargetFile } from './read-target-file.js';
import type { SettledTarget } from './settled-target.js';

/**
 * Reads a target file (YAML, JSON, TypeScript or JavaScript) and checks it against its schema and the contracts.
 * @throws ConfigurationError naming file, place and remedy, in one line
 */
export async function loadTargetFile(file: string, contracts: readonly Contract[]): Promise<SettledTarget> {
  return checkTarget(await readTargetFile(file), file, contracts);
}
