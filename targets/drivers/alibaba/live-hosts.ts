/** Hosts of Alibaba Cloud's production, e.g. vpc.cn-shanghai.aliyuncs.com (META metadatas/products.json). */
export const liveHosts: readonly string[] = ['*.aliyuncs.com'];
