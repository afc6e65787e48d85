import type { Contract } from '../../contract/contract.js';
import { validator } from '../../contract/inspect/ajv.js';
import type { TreeNode } from '../../contract/inspect/tree.js';
import type { Domain } from '../../properties/domain.js';
import { type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import type { Judgement, Subject } from './laws.js';
import { plainSchema } from './plain-schema.js';

/** One node of a model as a subject of the laws: its values are judged within a whole request. */
export function subjectOf(contract: Contract, model: RequestModel, node: TreeNode, domain: Domain): Subject {
  const { pointer } = node;
  const at = firstInstance(pointer);
  const twin = model.with({ [pointer]: domain.edges[0] });
  const validate = validator(plainSchema(model.tree));
  const locals = new Set(contract.clauses.map(({ local }) => local));
  const request = (value: unknown): DraftRequest => model.logical(model.change(twin, at, value));
  return {
    domain,
    pointer,
    judge: (value): Judgement => model.judge(request(value)),
    validates: (value) => validate(request(value)) === true,
    exists: (clause) => locals.has(clause),
    entails: (clause, other) => {
      const [, facet] = clause.split('#');
      const [otherPointer = '', otherFacet] = other.split('#');
      return (
        facet === otherFacet &&
        model.relations.some(({ members }) => members.includes(pointer) && members.includes(otherPointer))
      );
    },
  };
}
