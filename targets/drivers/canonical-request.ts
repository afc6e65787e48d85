import { percentDecoded, percentEncoded } from './percent-encoding.js';

/** A name and its value, neither encoded. */
export type Pair = readonly [string, string];

/** Orders texts by code units, as the vendors' signers do. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The pairs of a query string or form body, decoded, in their order. */
export function decodedPairs(text: string): readonly Pair[] {
  return [...new URLSearchParams(text)];
}

/** A path in which every segment is encoded anew, so that both ends of the wire write it alike. */
export function canonicalPath(pathname: string): string {
  return pathname
    .split('/')
    .map((segment) => percentEncoded(percentDecoded(segment)))
    .join('/');
}

/** Pairs encoded and sorted by name, equal names by value. */
export function canonicalPairs(pairs: readonly Pair[]): string {
  return [...pairs]
    .sort(([name, value], [otherName, otherValue]) => byCodeUnit(name, otherName) || byCodeUnit(value, otherValue))
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .join('&');
}

/** What the canonical request of ACS3-HMAC-SHA256 and SDK-HMAC-SHA256 is made of. */
export interface CanonicalParts {
  readonly method: string;
  readonly path: string;
  readonly query: readonly Pair[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names of the signed headers, lower case. */
  readonly signed: readonly string[];
  readonly bodyHash: string;
}

/** The text whose hash is signed: method, path, query, signed headers one a line, their names, hash of the body. */
export function canonicalRequest({ method, path, query, headers, signed, bodyHash }: CanonicalParts): string {
  const lines = signed.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  return [method, path, canonicalPairs(query), lines, signed.join(';'), bodyHash].join('\n');
}
