import type { OperationShape } from '../../contract/contract.js';
import type { LogicalRequest } from '../../contract/target.js';
import type { ReferenceResource } from './reference-resource.js';

/** The resources a request addresses, or the member that names none. */
export type Located =
  | { readonly kind: 'found'; readonly resources: readonly [ReferenceResource, ...ReferenceResource[]] }
  | { readonly kind: 'unknown'; readonly member: string };

function isNamed(resource: ReferenceResource, member: string, value: unknown): boolean {
  const own = resource.fixture.values[member];
  return own === undefined || own === value || (Array.isArray(own) && own.some((one) => one === value));
}

/**
 * Finds the resources by the mandatory top-level members that fixtures give values for; a missing member narrows
 * nothing.
 */
export function locateResource(
  shape: OperationShape,
  request: LogicalRequest,
  resources: readonly ReferenceResource[],
): Located {
  let left = resources;
  let last = '';
  for (const name of shape.request.required ?? []) {
    const value = request[name];
    if (value === undefined || !resources.some(({ fixture }) => Object.hasOwn(fixture.values, name))) continue;
    left = left.filter((resource) => isNamed(resource, name, value));
    last = name;
    if (left.length === 0) break;
  }
  const [first, ...rest] = left;
  return first === undefined ? { kind: 'unknown', member: last } : { kind: 'found', resources: [first, ...rest] };
}
