import type { Check } from '../check.js';
import { acceptsEdges } from './accepts-edges.js';
import { acceptsEquivalentForms } from './accepts-equivalent-forms.js';
import { acceptsExamples } from './accepts-examples.js';
import { acceptsPlainUpdate } from './accepts-plain-update.js';
import { acceptsRandom } from './accepts-random.js';
import { acceptsStoredValues } from './accepts-stored-values.js';
import { appliesParallelUpdatesWhole } from './applies-parallel-updates-whole.js';
import { errorCatalogue } from './error-catalogue.js';
import { honoursToken } from './honours-token.js';
import { keepsLeftOut } from './keeps-left-out.js';
import { keepsRelations } from './keeps-relations.js';
import { keepsSequences } from './keeps-sequences.js';
import { leavesOthersAlone } from './leaves-others-alone.js';
import { leavesUnsetAlone } from './leaves-unset-alone.js';
import { refusedStaysRefused } from './refused-stays-refused.js';
import { refusesBadAuth } from './refuses-bad-auth.js';
import { refusesMalformedBody } from './refuses-malformed-body.js';
import { refusesMixedUpdates } from './refuses-mixed-updates.js';
import { refusesUnknownResource } from './refuses-unknown-resource.js';
import { rejectsViolations } from './rejects-violations.js';
import { rejectsWithCode } from './rejects-with-code.js';
import { repeatsUpdates } from './repeats-updates.js';
import { serialisesUpdates } from './serialises-updates.js';

/** Every check, in the order they run. */
export const checks: readonly Check[] = [
  acceptsStoredValues,
  acceptsPlainUpdate,
  acceptsExamples,
  acceptsEdges,
  keepsLeftOut,
  leavesOthersAlone,
  leavesUnsetAlone,
  repeatsUpdates,
  acceptsEquivalentForms,
  rejectsViolations,
  refusesMixedUpdates,
  keepsRelations,
  rejectsWithCode,
  errorCatalogue,
  refusesUnknownResource,
  refusesMalformedBody,
  refusesBadAuth,
  honoursToken,
  serialisesUpdates,
  appliesParallelUpdatesWhole,
  acceptsRandom,
  keepsSequences,
  refusedStaysRefused,
];
