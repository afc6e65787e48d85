import * as fc from 'fast-check';
import type { Contract } from '../../contract/contract.js';
import { validator } from '../../contract/inspect/ajv.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import { isAlways } from '../../properties/is-always.js';
import { type DraftRequest, firstInstance } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { type Effort, shrunken } from './laws.js';
import { plainSchema } from './plain-schema.js';

/** Whether some relation makes a member mandatory whatever valid value its other member has. */
function alwaysDemanded(contract: Contract, model: RequestModel, pointer: string): boolean {
  return contract.behaviours.some(({ clause, behaviour: { relation } }) => {
    if (
      relation?.name !== 'required-when' ||
      relation.member !== pointer ||
      !model.relations.some((own) => own.clause === clause.local)
    )
      return false;
    const trigger = model.nodes.find((node) => node.pointer === relation.when.member);
    const values = trigger === undefined ? [] : (model.domain(trigger)?.edges ?? []);
    return values.every((value) => relation.when.in.some((one) => one === value));
  });
}

/** Whether an object without members stands anywhere in a request. */
function hasEmptyObject(value: unknown): boolean {
  if (isObject(value) && Object.keys(value).length === 0) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasEmptyObject);
}

/** What is wrong with the whole requests that a model draws. */
export function requestProblems(contract: Contract, model: RequestModel, { seed, draws }: Effort): readonly string[] {
  const validate = validator(plainSchema(model.tree));
  const mergeKeys = new Set(model.nodes.map(({ pointer, schema }) => `${pointer}/items/${schema['x-merge-by']}`));
  const problems = (what: string, request: unknown): readonly string[] => {
    const logical = model.logical(isObject(request) ? request : {});
    const { broken, disputed } = model.judge(logical);
    return [
      ...(broken.length + disputed.length === 0
        ? []
        : [`${what} breaks ${broken.join()}; disputed ${disputed.join()}: ${JSON.stringify(request)}`]),
      ...(validate(logical) ? [] : [`Ajv refuses ${what}: ${JSON.stringify(request)}`]),
    ];
  };
  const without = model.nodes
    .filter(
      (node) =>
        !isAlways(node) &&
        node.via === 'property' &&
        !mergeKeys.has(node.pointer) &&
        !alwaysDemanded(contract, model, node.pointer),
    )
    .flatMap((node) => {
      const draft = model.without(node);
      const there = valueAt(draft, firstInstance(node.pointer)) !== undefined;
      return [
        ...(there ? [`the request without ${node.pointer} has it`] : []),
        ...problems(`the request without ${node.pointer}`, draft),
      ];
    });
  const sample = (): readonly DraftRequest[] => fc.sample(model.requests, { seed, numRuns: draws * 4 });
  const drawn = sample();
  const asksNothing = JSON.stringify(model.base()) === '{}';
  return [
    ...problems('the minimal request', model.minimal()),
    ...problems('the base request', model.base()),
    ...without,
    ...(asksNothing ? ['the base request asks for no change'] : []),
    ...drawn.flatMap((request) => problems('a drawn request', request)),
    ...drawn
      .filter(hasEmptyObject)
      .map((request) => `no document says what an empty object gets: ${JSON.stringify(request)}`),
    ...shrunken(model.requests, seed).flatMap((request) => problems('a shrunk request', request)),
    ...(JSON.stringify(drawn) === JSON.stringify(sample())
      ? []
      : [`the seed ${seed} draws differently the second time`]),
  ];
}
