import { afterAll, beforeAll, describe, test } from 'vitest';
import type { Level } from '../contract/contract.js';
import { ConfigurationError } from '../contract/errors.js';
import { nearest } from '../contract/load/read-yaml.js';

/** How `defineConformance` runs. */
export interface ConformanceOptions {
  /** Clause ids, or prefixes of them that end in `*`; default: all. */
  readonly clauses?: readonly string[];
  /** Default: all. */
  readonly levels?: readonly Level[];
  /** Random cases per member beyond the boundary ones; default 3. */
  readonly cases?: number;
  /** Default 1, so that a test that passes goes on passing. */
  readonly seed?: number;
  /** Whether answers that are merely not recommended fail; default no. */
  readonly strict?: boolean;
  /** Folder of contracts of your own (`<vendor>/<operation>/openapi.yaml`); default: those of the kit. */
  readonly specs?: string;
  /** The functions of your own vitest, where it is another copy than the one that the kit brings along. */
  readonly vitest?: VitestFunctions;
}

/** What of vitest tests are registered with. */
export type VitestFunctions = Pick<typeof import('vitest'), 'afterAll' | 'beforeAll' | 'describe' | 'test'>;

/** Options with nothing left open but the folder of contracts. */
export type CompleteOptions = Required<Omit<ConformanceOptions, 'specs'>> & Pick<ConformanceOptions, 'specs'>;

const defaults = { clauses: [], levels: [], cases: 3, seed: 1, strict: false, vitest: { afterAll, beforeAll, describe, test } } as const;
const known: readonly string[] = [...Object.keys(defaults), 'specs'];

/** Fills in the defaults. @throws ConfigurationError `unknown-option`, `bad-option` */
export function completeOptions(options: ConformanceOptions): CompleteOptions {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw new ConfigurationError(
      'unknown-option',
      `defineConformance: unknown option '${key}'; ${near === undefined ? `known: ${known.join(', ')}` : `did you mean '${near}'?`}`,
    );
  }
  const complete = { ...defaults, ...options };
  for (const name of ['cases', 'seed'] as const)
    if (!Number.isInteger(complete[name]) || (name === 'cases' && complete.cases < 0))
      throw new ConfigurationError('bad-option', `defineConformance: ${name} takes a whole number, not ${complete[name]}`);
  return complete;
}
