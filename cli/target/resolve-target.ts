import type { Contract } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import type { TargetFixture } from '../../contract/target.js';
import type { AuthEntry, TargetFile } from '../../generated/target-file.js';
import { givenHeaders } from '../../targets/auth/credential-source.js';
import { type Environment, resolveHeaders } from '../../targets/auth/environment.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { referenceUrl } from '../../targets/reference/reference-transport.js';
import { findTargetFile, targetFileInSight } from '../../targets/target-file/find-target-file.js';
import { loadTargetFile } from '../../targets/target-file/load-target-file.js';
import { type Declaration, readDeviations } from '../../targets/target-file/read-deviations.js';
import type { SettledTarget } from '../../targets/target-file/settled-target.js';
import { urlProblem } from '../../targets/target-file/url-problem.js';
import type { TransportTls } from '../../targets/transport/route.js';
import type { TargetLimits } from './target-limits.js';
import { tlsOf } from './tls-of.js';

/** An operation on a target. */
export interface ResolvedOperation {
  readonly contract: Contract;
  readonly baseUrl: string;
  readonly fixtures: readonly TargetFixture[];
  /** How its requests are authenticated; absent: not at all. */
  readonly auth?: AuthEntry;
}

/** Where requests go. */
export interface ResolvedTarget {
  readonly name: string;
  readonly version?: string;
  readonly implementation: NonNullable<TargetFile['implementation']>;
  readonly url: string;
  readonly timeoutMs: number;
  readonly settleMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Environment variables that headers take their values from. */
  readonly headerVariables: readonly string[];
  readonly tls: TransportTls;
  /** Whether cookies that it sets are sent back. */
  readonly cookies: boolean;
  readonly limits: TargetLimits;
  /** What the target claims; absent: everything. */
  readonly features?: readonly string[];
  /** Failures that the target declares as known; absent: none were declared. */
  readonly declaration?: Declaration;
  /** What must never be shown. */
  readonly secrets: readonly string[];
  /** The file that describes it. */
  readonly file?: string;
  readonly operations: readonly ResolvedOperation[];
  /** Operations to run that the target does not offer. */
  readonly unsupported: readonly Contract[];
  /** Whether it is the reference, which every transport to it brings along. */
  readonly isEmbedded: boolean;
}

const defaults = {
  timeoutMs: 10_000,
  settleMs: 30_000,
  headers: {},
  headerVariables: [],
  tls: {},
  cookies: false,
  limits: {},
  secrets: [],
  implementation: {},
  unsupported: [],
  isEmbedded: false,
} as const;

/** How the user names a target. */
export interface TargetOptions {
  readonly target?: string;
  readonly url?: string;
  /** Whether a target file may switch the check of certificates off. */
  readonly insecure?: boolean;
  /** Whether the file of known deviations will be written, and need not be there yet. */
  readonly updateDeviations?: boolean;
}

/** The target file that flags name or, without any, that the working folder holds. */
export function targetFileOf({ target, url }: TargetOptions): string | undefined {
  return target ?? (url === undefined ? findTargetFile('.') : undefined);
}

/**
 * What to know where nothing but the embedded reference is asked although a target file is near; undefined where none
 * is.
 */
export function embeddedNotice({ isEmbedded }: Pick<ResolvedTarget, 'isEmbedded'>, folder: string): string | undefined {
  const near = isEmbedded ? targetFileInSight(folder) : undefined;
  return near === undefined
    ? undefined
    : `NOT YOUR TARGET: this folder holds no target file, so the embedded reference of the kit is asked; ${near} is not read: name it with --target, or an address with --url`;
}

/** What was set of the limits. */
function limitsOf({ requestsPerSecond, maxRequests, concurrency }: SettledTarget): TargetLimits {
  return {
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
    ...(maxRequests === undefined ? {} : { maxRequests }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}

interface FileChoice {
  readonly path: string;
  readonly file: SettledTarget;
  /** Whether the user named operations. */
  readonly asked: boolean;
  readonly insecure: boolean;
  readonly environment: Environment;
  /** Headers that were asked for. */
  readonly given: Readonly<Record<string, string>>;
  readonly declaration?: Declaration | undefined;
}

function fromFile(
  { path: place, file, asked, insecure, environment, given, declaration }: FileChoice,
  contracts: readonly Contract[],
): ResolvedTarget {
  const unsupported = contracts.filter(({ id }) => !Object.hasOwn(file.operations, id));
  const [absent] = unsupported;
  if (absent !== undefined && asked)
    throw new ConfigurationError(
      'operation-not-on-target',
      `the target file has no fixtures for ${absent.id}; add it under operations`,
    );
  const operations = contracts.flatMap((contract): readonly ResolvedOperation[] => {
    const own = Object.hasOwn(file.operations, contract.id) ? file.operations[contract.id] : undefined;
    const auth = own?.auth ?? file.auth;
    return own === undefined
      ? []
      : [
          {
            contract,
            baseUrl: own.baseUrl ?? file.baseUrl,
            fixtures: own.fixtures,
            ...(auth === undefined ? {} : { auth }),
          },
        ];
  });
  const { implementation = {}, features } = file;
  const { headers, secrets, variables } = resolveHeaders(file.headers, environment, given);
  return {
    name: implementation.project ?? new URL(file.baseUrl).host,
    ...(implementation.version === undefined ? {} : { version: implementation.version }),
    implementation,
    url: file.baseUrl,
    timeoutMs: file.timeoutMs ?? defaults.timeoutMs,
    settleMs: file.settleMs ?? defaults.settleMs,
    headers,
    secrets,
    headerVariables: variables,
    tls: tlsOf(place, file.tls ?? {}, insecure),
    cookies: file.cookies ?? defaults.cookies,
    limits: limitsOf(file),
    ...(features === undefined ? {} : { features }),
    ...(declaration === undefined ? {} : { declaration }),
    file: place,
    operations,
    unsupported,
    isEmbedded: false,
  };
}

/**
 * The target that the flags name; without a flag that of a target file in the working folder, and without one the
 * embedded reference. `contracts` are those to run, `all` those of the catalogue, `asked` whether the user named
 * operations.
 * @throws ConfigurationError
 */
export async function resolveTarget(
  options: TargetOptions,
  contracts: readonly Contract[],
  all: readonly Contract[],
  asked: boolean,
): Promise<ResolvedTarget> {
  const { url, insecure = false } = options;
  for (const contract of contracts) driverNamed(contract.driver.name);
  if (options.target !== undefined && url !== undefined)
    throw new ConfigurationError('bad-flag', 'give either --target or --url');
  const target = targetFileOf(options);
  const updates = options.updateDeviations === true;
  if (target !== undefined) {
    const file = await loadTargetFile(target, all);
    const declaration = readDeviations(file, target, all, updates);
    if (updates && declaration?.file === undefined)
      throw new ConfigurationError(
        'no-deviation-file',
        `--update-deviations writes to a file of its own: put deviations: ./deviations.yaml into ${target}${declaration === undefined ? '' : ', and what it declares into that file'}`,
      );
    const given = await givenHeaders(file.headers);
    return fromFile({ path: target, file, asked, insecure, environment: process.env, given, declaration }, contracts);
  }
  if (updates)
    throw new ConfigurationError(
      'no-deviation-file',
      '--update-deviations needs a target file that names a file of deviations: deviations: ./deviations.yaml',
    );
  if (insecure)
    throw new ConfigurationError('bad-flag', '--insecure works only together with tls.insecure: true in a target file');
  const ownOperations = (baseUrl: string): readonly ResolvedOperation[] =>
    contracts.map((contract) => ({ contract, baseUrl, fixtures: contract.fixtures }));
  if (url !== undefined) {
    const problem = urlProblem(url);
    if (problem !== undefined) throw new ConfigurationError('bad-flag', `--url: ${problem}`);
    return { name: new URL(url).host, url, ...defaults, operations: ownOperations(url) };
  }
  return {
    name: 'embedded reference (in memory)',
    url: referenceUrl,
    ...defaults,
    isEmbedded: true,
    limits: { concurrency: Math.max(1, contracts.length) },
    operations: ownOperations(referenceUrl),
  };
}
