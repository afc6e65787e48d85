/**
 * Hosts of Huawei Cloud's production, e.g. vpn.cn-north-4.myhuaweicloud.com; the European regions have a domain of
 * their own. Partners serve the same API under theirs: Orange's Flexible Engine (its documentation of endpoints).
 */
export const liveHosts: readonly string[] = [
  '*.myhuaweicloud.com',
  '*.myhuaweicloud.eu',
  '*.prod-cloud-ocb.orange-business.com',
];
