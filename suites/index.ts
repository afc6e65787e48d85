import type { Check } from './check.js';
import { acceptsEdges } from './checks/accepts-edges.js';
import { acceptsEquivalentForms } from './checks/accepts-equivalent-forms.js';
import { acceptsExamples } from './checks/accepts-examples.js';
import { acceptsPlainUpdate } from './checks/accepts-plain-update.js';
import { acceptsRandom } from './checks/accepts-random.js';
import { acceptsStoredValues } from './checks/accepts-stored-values.js';
import { appliesParallelUpdatesWhole } from './checks/applies-parallel-updates-whole.js';
import { errorCatalogue } from './checks/error-catalogue.js';
import { honoursToken } from './checks/honours-token.js';
import { keepsLeftOut } from './checks/keeps-left-out.js';
import { keepsRelations } from './checks/keeps-relations.js';
import { keepsSequences } from './checks/keeps-sequences.js';
import { leavesOthersAlone } from './checks/leaves-others-alone.js';
import { leavesUnsetAlone } from './checks/leaves-unset-alone.js';
import { refusedStaysRefused } from './checks/refused-stays-refused.js';
import { refusesBadAuth } from './checks/refuses-bad-auth.js';
import { refusesMalformedBody } from './checks/refuses-malformed-body.js';
import { refusesMixedUpdates } from './checks/refuses-mixed-updates.js';
import { refusesUnknownResource } from './checks/refuses-unknown-resource.js';
import { rejectsViolations } from './checks/rejects-violations.js';
import { rejectsWithCode } from './checks/rejects-with-code.js';
import { repeatsUpdates } from './checks/repeats-updates.js';
import { serialisesUpdates } from './checks/serialises-updates.js';

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
