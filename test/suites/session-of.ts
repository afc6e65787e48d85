import type { Contract } from '../../contract/contract.js';
import { requestModel } from '../../properties/request-model.js';
import { Observer } from '../../suites/findings/observer.js';
import { RefusalStatuses } from '../../suites/findings/refusal-statuses.js';
import type { Judging } from '../../suites/judges/judging.js';
import { TellingSecrets } from '../../suites/secrets/telling-secrets.js';
import { ShownValues } from '../../suites/state/shown-values.js';

/** What judging an answer needs, without a target. */
export function sessionOf(contract: Contract): Judging {
  const clauses = new Map(
    contract.clauses.filter(({ excluded }) => excluded === undefined).map((clause) => [clause.local, clause]),
  );
  const shown = new Map<string, string>();
  return {
    contract,
    clock: () => performance.now(),
    observer: new Observer(contract, clauses, '', 1),
    shownValues: new ShownValues(),
    refusalStatuses: new RefusalStatuses(),
    secrets: new TellingSecrets(contract),
    model: (fixture) => requestModel(contract, fixture),
    firstShown: (fixture, pointer, value) => {
      const key = `${fixture.id} ${pointer}`;
      shown.set(key, shown.get(key) ?? value);
      return shown.get(key) ?? value;
    },
    remembered: () => shown,
  };
}
