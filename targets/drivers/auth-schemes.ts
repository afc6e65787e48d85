import { alibabaAcs3 } from './alibaba/acs3-signature.js';
import { alibabaV1 } from './alibaba/rpc-signature.js';
import type { AuthScheme } from './auth-scheme.js';
import { bceAuth } from './baidu/bce-signature.js';
import { headerScheme } from './header-scheme.js';
import { authToken } from './huawei/auth-token.js';
import { scopedSdkHmac, sdkHmac } from './huawei/sdk-hmac-signature.js';

/** Every way to authenticate requests, by name. */
export const authSchemes: ReadonlyMap<string, AuthScheme> = new Map(
  [headerScheme, alibabaV1, alibabaAcs3, sdkHmac, scopedSdkHmac, authToken, bceAuth].map((scheme) => [
    scheme.name,
    scheme,
  ]),
);
