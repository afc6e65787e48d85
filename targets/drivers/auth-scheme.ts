import type { WireRequest } from '../../contract/target.js';

/** What a caller proves who it is with. All of it but the project is secret. */
export interface Credentials {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** The token of temporary keys (STS). */
  readonly securityToken?: string;
  readonly token?: string;
  readonly projectId?: string;
  /** Whole header values, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a signature depends on beside request and credentials. */
export interface SigningWorld {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new value at each call. */
  readonly nonce: () => string;
}

/** One way to authenticate requests. Pure. */
export interface AuthScheme {
  readonly name: string;
  /** Credentials it cannot do without, and those it may be given. */
  readonly needs: readonly (keyof Credentials)[];
  readonly takes: readonly (keyof Credentials)[];
  /** Whether a date is signed, so that a request can be too old. */
  readonly dated: boolean;
  /** The header that carries the credential as it is, where there is one. */
  readonly tokenHeader?: string;
  sign(request: WireRequest, baseUrl: string, credentials: Credentials, world: SigningWorld): WireRequest;
}
