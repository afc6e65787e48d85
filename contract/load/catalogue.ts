import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Contract } from '../contract.js';
import { ConfigurationError } from '../errors.js';
import { lintContract } from './lint-contract.js';
import { loadContract } from './load-contract.js';
import { packageRoot } from './package-root.js';

/** The folder of the contracts that come with the kit. */
export const ownSpecs: string = path.join(packageRoot, 'specs');

/**
 * Loads one operation, `vendor.operation`, from a folder of contracts.
 * @throws ConfigurationError when it is not there or invalid
 */
export function loadOperation(id: string, folder: string = ownSpecs): Contract {
  const [vendor = '', ...operation] = id.split('.');
  return loadContract(path.join(folder, vendor, operation.join('.')));
}

/**
 * Loads the contracts below a folder (`<folder>/<vendor>/<operation>/openapi.yaml`), in alphabetical order: those that
 * `needed` names by id, or every one when it names none or something that is not there.
 * Contracts of others are linted: what a typo takes away would be passed over in silence; those of the kit are linted
 * where they are made.
 * @throws ConfigurationError when the folder holds none or one that is loaded is invalid
 */
export function loadCatalogue(folder: string = ownSpecs, needed: readonly string[] = []): readonly Contract[] {
  if (!existsSync(folder))
    throw new ConfigurationError(
      'specs-missing',
      `the folder ${folder} does not exist; --specs takes a folder that holds <vendor>/<operation>/openapi.yaml`,
    );
  if (!statSync(folder).isDirectory())
    throw new ConfigurationError(
      'specs-missing',
      `${folder} is no folder; --specs takes a folder that holds <vendor>/<operation>/openapi.yaml`,
    );
  const subfolders = (parent: string): readonly string[] =>
    readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(parent, entry.name))
      .sort();
  const places = new Map(
    subfolders(folder)
      .flatMap(subfolders)
      .filter((operation) => existsSync(path.join(operation, 'openapi.yaml')))
      .map((operation) => [path.relative(folder, operation).split(path.sep).join('.'), operation]),
  );
  if (places.size === 0)
    throw new ConfigurationError('specs-missing', `no <vendor>/<operation>/openapi.yaml below ${folder}`);
  const isEvery = needed.length === 0 || !needed.every((id) => places.has(id));
  return [...places]
    .filter(([id]) => isEvery || needed.includes(id))
    .map(([id, operation]) => {
      const contract = loadContract(operation);
      if (contract.id !== id)
        throw new ConfigurationError(
          'contract-invalid',
          `${operation}: x-contract names ${contract.id}; the folder must be named after vendor and operation`,
        );
      const [problem, ...more] = path.resolve(folder) === ownSpecs ? [] : lintContract(contract);
      if (problem !== undefined)
        throw new ConfigurationError(
          'contract-inconsistent',
          `${operation}: ${problem}${more.length === 0 ? '' : ` (and ${more.length} more)`}; see docs/contract-format.md`,
        );
      return contract;
    });
}
