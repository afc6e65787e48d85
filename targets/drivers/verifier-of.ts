import { verifyAlibaba } from './alibaba/verify-alibaba.js';
import { verifyBaidu } from './baidu/verify-baidu.js';
import { verifyHuawei } from './huawei/verify-huawei.js';
import { refused, type Verify } from './verifier.js';

/** Fixed headers, as an internal implementation may ask for. */
const verifyHeaders: Verify = ({ headers }, known) =>
  Object.entries(known.headers).every(([name, value]) => headers[name] === value)
    ? {}
    : refused(401, 'Unauthorized', 'The credentials are missing or wrong.');

const verifiers: ReadonlyMap<string, Verify> = new Map([
  ['alibaba', verifyAlibaba],
  ['huawei', verifyHuawei],
  ['otc', verifyHuawei],
  ['baidu', verifyBaidu],
]);

/** How a vendor checks credentials; fixed headers where nothing is known of the vendor. */
export function verifierOf(vendor: string): Verify {
  return verifiers.get(vendor) ?? verifyHeaders;
}
