/**
 * Hosts of Huawei Cloud's production, e.g. vpn.cn-north-4.myhuaweicloud.com; the European regions have a domain of
 * their own.
 */
export const liveHosts: readonly string[] = ['*.myhuaweicloud.com', '*.myhuaweicloud.eu'];
