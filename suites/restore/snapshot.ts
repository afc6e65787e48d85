import type { TargetFixture } from '../../contract/target.js';
import type { WriteBack } from './write-back.js';

/** A fixture as it was before the run changed it. */
export interface Snapshot {
  readonly fixture: TargetFixture;
  /** The comparable text of its state; undefined where it cannot be read. */
  readonly state?: string;
  /** The update that writes it back. */
  readonly update: WriteBack;
}

/** A snapshot that can be written back. */
export interface Restorable extends Snapshot {
  readonly state: string;
  readonly update: Exclude<WriteBack, { readonly problem: string }>;
}
