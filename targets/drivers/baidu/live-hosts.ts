/** Hosts of Baidu AI Cloud's production, e.g. bcc.bj.baidubce.com. */
export const liveHosts: readonly string[] = ['*.baidubce.com'];
