import { describe, expect, it } from 'vitest';
import { liveVendor } from '../../../targets/drivers/live-vendor.js';

describe('a production cloud is known by its host', () => {
  it.each([
    ['https://vpc.aliyuncs.com', 'Alibaba Cloud'],
    ['https://vpc.cn-shanghai.aliyuncs.com/', 'Alibaba Cloud'],
    ['http://VPC.CN-SHANGHAI.ALIYUNCS.COM:80', 'Alibaba Cloud'],
    ['https://vpc.aliyuncs.com.', 'Alibaba Cloud'],
    ['https://user:pw@vpc.aliyuncs.com', 'Alibaba Cloud'],
    ['https://vpn.cn-north-4.myhuaweicloud.com', 'Huawei Cloud'],
    ['https://vpn.eu-west-101.myhuaweicloud.eu', 'Huawei Cloud'],
    ['https://vpn.eu-west-0.prod-cloud-ocb.orange-business.com', 'Huawei Cloud'],
    ['https://vpn.eu-de.otc.t-systems.com', 'Open Telekom Cloud'],
    ['https://bcc.bj.baidubce.com/v1', 'Baidu AI Cloud'],
  ])('%s', (url, vendor) => {
    expect(liveVendor(url)).toBe(vendor);
  });
  it.each([
    'http://127.0.0.1:8080',
    'https://aliyuncs.com.example.org',
    'https://notaliyuncs.com',
    'https://example.org/vpc.aliyuncs.com',
    'https://vpc.aliyuncs.com@example.org',
    'https://otc.t-systems.example',
    'nonsense',
  ])('%s is none', (url) => {
    expect(liveVendor(url)).toBeUndefined();
  });
});
