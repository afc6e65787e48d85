import ipaddr from 'ipaddr.js';

/** Whether a host name of a URL is this machine: `localhost`, a name below it, or an address of the loopback network. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}
