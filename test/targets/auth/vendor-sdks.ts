import { createRequire } from 'node:module';

// The vendors' packages are CommonJS without types for what is needed of them here; this is all that is used.

interface RpcRequest {
  readonly method: string;
  readonly pathname: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

interface AlibabaUtil {
  getRPCSignature(parameters: Readonly<Record<string, string>>, method: string, secret: string): string;
  getAuthorization(
    request: RpcRequest,
    algorithm: string,
    payloadHash: string,
    accessKey: string,
    secret: string,
  ): string;
}

interface HuaweiRequest {
  readonly endpoint: string;
  readonly method: string;
  readonly queryParams: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

interface HuaweiSigner {
  sign(request: HuaweiRequest, keys: { getAk(): string; getSk(): string }): Readonly<Record<string, string>>;
}

interface BaiduAuth {
  generateAuthorization(
    method: string,
    path: string,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
    seconds: number,
    expiry: number,
    signed: readonly string[],
  ): string;
}

interface BaiduClient {
  sendRequest(
    method: string,
    path: string,
    request: {
      readonly body?: string;
      readonly params?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ): Promise<unknown>;
}

interface BaiduConfig {
  readonly endpoint: string;
  readonly credentials: { readonly ak: string; readonly sk: string };
  readonly sessionToken?: string;
}

type AlibabaConfigClass = new (
  options: object,
) => ConstructorParameters<typeof import('@alicloud/vpc20160428').default>[0];

const require = createRequire(import.meta.url);

const alibabaCore: {
  readonly OpenApiUtil: AlibabaUtil;
  readonly $OpenApiUtil: { readonly Config: AlibabaConfigClass };
} = require('@alicloud/openapi-core');
const huawei: { readonly AKSKSigner: HuaweiSigner } = require('@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner');
const baiduAuth: new (ak: string, sk: string) => BaiduAuth = require('@baiducloud/sdk/src/auth');
const baiduClient: new (
  config: BaiduConfig,
  service: string,
  regional: boolean,
) => BaiduClient = require('@baiducloud/sdk/src/bce_base_client');

/** The client and models of Alibaba Cloud's VPC service. */
export const alibabaVpc: typeof import('@alicloud/vpc20160428') = require('@alicloud/vpc20160428');
export const alibabaUtil: AlibabaUtil = alibabaCore.OpenApiUtil;
export const AlibabaConfig: AlibabaConfigClass = alibabaCore.$OpenApiUtil.Config;
export const huaweiSigner: HuaweiSigner = huawei.AKSKSigner;
export const BaiduAuth: new (ak: string, sk: string) => BaiduAuth = baiduAuth;
export const BaiduClient: new (config: BaiduConfig, service: string, regional: boolean) => BaiduClient = baiduClient;
