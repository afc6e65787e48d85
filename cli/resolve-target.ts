import type { TargetFile } from '../generated/target-file.js';
import type { Contract } from '../specs/contract.js';
import { ConfigurationError } from '../specs/errors.js';
import type { TargetFixture } from '../specs/target.js';
import { loadTargetFile } from '../targets/load-target-file.js';
import { startReference } from '../targets/reference/start-reference.js';

/** An operation on a target. */
export interface ResolvedOperation {
  readonly contract: Contract;
  readonly baseUrl: string;
  readonly fixtures: readonly TargetFixture[];
}

/** Where requests go. */
export interface ResolvedTarget {
  readonly name: string;
  readonly version?: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly operations: readonly ResolvedOperation[];
  close(): Promise<void>;
}

const defaults = { timeoutMs: 10_000, settleMs: 30_000 } as const;

/** How the user names a target. */
export interface TargetOptions {
  readonly target?: string;
  readonly url?: string;
}

function fromFile(file: TargetFile, contracts: readonly Contract[], asked: boolean): ResolvedTarget {
  const operations = contracts.flatMap((contract): readonly ResolvedOperation[] => {
    const own = file.operations[contract.id];
    if (own === undefined && asked)
      throw new ConfigurationError('operation-not-on-target', `the target file has no fixtures for ${contract.id}; add it under operations`);
    return own === undefined ? [] : [{ contract, baseUrl: own.baseUrl ?? file.baseUrl, fixtures: own.fixtures }];
  });
  return {
    name: file.name,
    ...(file.version === undefined ? {} : { version: file.version }),
    url: file.baseUrl,
    timeoutMs: file.timeoutMs ?? defaults.timeoutMs,
    settleMs: file.settleMs ?? defaults.settleMs,
    operations,
    close: async () => {},
  };
}

/**
 * The target that the flags name; without a flag the embedded reference, started here unless nothing is to be sent.
 * `contracts` are those to run, `all` those of the catalogue, `asked` whether the user named operations.
 * @throws ConfigurationError
 */
export async function resolveTarget(
  options: TargetOptions,
  contracts: readonly Contract[],
  all: readonly Contract[],
  asked: boolean,
  start: boolean,
): Promise<ResolvedTarget> {
  const { target, url } = options;
  if (target !== undefined && url !== undefined) throw new ConfigurationError('bad-flag', 'give either --target or --url');
  if (target !== undefined) return fromFile(loadTargetFile(target, all), contracts, asked);
  if (url !== undefined) {
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new ConfigurationError('bad-flag', `--url takes an http or https URL, not '${url}'`);
    const operations = contracts.map((contract) => ({ contract, baseUrl: url, fixtures: contract.fixtures }));
    return { name: new URL(url).host, url, ...defaults, operations, close: async () => {} };
  }
  if (!start)
    return {
      name: 'embedded reference',
      url: 'http://127.0.0.1',
      ...defaults,
      operations: contracts.map((contract) => ({ contract, baseUrl: 'http://127.0.0.1', fixtures: contract.fixtures })),
      close: async () => {},
    };
  const reference = await startReference({ contracts, settleMs: 2 });
  return {
    name: 'embedded reference',
    url: reference.url,
    ...defaults,
    operations: contracts.map((contract) => ({ contract, baseUrl: reference.urlOf(contract.id), fixtures: contract.fixtures })),
    close: () => reference.close(),
  };
}
