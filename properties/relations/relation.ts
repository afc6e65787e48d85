import type { DraftRequest } from '../request.js';

/** A rule over several members of one request. */
export interface Relation {
  /** Local clause id. */
  readonly clause: string;
  /** Contract pointers of the members it speaks of. */
  readonly members: readonly string[];
  /** Values, by contract pointer, that make the rule bite. */
  readonly bite: Readonly<Record<string, unknown>>;
  /** Whether the rule is kept; a rule whose members are absent or malformed is. */
  holds(request: DraftRequest): boolean;
  /** The request with other members moved so that the rule is kept; members at `keep` (concrete pointers) stay. */
  satisfy(request: DraftRequest, keep: readonly string[]): DraftRequest;
  /** Ways to break the rule alone, starting from a request that keeps it and holds `bite`. */
  violations(request: DraftRequest): readonly { readonly operator: string; readonly request: DraftRequest }[];
}

/** What a relation may ask of the model it belongs to. */
export interface RelationContext {
  readonly traits: ReadonlySet<string>;
  /** Boundary members of the domain at a contract pointer; empty where it cannot be sent. */
  readonly sample: (pointer: string) => readonly unknown[];
  /** Whether every reading admits a value at a contract pointer. */
  readonly admits: (pointer: string, value: unknown) => boolean;
  /**
   * The request with a member set at a concrete pointer; objects missing on the way come with their own mandatory
   * members.
   */
  readonly put: (request: DraftRequest, at: string, value: unknown) => DraftRequest;
}

/** Whether a change to the request is a request: pointers of relations always lead into objects. */
export function isKept(at: string, keep: readonly string[]): boolean {
  return keep.some((pointer) => pointer === at || pointer.startsWith(`${at}/`));
}
