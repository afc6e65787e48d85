import type { Contract } from '../../contract/contract.js';
import type { TargetFixture } from '../../contract/target.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Observer } from '../findings/observer.js';
import type { RefusalStatuses } from '../findings/refusal-statuses.js';
import type { TellingSecrets } from '../secrets/telling-secrets.js';
import type { ShownValues } from '../state/shown-values.js';

/** What judging an answer needs to know of the run. */
export interface Judging {
  readonly contract: Contract;
  readonly observer: Observer;
  /** Milliseconds, never going back. */
  readonly clock: () => number;
  /** The status that the target has for each kind of violation. */
  readonly refusalStatuses: RefusalStatuses;
  /** The secrets of all requests so far. */
  readonly secrets: TellingSecrets;
  /** What read-backs have shown of members whose values no document prints. */
  readonly shownValues: ShownValues;
  model(fixture: TargetFixture): RequestModel;
  /** What a resource member showed in the first accepted answer on this fixture; remembers it. */
  firstShown(fixture: TargetFixture, pointer: string, value: string): string;
  /** What rules over several answers keep of those on this fixture. */
  remembered(fixture: TargetFixture): Map<string, string>;
}
