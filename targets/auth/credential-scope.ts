import type { AuthEntry } from '../../generated/target-file.js';

/** Where requests go, and what they are authenticated with. */
export interface Placed {
  readonly baseUrl: string;
  readonly auth?: AuthEntry | undefined;
}

/** A text that is the same for the same credentials. It holds none: they are referred to. */
export function credentialName(auth: AuthEntry | undefined): string {
  return JSON.stringify(auth ?? {});
}

/**
 * Which credentials an operation of several is reached with, and which at its address: numbers that are the same for
 * operations that share them.
 */
export function credentialScope(
  operations: readonly Placed[],
  { auth, baseUrl }: Placed,
): { readonly credentials: number; readonly place: number } {
  const hasSame = (other: Placed): boolean => credentialName(other.auth) === credentialName(auth);
  return {
    credentials: operations.findIndex(hasSame),
    place: operations.findIndex((other) => hasSame(other) && other.baseUrl === baseUrl),
  };
}
