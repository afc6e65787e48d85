import type { Contract } from '../../contract/contract.js';
import type { RequestModel } from '../../properties/request-model.js';
import { keepsRelation } from '../../targets/reference/relations/keeps-relation.js';

/** Relations whose situation a fixture rules out, by what the relation needs beyond its members. */
function canBite(contract: Contract, model: RequestModel, clause: string): boolean {
  const relation = contract.behaviours.find((entry) => entry.clause.local === clause)?.behaviour.relation;
  const edges = (pointer: string): readonly unknown[] => {
    const node = model.nodes.find((candidate) => candidate.pointer === pointer);
    return node === undefined ? [] : (model.domain(node)?.edges ?? []);
  };
  switch (relation?.name) {
    case undefined:
      return false;
    case 'same-block':
      return relation.members.every((member) => edges(member).length > 0);
    case 'address-in-block':
      return edges(relation.address).length > 0 && edges(relation.block).length > 0;
    case 'unique-by':
      return edges(`${relation.array}/items${relation.member}`).length > 1;
    case 'required-when':
    case 'format-when':
      return (
        edges(relation.member).length > 0 &&
        edges(relation.when.member).some((value) => relation.when.in.includes(value))
      );
    case 'single-entry-when':
      return (
        relation.members.some((member) => edges(member).length > 0) &&
        edges(relation.when.member).some((value) => relation.when.in.includes(value))
      );
  }
}

/**
 * What is wrong with the relations of a model. The reference target's own reading of each relation is held against it.
 */
export function relationProblems(contract: Contract, model: RequestModel): readonly string[] {
  const problems: string[] = [];
  for (const relation of model.relations) {
    const { clause, bite } = relation;
    const bites = Object.keys(bite).length > 0;
    if (bites !== canBite(contract, model, clause))
      problems.push(`${clause} ${bites ? 'bites although it cannot' : 'does not bite although it can'}`);
    if (!bites) continue;
    const twin = model.with(bite);
    const { broken, disputed } = model.judge(model.logical(twin));
    if (broken.length + disputed.length > 0)
      problems.push(
        `the twin of ${clause} breaks ${broken.join()}; disputed ${disputed.join()}: ${JSON.stringify(twin)}`,
      );
    const behaviour = contract.behaviours.find((entry) => entry.clause.local === clause)?.behaviour;
    if (behaviour?.relation !== undefined && !keepsRelation(behaviour.relation, twin))
      problems.push(`the reference refuses the twin of ${clause}: ${JSON.stringify(twin)}`);
    const violations = relation.violations(twin);
    if (violations.length === 0) problems.push(`${clause} has no violation`);
    for (const { operator, request } of violations) {
      const judged = model.judge(model.logical(request)).broken;
      if (judged.join() !== clause)
        problems.push(`${clause} ${operator} breaks ${judged.join()}: ${JSON.stringify(request)}`);
      if (behaviour?.relation !== undefined && keepsRelation(behaviour.relation, request))
        problems.push(`the reference accepts ${clause} ${operator}: ${JSON.stringify(request)}`);
    }
  }
  return problems;
}
