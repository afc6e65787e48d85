import type { Contract } from './contract.js';

/** A resource on a target that requests may be sent to. */
export interface TargetFixture {
  readonly id: string;
  readonly traits: readonly string[];
  /** Values of request members marked `x-fixture`, by member name. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}

/** A logical request: all parameters and top-level body members of an operation, by name. */
export type LogicalRequest = Readonly<Record<string, unknown>>;

/** What is wrong on purpose with the credentials of a request. */
export type AuthFlaw = 'missing-credentials' | 'wrong-secret' | 'expired-date';

/** A request as it goes over the wire, before signing. `path` includes the query string. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Asks the signer for wrong credentials; absent: right ones. */
  readonly flaw?: AuthFlaw;
  /** How many requests, this one among them, are meant to be under way at once; absent: it is meant to go alone. */
  readonly atOnce?: number;
}

/**
 * How requests are authenticated, without any secret: the scheme, and the environment variables that hold the
 * credentials.
 */
export interface Signing {
  readonly scheme: string;
  readonly variables: readonly string[];
  /** Headers that carry the value of a variable as it is, by header name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where a command, a file or a function gives them; the variables then only stand for them. */
  readonly command?: true;
}

/** Authenticates requests. It comes last, over the exact bytes that are sent to `baseUrl`. */
export interface Signer extends Signing {
  sign(request: WireRequest, baseUrl: string): WireRequest | Promise<WireRequest>;
  /** Secrets that it has used and that no environment variable holds: nobody else can hide them. */
  issued?(): readonly string[];
}

/** Tokens that end and are then replaced by new ones. */
export interface TokenSupply {
  /** Makes sure that there is a token; gives its number. @throws ConfigurationError when none can be had */
  ready(): Promise<number>;
  /** The present token. */
  token(): string;
  /** Replaces the token of that number, unless somebody has already. @throws ConfigurationError when none can be had */
  renew(number: number): Promise<void>;
}

/** What came back: an answer, or the reason why there is none. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
      /** The parsed body; undefined where it is empty or not JSON. */
      readonly body: unknown;
      /** Whether its bytes are not UTF-8. */
      readonly isNotUtf8?: boolean;
    }
  | {
      readonly kind: 'none';
      readonly problem: string;
      /** Set when the request was not even sent. */
      readonly unsent?: true;
      /** Set when it was not sent because nothing could have undone it: another kind of run would send it. */
      readonly withheld?: true;
      /** Set when the target refused the credentials: it did not look at the request. */
      readonly unread?: true;
    };

/** How one wire format turns logical requests into HTTP and back. Pure. */
export interface Driver {
  readonly name: string;
  /** The HTTP request of the update (or of the read-back) operation. */
  encode(contract: Contract, role: 'update' | 'read-back', request: LogicalRequest): WireRequest;
  /**
   * What a server reads from the HTTP request: text is turned into the integers and booleans that the contract names
   * where it is written so, and stays text otherwise. undefined when the request is not for this operation; a body that
   * is not JSON decodes to `{ malformed: text }`.
   */
  decode(
    contract: Contract,
    role: 'update' | 'read-back',
    request: WireRequest,
  ): { readonly request: LogicalRequest; readonly malformed?: string } | undefined;
}

/** Sends wire requests to one target. */
export interface Transport {
  readonly baseUrl: string;
  /** How the requests are authenticated; absent: not at all. */
  readonly signing?: Signing;
  send(request: WireRequest): Promise<Reply>;
}
