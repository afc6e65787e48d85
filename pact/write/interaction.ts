import type { Contract } from '../../contract/contract.js';
import type { LogicalRequest, TargetFixture, WireRequest } from '../../contract/target.js';
import type { Matcher, Template } from './template.js';

/** One exchange of a Pact contract. */
export interface PactInteraction {
  readonly description: string;
  /** What the provider state is made of. */
  readonly fixture: TargetFixture;
  readonly request: WireRequest;
  readonly status: number;
  /** Present where the document prints no single status. */
  readonly statusRule?: Matcher;
  readonly mediaType?: string;
  /** Absent where the answer has no body. */
  readonly body?: Template;
}

/** What interactions are made of. */
export interface InteractionSource {
  readonly contract: Contract;
  /** The provider's resources. */
  readonly fixtures: readonly TargetFixture[];
  /** The vendor's wire. */
  readonly encode: (request: LogicalRequest) => WireRequest;
}
