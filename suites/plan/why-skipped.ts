import type { Clause, Contract, Fixture } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { givenTraits } from '../../contract/inspect/traits.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import { requestModel } from '../../properties/request-model.js';
import { describeTraits } from '../findings/describe-traits.js';
import { nodeClauses } from '../requests/assign-nodes.js';
import type { PlanContext } from '../requests/plan-context.js';

/** Why no subject can show a clause on these fixtures, and what would change that. */
export function whySkipped(clause: Clause, { cases, contract, fixtures, flaws, refusing }: PlanContext): string {
  const behaviour = contract.behaviours.find(({ clause: { local } }) => local === clause.local)?.behaviour;
  if (behaviour?.auth !== undefined)
    return flaws.length === 0
      ? 'needs a target with credentials: auth in its target file'
      : "the target's way of authentication signs no date";
  if (clause.local === '/exchange/sequences' && cases === 0)
    return 'sequences are drawn at random, and no random cases were asked for (--cases 0)';
  if (clause.local === '/exchange/others-stay')
    return 'needs a second fixture that can be updated and is another resource';
  const all = [...fixtures, ...refusing];
  if (clause.needs.length > 0 && !all.some(({ traits }) => meetsNeeds(clause.needs, new Set(traits))))
    return `needs ${describeTraits(clause.needs, contract)}`;
  const row = contract.errors.find((entry) => entry.clause.local === clause.local);
  if (row?.provoke !== undefined && 'trait' in row.provoke)
    return `needs ${describeTraits([row.provoke.trait], contract)}`;
  if (fixtures.length === 0) return 'needs a fixture that can be updated';
  if (clause.side === 'request')
    return `no fixture can be sent ${clause.pointer ?? 'this member'}: ${declare(contract, (fixture) => isSendable(clause, contract, fixture))}`;
  if (behaviour?.relation !== undefined)
    return `no fixture can be sent its members: ${declare(contract, (fixture) =>
      requestModel(contract, fixture).relations.some(
        (relation) => relation.clause === clause.local && Object.keys(relation.bite).length > 0,
      ),
    )}`;
  return 'nothing that can be sent to these fixtures shows it';
}

function isSendable(clause: Clause, contract: Contract, fixture: Fixture): boolean {
  const shows = (node: TreeNode): boolean =>
    node.pointer === clause.pointer && nodeClauses(node).includes(clause.local);
  return requestModel(contract, fixture).nodes.some(shows);
}

/** A fixture like one of the contract's own that shows it. */
function declare(contract: Contract, shows: (fixture: Fixture) => boolean): string {
  const holder = contract.fixtures.find(shows);
  return holder === undefined
    ? 'the contract admits it nowhere'
    : `declare one with the traits ${givenTraits(holder.traits).join(', ')} and with values for its ids`;
}
