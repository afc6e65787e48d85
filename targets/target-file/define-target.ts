import type {
  AuthEntry,
  CommandOutput,
  CredentialSource,
  FileContent,
  ModuleFunction,
  TargetFile,
} from '../../generated/target-file.js';
import type { RequestToSign } from '../auth/own-signer.js';

/** Gives a text, at once or later. */
type GivesText = () => string | Promise<string>;

/** What a function of a target file gives for a request. */
interface OwnSignature {
  /** Added to those of the request. */
  readonly headers: Readonly<Record<string, string>>;
  /** In place of that of the request, where the signature stands there. */
  readonly path?: string;
}

type Asked = CredentialSource | GivesText;

/** How requests are authenticated, with functions where a file in YAML names commands. */
interface AuthDefinition
  extends Omit<
    AuthEntry,
    'accessKeyId' | 'accessKeySecret' | 'securityToken' | 'token' | 'credentials' | 'sign' | 'headers'
  > {
  accessKeyId?: Asked;
  accessKeySecret?: Asked;
  securityToken?: Asked;
  token?: Asked;
  /** The function gives an object with accessKeyId, accessKeySecret, securityToken, token and expiration. */
  credentials?: CommandOutput | FileContent | ModuleFunction | (() => object | Promise<object>);
  /** Of scheme own. */
  sign?: ModuleFunction | ((request: RequestToSign) => OwnSignature | Promise<OwnSignature>);
  headers?: Record<string, Asked>;
}

type Run = CommandOutput | ModuleFunction | (() => unknown);
type Operation = TargetFile['operations'][string];

/** A target in TypeScript or JavaScript. */
interface TargetDefinition extends Omit<TargetFile, 'auth' | 'headers' | 'setup' | 'teardown' | 'operations'> {
  auth?: AuthDefinition;
  headers?: Record<string, string | Asked>;
  /** A function gives an object of texts: environment variables. */
  setup?: Run;
  teardown?: Run;
  operations: Record<string, Omit<Operation, 'auth'> & { auth?: AuthDefinition }>;
}

/**
 * Names a target in `conformance.config.ts` or `.js`, so that an editor knows the keys: `export default defineTarget({
 * … })`.
 */
export function defineTarget(target: TargetDefinition): TargetDefinition {
  return target;
}
