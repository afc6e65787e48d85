import type { Environment } from '../../targets/auth/environment.js';
import { isLoopback } from '../../targets/transport/is-loopback.js';
import { proxyFor, proxyName } from '../../targets/transport/proxy-for.js';
import type { ResolvedTarget } from './resolve-target.js';

/** What to know of the way that requests take to a target. */
export interface PathNotices {
  /** Which of its addresses are reached through a proxy, and why. */
  readonly proxied: readonly string[];
  /** Where whoever listens on the way can read the credentials. */
  readonly exposed: readonly string[];
}

/** @throws ConfigurationError for a proxy that cannot be used */
export function pathNotices(
  { operations, headerVariables, isEmbedded }: Pick<ResolvedTarget, 'operations' | 'headerVariables' | 'isEmbedded'>,
  environment: Environment,
): PathNotices {
  const placed = isEmbedded ? [] : operations;
  const addresses = [...new Set(placed.map(({ baseUrl }) => baseUrl))];
  const proxied = addresses.flatMap((baseUrl) => {
    const proxy = proxyFor(baseUrl, environment);
    return proxy === undefined
      ? []
      : [`requests to ${baseUrl} go through ${proxyName(proxy)}; NO_PROXY exempts a host from that`];
  });
  const isOpen = (baseUrl: string): boolean =>
    new URL(baseUrl).protocol === 'http:' && !isLoopback(new URL(baseUrl).hostname);
  const exposed = addresses
    .filter(isOpen)
    .filter(
      (address) =>
        headerVariables.length > 0 ||
        placed.some(({ baseUrl, auth }) => baseUrl === address && auth !== undefined && auth.scheme !== 'none'),
    )
    .map(
      (address) => `the credentials for ${address} travel unencrypted, for whoever is on the way to read: use https`,
    );
  return { proxied, exposed };
}
