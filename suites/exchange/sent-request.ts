import type { LogicalRequest, Reply, Signing, WireRequest } from '../../contract/target.js';

/** A request that was sent, and what came back. */
export interface SentRequest {
  readonly logical: LogicalRequest;
  readonly wire: WireRequest;
  readonly url: string;
  /** How the request was authenticated; absent: not at all. */
  readonly signing?: Signing;
  readonly reply: Reply;
  /** Why the answer says nothing about the request: the target was busy with something else all the while. */
  readonly notNow?: string;
}
