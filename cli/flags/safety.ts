import { ConfigurationError } from '../../contract/errors.js';
import { liveVendor } from '../../targets/drivers/live-vendor.js';
import type { GateLimits } from '../../targets/transport/request-gate.js';
import type { ResolvedTarget } from '../target/resolve-target.js';
import { wholeNumber } from './options.js';

/** Flags that say what a run may do to a target. */
export interface SafetyFlags {
  readonly allowLive: boolean;
  /** true: --mutate; false: --no-mutate; undefined: neither. */
  readonly mutate?: boolean;
  readonly restore: boolean;
  readonly maxRequests?: string;
  /** Seconds. */
  readonly maxTime?: string;
  readonly rate?: string;
}

/** What a run may do to its target. */
export interface Safety {
  /**
   * only-refused: nothing that changes a conformant target; restore: fixtures are written back at the end; undefined:
   * anything.
   */
  readonly care?: 'only-refused' | 'restore';
  readonly limits: GateLimits;
}

/** Requests that restoring one fixture may take, polling included. */
const restoringOne = 12;
/**
 * Seconds that a run takes at most where nobody says otherwise: longer than any that is not slowed down, and than a
 * target that answers oddly is worth.
 */
const usualSeconds = 1800;
/** Requests that a run of all operations may come to, which is what a rate is given the time for. */
const usualRequests = 12_000;

/** Limits of time: how long a run takes at most, and how much of that is kept for restoring fixtures. */
function timesOf(
  maxTime: string | undefined,
  rate: number | undefined,
  restores: boolean,
): Pick<GateLimits, 'maxMs' | 'reservedMs'> {
  const usual = Math.max(usualSeconds, rate === undefined ? 0 : Math.ceil(usualRequests / rate));
  const maxMs = (maxTime === undefined ? usual : wholeNumber('--max-time', maxTime, 1, 2_592_000)) * 1000;
  return { maxMs, reservedMs: restores ? maxMs / 5 : 0 };
}

/**
 * Refuses the production clouds unless they are allowed.
 * @throws ConfigurationError `live-host`
 */
export function refuseLiveHosts(urls: readonly string[], allowed: boolean): boolean {
  const live = urls.flatMap((url) => {
    const vendor = liveVendor(url);
    return vendor === undefined ? [] : [{ url, vendor }];
  });
  const [first] = live;
  if (first !== undefined && !allowed)
    throw new ConfigurationError(
      'live-host',
      `${first.url} is production of ${first.vendor}: look at --plan=full first, then give --allow-live (and --mutate for updates that change the fixtures)`,
    );
  return first !== undefined;
}

function rateOf(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(value >= 0.001 && value <= 10_000))
    throw new ConfigurationError('bad-flag', `--rate takes requests per second from 0.001 to 10000, not '${text}'`);
  return value;
}

/**
 * What a run may do to its target, by the flags, the target file and the hosts.
 * @throws ConfigurationError for a live host that is not allowed, and for limits that leave nothing to send
 */
export function safetyOf(flags: SafetyFlags, target: ResolvedTarget, nothingIsSent: boolean): Safety {
  const live = refuseLiveHosts(
    target.operations.map(({ baseUrl }) => baseUrl),
    flags.allowLive || nothingIsSent,
  );
  const maxRequests =
    flags.maxRequests === undefined
      ? target.limits.maxRequests
      : wholeNumber('--max-requests', flags.maxRequests, 1, 1_000_000_000);
  const rate = flags.rate === undefined ? target.limits.requestsPerSecond : rateOf(flags.rate);
  const mutate = flags.mutate ?? !live;
  const care = mutate ? (live || flags.restore ? 'restore' : undefined) : 'only-refused';
  const fixtures = target.operations.reduce((sum, operation) => sum + operation.fixtures.length, 0);
  const reserved = care === undefined ? 0 : fixtures * restoringOne;
  if (maxRequests !== undefined && maxRequests <= reserved && !nothingIsSent)
    throw new ConfigurationError(
      'budget-too-small',
      `a budget of ${maxRequests} requests leaves none for checks: ${reserved} are kept for restoring ${fixtures} fixtures; raise --max-requests or declare fewer fixtures`,
    );
  return {
    ...(care === undefined ? {} : { care }),
    limits: {
      reserved,
      ...timesOf(flags.maxTime, rate, care !== undefined),
      ...(maxRequests === undefined ? {} : { maxRequests }),
      ...(rate === undefined ? {} : { rate }),
    },
  };
}
