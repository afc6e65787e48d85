// Written by `npm run generate`. Do not edit.

/**
 * Where a credential comes from; what does not stand in the environment is asked for when the run starts, and again when it was refused.
 */
export type CredentialSource = EnvironmentValue | CommandOutput | FileContent | ModuleFunction;

/**
 * What is tested: an implementation, where it answers, and the resources on it that requests may be sent to.
 */
export interface TargetFile {
  $schema?: string;
  implementation?: ImplementationIdentity;
  /**
   * Where it answers, e.g. http://127.0.0.1:8080; or the environment variable that says it.
   */
  baseUrl: string | EnvironmentValue;
  /**
   * Runs before the first request and prints a JSON object of texts: environment variables that the rest of the file refers to, such as the ids of resources it has created.
   */
  setup?: CommandOutput | ModuleFunction;
  /**
   * Runs at the end, however that comes, with the variables of setup in its environment.
   */
  teardown?: CommandOutput | ModuleFunction;
  /**
   * Headers sent with every request: a text, or { env: NAME } for what must not stand in a file.
   */
  headers?: {
    [k: string]: string | CredentialSource;
  };
  auth?: AuthEntry;
  tls?: TlsOptions;
  /**
   * Whether cookies that the target sets are sent back, as some balancers ask for; default false.
   */
  cookies?: boolean;
  /**
   * How long to wait for one answer, in milliseconds; default 10000.
   */
  timeoutMs?: number;
  /**
   * How long to wait for an accepted update to settle, in milliseconds; default 30000.
   */
  settleMs?: number;
  /**
   * At most so many requests in a second; default: no limit.
   */
  requestsPerSecond?: number;
  /**
   * At most so many requests in a run; default: no limit.
   */
  maxRequests?: number;
  /**
   * So many operations side by side, unless --workers asks for fewer; default 2.
   */
  concurrency?: number;
  /**
   * What the implementation claims: operation ids, clause ids, or prefixes of clause ids that end in *. Default: all of the operations below. What is not claimed is unsupported and never fails.
   *
   * @minItems 1
   */
  features?: string[];
  /**
   * Failures that are known, or the file (YAML) that holds them, relative to this one. They are run and told as failed, and do not change the exit code; one that passes, has expired, matches nothing or has no reason is an error.
   */
  deviations?: string | DeviationEntry[];
  /**
   * The operations it implements, by contract id such as huawei.update-vpn-connection.
   */
  operations: {
    [k: string]: {
      /**
       * Where this operation answers, if elsewhere.
       */
      baseUrl?: string | EnvironmentValue;
      auth?: AuthEntry;
      /**
       * @minItems 1
       */
      fixtures: FixtureEntry[];
    };
  };
}
/**
 * Whose implementation this is, as the report says it.
 */
export interface ImplementationIdentity {
  organization?: string;
  project?: string;
  version?: string;
  /**
   * Its home page.
   */
  url?: string;
  /**
   * Whom to ask: an address or a page.
   */
  contact?: string;
}
/**
 * The value of an environment variable.
 */
export interface EnvironmentValue {
  env: string;
}
/**
 * What a command prints: one word on standard output.
 */
export interface CommandOutput {
  /**
   * A line for the shell, or a program with its arguments. It asks nobody, as nobody answers.
   */
  command: string | string[];
  /**
   * How long it may take, in milliseconds; default 60000.
   */
  timeoutMs?: number;
}
/**
 * A function of a target file in TypeScript or JavaScript; it stands there as itself.
 */
export interface ModuleFunction {
  module: string;
  /**
   * @minItems 1
   */
  function: string[];
}
/**
 * What a file holds, without the space around it: read when the run starts, and again when it was refused.
 */
export interface FileContent {
  /**
   * Relative to the target file.
   */
  file: string;
}
/**
 * How requests are authenticated. Credentials are named by the environment variables that hold them, never written here.
 */
export interface AuthEntry {
  /**
   * none; headers: fixed headers; alibaba-v1: HMAC-SHA1; alibaba-acs3: ACS3-HMAC-SHA256; sdk-hmac-sha256: AK/SK of Huawei Cloud and OTC; sdk-hmac-sha256-scoped: the same as OTC's Go client signs; x-auth-token: their token; bce-auth-v1: Baidu AI Cloud; own: a function of the file (sign).
   */
  scheme:
    | 'none'
    | 'own'
    | 'headers'
    | 'alibaba-v1'
    | 'alibaba-acs3'
    | 'sdk-hmac-sha256'
    | 'sdk-hmac-sha256-scoped'
    | 'x-auth-token'
    | 'bce-auth-v1';
  accessKeyId?: CredentialSource;
  accessKeySecret?: CredentialSource;
  securityToken?: CredentialSource;
  token?: CredentialSource;
  /**
   * Where all of them come together from: a JSON object with accessKeyId, accessKeySecret, securityToken, token and expiration, as far as the scheme needs them. Asked when the run starts, when they are refused, and before they expire.
   */
  credentials?: CommandOutput | FileContent | ModuleFunction;
  sign?: ModuleFunction;
  /**
   * What X-Project-Id carries; no secret.
   */
  projectId?: string;
  /**
   * Whole header values, by header name.
   */
  headers?: {
    [k: string]: CredentialSource;
  };
}
/**
 * How https certificates are checked.
 */
export interface TlsOptions {
  /**
   * Certificates (PEM) to trust beside the system's; relative to the target file.
   */
  caFile?: string;
  /**
   * The certificate (PEM) that is shown to a server that asks for one; relative to the target file.
   */
  cert?: string;
  /**
   * Its private key (PEM, without a passphrase); relative to the target file.
   */
  key?: string;
  /**
   * Takes any certificate; works only together with --insecure on the command line.
   */
  insecure?: boolean;
}
/**
 * A failure that is known.
 */
export interface DeviationEntry {
  /**
   * A clause id, the beginning of some up to a / or #, or any beginning with * behind it.
   */
  clause: string;
  /**
   * Why it is accepted.
   */
  reason: string;
  /**
   * Where it is followed up.
   */
  issue?: string;
  /**
   * YYYY-MM-DD.
   */
  since?: string;
  /**
   * The last day on which it holds, YYYY-MM-DD.
   */
  expires?: string;
}
/**
 * A resource on the target that requests may be sent to, and that they may change.
 */
export interface FixtureEntry {
  /**
   * A name of your own.
   */
  id: string;
  /**
   * What is true of it, and with ! in front what is not (!flavor-gm); '!*': none of the others. What is neither given nor denied is unknown, and what hangs on it is not judged. `vpn-conformance list --operation ID` prints the words.
   */
  traits: string[];
  /**
   * Its ids and those of things beside it, by request member; a list where several are at hand. { env: NAME } takes one from the environment.
   */
  values: {
    [k: string]: string | EnvironmentValue | (string | EnvironmentValue)[];
  };
}
