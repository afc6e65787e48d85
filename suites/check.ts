import type { TargetFixture } from '../contract/target.js';
import type { ClauseSide } from '../generated/journal.js';
import type { PlanContext } from './requests/plan-context.js';
import type { Session } from './session/session.js';

/** A clause side that a subject can show. */
export interface Cover {
  /** Local clause id. */
  readonly clause: string;
  readonly side: ClauseSide;
}

/** One thing a check looks at: becomes one vitest test. */
export interface Subject {
  /** Local clause id or pointer. */
  readonly name: string;
  readonly fixture: TargetFixture;
  readonly covers: readonly Cover[];
  /** Requests that change state if they are accepted, and requests that a conformant target refuses. */
  readonly requests: { readonly accept: number; readonly refuse: number };
  run(session: Session): Promise<void>;
}

/** One behaviour asked of a target. */
export interface Check {
  readonly id: string;
  /** What it asks, as a sentence. */
  readonly title: string;
  /**
   * Whether it can do without updates that change something: it sends what a conformant target refuses, or the stored
   * values.
   */
  readonly harmless?: true;
  plan(context: PlanContext): readonly Subject[];
}
