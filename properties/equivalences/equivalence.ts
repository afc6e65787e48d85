import type { DraftRequest } from '../request.js';
import type { RequestModel } from '../request-model.js';

/** Another form of a request that means the same. */
export interface Equivalence {
  readonly name: string;
  /** Local id of the clause that makes both forms equal; absent where JSON itself does (RFC 8259). */
  readonly clause?: string;
  /** The document is silent on this form: what happens is told, never judged. */
  readonly advisory?: true;
  /** The other form; undefined where the request has none that every reading admits. */
  apply(model: RequestModel, draft: DraftRequest): DraftRequest | undefined;
}
