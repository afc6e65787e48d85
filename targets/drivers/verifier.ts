import type { WireRequest } from '../../contract/target.js';

/** Credentials that a server knows. */
export interface KnownCredentials {
  readonly keys: readonly KnownKey[];
  /** Tokens of an identity service. */
  readonly tokens: readonly string[];
  /** Fixed headers, all of which are asked for; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An access key; temporary ones come with a token. */
export interface KnownKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** How a request with wrong credentials is refused. */
export interface AuthRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/**
 * What a server concludes from the credentials of a request: refused, or right, with a value that may be used only
 * once.
 */
export type Verification =
  | { readonly refusal: AuthRefusal }
  | { readonly once?: { readonly value: string; readonly refusal: AuthRefusal } };

/**
 * Checks the credentials of a request as it arrived: whole path, lower-case header names, body byte for byte. `now` is
 * in milliseconds since 1970. Pure.
 */
export type Verify = (request: WireRequest, known: KnownCredentials, now: number) => Verification;

/** A refusal. */
export function refused(status: number, code: string, message: string): { readonly refusal: AuthRefusal } {
  return { refusal: { status, code, message } };
}
