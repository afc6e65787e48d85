import type { Contract } from '../../contract/contract.js';
import { isObject, withValueAt } from '../../contract/pointer.js';
import type { Driver, LogicalRequest } from '../../contract/target.js';
import type { RequestModel } from '../../properties/request-model.js';

/** A request that no reading of the document admits. */
export interface Nonsense {
  readonly logical: LogicalRequest;
  /** Local ids of the clauses it breaks; at least one. */
  readonly broken: readonly string[];
}

/**
 * An update in which every member that can be wrong is wrong, after encoding too; only the ids of the fixture are
 * right. undefined where the wire can carry no wrong value.
 */
export function nonsenseRequest(contract: Contract, driver: Driver, model: RequestModel): Nonsense | undefined {
  const wrong = model.tree.children.flatMap((child) => {
    const violation =
      child.schema['x-fixture'] === true
        ? undefined
        : model.domain(child)?.violations.find(({ advisory }) => advisory !== true);
    const [value] = violation?.edges ?? [];
    return value === undefined ? [] : [{ at: child.pointer, value }];
  });
  const draft = wrong.reduce<unknown>((request, { at, value }) => withValueAt(request, at, value), model.base());
  const logical = model.logical(isObject(draft) ? draft : {});
  const received = driver.decode(contract, 'update', driver.encode(contract, 'update', logical));
  const broken = received === undefined || received.malformed !== undefined ? [] : model.judge(received.request).broken;
  return broken.length === 0 ? undefined : { logical, broken };
}
