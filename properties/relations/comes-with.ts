import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance, instancesOf } from '../request.js';
import { setMember } from './condition.js';
import type { Relation, RelationContext } from './relation.js';

/**
 * A member that the kit sends along with another one; where it is to be left out, the other one is, too. No clause says
 * so.
 */
export function comesWith(member: string, other: string, { sample, put }: RelationContext): Relation {
  const at = firstInstance(member);
  const others = (request: DraftRequest): readonly string[] =>
    instancesOf(request, [other]).flatMap(([place = '']) => (valueAt(request, place) === undefined ? [] : [place]));
  const isAlone = (request: DraftRequest): boolean => others(request).length > 0 && valueAt(request, at) === undefined;
  return {
    clause: '',
    members: [member, other],
    bite: {},
    holds: (request) => !isAlone(request),
    satisfy: (request, keep) => {
      if (!isAlone(request)) return request;
      const [value] = sample(member);
      if (value !== undefined && !keep.includes(at)) return put(request, at, value);
      return others(request).reduce((draft, place) => setMember(draft, place, undefined), request);
    },
    violations: () => [],
  };
}
