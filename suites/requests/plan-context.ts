import type { Contract } from '../../contract/contract.js';
import type { AuthFlaw, Driver, TargetFixture } from '../../contract/target.js';
import type { RequestModel } from '../../properties/request-model.js';

/** What a check plans with; no request has been sent. */
export interface PlanContext {
  readonly contract: Contract;
  readonly driver: Driver;
  /** Fixtures that ordinary updates work on. */
  readonly fixtures: readonly TargetFixture[];
  /** Those of them that may be changed in every way: no documented error needs them as they are. */
  readonly changeable: readonly TargetFixture[];
  /** Fixtures that refuse every update. */
  readonly refusing: readonly TargetFixture[];
  /** Whether the target claims a clause that can be checked, by local id; the run may be about other clauses. */
  readonly isClaimed: (local: string) => boolean;
  /** Whether a clause of the request can be checked on a fixture, by local id. */
  readonly isJudged: (local: string, fixture: TargetFixture) => boolean;
  /** Whether the run is about a clause, by local id. */
  readonly isWanted: (local: string) => boolean;
  /** The model of a fixture, built once. */
  readonly model: (fixture: TargetFixture) => RequestModel;
  /** Random cases per member beyond the edges. */
  readonly cases: number;
  readonly seed: number;
  /** The ways in which the target's credentials can be wrong on purpose. */
  readonly flaws: readonly AuthFlaw[];
  /** Whether nothing may be sent but what a conformant target refuses, and the stored values. */
  readonly careful: boolean;
  /** Whether a fixture falls to this part of a shared run; others may be changed by other machines at any time. */
  readonly isWithin: (fixture: TargetFixture) => boolean;
}
