import type { Level } from '../contract/contract.js';
import { ConfigurationError } from '../contract/errors.js';
import { nearest } from '../contract/load/read-yaml.js';

/** How much of a target is tested, and how strictly. */
export interface RunOptions {
  /** Clause ids or beginnings of them, as for `--clause`; those with `!` in front are left out. Default: all. */
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
  /** Date of the requirement set that is scored by, or `none`; default: the newest. */
  readonly requirements?: string;
}

/** Options with nothing left open but the folder of contracts and the requirement set. */
export type CompleteOptions = Required<Omit<RunOptions, 'specs' | 'requirements'>> &
  Pick<RunOptions, 'specs' | 'requirements'>;

const defaults = { clauses: [], levels: [], cases: 3, seed: 1, strict: false } as const;
const known: readonly string[] = [...Object.keys(defaults), 'specs', 'requirements'];

/**
 * Fills in the defaults; `caller` names the function that was called. @throws ConfigurationError `unknown-option`,
 * `bad-option`
 */
export function completeOptions(options: RunOptions, caller: string): CompleteOptions {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    throw new ConfigurationError(
      'unknown-option',
      `${caller}: unknown option '${key}'; ${near === undefined ? `known: ${known.join(', ')}` : `did you mean '${near}'?`}`,
    );
  }
  const complete = { ...defaults, ...options };
  for (const name of ['cases', 'seed'] as const)
    if (!Number.isInteger(complete[name]) || (name === 'cases' && complete.cases < 0))
      throw new ConfigurationError('bad-option', `${caller}: ${name} takes a whole number, not ${complete[name]}`);
  return complete;
}
