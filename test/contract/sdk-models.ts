import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../contract/load/package-root.js';
import { alibabaVpc } from '../targets/auth/vendor-sdks.js';

/** JSON types of members, by pointer as in clause ids. */
export type Members = ReadonlyMap<string, string>;

/** What a vendor's client sends or reads. */
export interface SdkModel {
  readonly operation: string;
  readonly side: 'request' | 'response';
  /** As errata name it. */
  readonly model: string;
  readonly members: Members;
}

/** A generated model class of @alicloud/vpc20160428. */
interface ModelClass {
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, ModelType>>;
}

type ModelType = string | ModelClass | { readonly type: 'array'; readonly itemType: ModelType };

function* membersOf(model: ModelClass, at = ''): Generator<readonly [string, string]> {
  const types = model.types();
  for (const [own, name] of Object.entries(model.names())) {
    const type = types[own];
    if (type === undefined) throw new Error(`${name} has no type`);
    yield* typeAt(type, `${at}/${name}`);
  }
}

function* typeAt(type: ModelType, at: string): Generator<readonly [string, string]> {
  if (typeof type === 'string') yield [at, type];
  else if ('itemType' in type) {
    yield [at, 'array'];
    for (const [pointer, own] of typeAt(type.itemType, `${at}/items`))
      if (pointer !== `${at}/items`) yield [pointer, own];
  } else {
    yield [at, 'object'];
    yield* membersOf(type, at);
  }
}

function alibaba(operation: string, side: SdkModel['side'], name: string, model: ModelClass): SdkModel {
  return { operation, side, model: `@alicloud/vpc20160428: ${name}`, members: new Map(membersOf(model)) };
}

const recorded: {
  readonly models: readonly (Omit<SdkModel, 'members'> & { readonly members: Readonly<Record<string, string>> })[];
} = JSON.parse(readFileSync(path.join(packageRoot, 'test/contract/recorded-sdk-models.json'), 'utf8'));

const gateway = 'alibaba.update-enhanced-vpn-gateway';
const attachment = 'alibaba.modify-vpn-attachment-attribute';

/** The models of vendors' clients for our operations: those that are installed, and those that were written down. */
export const sdkModels: readonly SdkModel[] = [
  alibaba(gateway, 'request', 'UpdateEnhancedVpnGatewayRequest', alibabaVpc.UpdateEnhancedVpnGatewayRequest),
  alibaba(gateway, 'response', 'UpdateEnhancedVpnGatewayResponseBody', alibabaVpc.UpdateEnhancedVpnGatewayResponseBody),
  alibaba(attachment, 'request', 'ModifyVpnAttachmentAttributeRequest', alibabaVpc.ModifyVpnAttachmentAttributeRequest),
  alibaba(
    attachment,
    'response',
    'ModifyVpnAttachmentAttributeResponseBody',
    alibabaVpc.ModifyVpnAttachmentAttributeResponseBody,
  ),
  ...recorded.models.map(({ members, ...model }) => ({ ...model, members: new Map(Object.entries(members)) })),
];

/** The models of what is read back: contracts take of them what they need. */
export const readBackModels: readonly (readonly [operation: string, members: Members])[] = [
  [gateway, new Map(membersOf(alibabaVpc.DescribeVpnGatewayResponseBody))],
  [attachment, new Map(membersOf(alibabaVpc.DescribeVpnConnectionResponseBody))],
];
