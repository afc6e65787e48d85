import { liveHosts as alibaba } from './alibaba/live-hosts.js';
import { liveHosts as baidu } from './baidu/live-hosts.js';
import { liveHosts as huawei } from './huawei/live-hosts.js';
import { liveHosts as otc } from './otc/live-hosts.js';

const vendors: readonly (readonly [vendor: string, hosts: readonly string[]])[] = [
  ['Alibaba Cloud', alibaba],
  ['Baidu AI Cloud', baidu],
  ['Huawei Cloud', huawei],
  ['Open Telekom Cloud', otc],
];

/** The vendor whose production answers at a URL: paid resources that somebody uses. undefined for every other host. */
export function liveVendor(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  // A host name may end in the dot of the root; it is the same host.
  const host = new URL(url).hostname.replace(/\.+$/, '').toLowerCase();
  return vendors.find(([, hosts]) => hosts.some((pattern) => `.${host}`.endsWith(pattern.slice(1))))?.[0];
}
