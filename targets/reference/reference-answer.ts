import type { Contract } from '../../contract/contract.js';
import type { LogicalRequest } from '../../contract/target.js';

/** An answer of the reference before it is written to the wire. */
export interface ReferenceAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON value; undefined: an empty body. */
  readonly body?: unknown;
  /** Sent instead of `body`, as it is. */
  readonly text?: string;
  /** The connection is closed instead. */
  readonly isDropped?: true;
}

/** The exchange an answer belongs to. */
export interface AnswerContext {
  readonly contract: Contract;
  readonly role: 'update' | 'read-back';
  readonly request: LogicalRequest;
  /** Id of the fixture addressed; absent when none was. */
  readonly fixture?: string;
  /** Whether the request was accepted. */
  readonly isAccepted: boolean;
  /** The resource before the request; undefined when none was addressed. */
  readonly before: unknown;
  /** The resource after the request. */
  readonly after: unknown;
  /** The reference's clock, in milliseconds. */
  readonly now: number;
  /** Replaces the stored resource; without effect when none was addressed. */
  overwrite(state: unknown): void;
}

/** Alters an answer, or what the exchange left behind: how broken targets are made of the reference. */
export type Intercept = (answer: ReferenceAnswer, context: AnswerContext) => ReferenceAnswer | Promise<ReferenceAnswer>;
