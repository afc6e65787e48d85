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

/** A request as it goes over the wire, before signing. `path` includes the query string. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
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
    }
  | { readonly kind: 'none'; readonly problem: string };

/** How one wire format turns logical requests into HTTP and back. Pure. */
export interface Driver {
  readonly name: string;
  /** The HTTP request of the update (or of the read-back) operation. */
  encode(contract: Contract, role: 'update' | 'read-back', request: LogicalRequest): WireRequest;
  /**
   * What a server reads from the HTTP request: text is turned into the integers and booleans that the contract names where it is written so, and stays text otherwise.
   * undefined when the request is not for this operation; a body that is not JSON decodes to `{ malformed: text }`.
   */
  decode(contract: Contract, role: 'update' | 'read-back', request: WireRequest): { readonly request: LogicalRequest; readonly malformed?: string } | undefined;
}

/** Sends wire requests to one target. */
export interface Transport {
  readonly baseUrl: string;
  send(request: WireRequest): Promise<Reply>;
}
