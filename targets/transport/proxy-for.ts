import ipaddr from 'ipaddr.js';
import { ConfigurationError } from '../../contract/errors.js';
import { type Environment, variableIn } from '../auth/environment.js';
import { isLoopback } from './is-loopback.js';

/** A proxy that requests go through. */
export interface HttpProxy {
  /** With its credentials, where it asks for some. */
  readonly url: string;
  /** The environment variable that names it. */
  readonly variable: string;
}

/** How a proxy is called in messages: without its credentials. */
export function proxyName({ url, variable }: HttpProxy): string {
  const { protocol, host } = new URL(url);
  return `the proxy ${protocol}//${host} (${variable})`;
}

/** The first of these variables that is set, in lower or in upper case, as other tools read them. */
function firstSet(environment: Environment, names: readonly string[]): readonly [string, string] | undefined {
  return names
    .flatMap((name) => [name, name.toUpperCase()])
    .flatMap((name): (readonly [string, string])[] => {
      const value = variableIn(environment, name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    })[0];
}

/** Whether an address lies in a block such as 10.0.0.0/8. */
function isInBlock(host: string, block: string): boolean {
  if (!ipaddr.isValidCIDR(block) || !ipaddr.isValid(host)) return false;
  const [network, bits] = ipaddr.parseCIDR(block);
  const address = ipaddr.process(host);
  return address.kind() === network.kind() && address.match(network, bits);
}

/** Whether an entry of NO_PROXY names a host: itself, a domain with all below it, a block of addresses, or all (`*`). */
function names(entry: string, host: string, port: string): boolean {
  const [, name = entry, ownPort] = /^(\[[^\]]*\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const domain = name.replace(/^\[|\]$/g, '').replace(/^\*?\.?/, '');
  return name === '*' || host === domain || host.endsWith(`.${domain}`) || isInBlock(host, domain);
}

/**
 * The proxy that the environment gives for an address (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either
 * case); undefined: none. What runs on this machine is always asked directly.
 * @throws ConfigurationError `proxy-unusable` for a proxy that speaks no HTTP
 */
export function proxyFor(baseUrl: string, environment: Environment): HttpProxy | undefined {
  const { protocol, hostname, port } = new URL(baseUrl);
  const scheme = protocol.slice(0, -1);
  const set = firstSet(environment, [`${scheme}_proxy`, 'all_proxy']);
  if (set === undefined || isLoopback(hostname)) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const [, exempt = ''] = firstSet(environment, ['no_proxy']) ?? [];
  const entries = exempt.toLowerCase().split(/[,\s]+/);
  const usedPort = port === '' ? (scheme === 'https' ? '443' : '80') : port;
  if (entries.some((entry) => entry !== '' && names(entry, host, usedPort))) return undefined;
  const [variable, value] = set;
  const url = value.includes('://') ? value : `http://${value}`;
  // The value is not told: it may hold a password.
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new ConfigurationError(
      'proxy-unusable',
      `the environment variable ${variable} names no HTTP proxy, which is the only kind that is used; write it as http://host:port, or exempt ${host} with NO_PROXY`,
    );
  return { url, variable };
}
