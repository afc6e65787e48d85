import { valueAt } from '../../contract/pointer.js';
import { firstInstance, instancesOf } from '../request.js';
import { conditionMet, type MemberCondition, setMember } from './condition.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

/** A member that is mandatory when another one has certain values. */
export function requiredWhen(
  clause: string,
  member: string,
  when: MemberCondition,
  { sample, put }: RelationContext,
): Relation {
  const pointers = [member, when.member];
  const trigger = sample(when.member).find((value) => when.in.includes(value));
  const other = sample(when.member).find((value) => !when.in.includes(value));
  return {
    clause,
    members: pointers,
    bite: trigger === undefined ? {} : { [when.member]: trigger },
    holds: (request) =>
      instancesOf(request, pointers).every(
        ([at = '', whenAt = '']) => conditionMet(request, whenAt, when) !== true || valueAt(request, at) !== undefined,
      ),
    satisfy: (request, keep) =>
      instancesOf(request, pointers).reduce((draft, [at = '', whenAt = '']) => {
        const met = conditionMet(draft, whenAt, when);
        const present = valueAt(draft, at) !== undefined;
        if (met === true && !present && !keep.includes(at)) return put(draft, at, sample(member)[0]);
        // The member is to be left out: then the situation that asks for it is left, too.
        if (met === true && !present && !isKept(whenAt, keep)) return setMember(draft, whenAt, other);
        // A member without its situation has no documented meaning.
        if (met === false && present && !isKept(at, keep)) return setMember(draft, at, undefined);
        // What is stored is not known: name the situation in which the member has its meaning.
        if (met === undefined && present && !isKept(whenAt, keep) && trigger !== undefined)
          return put(draft, whenAt, trigger);
        return draft;
      }, request),
    violations: (request) =>
      conditionMet(request, firstInstance(when.member), when) === true
        ? [{ operator: 'missing-companion', request: setMember(request, firstInstance(member), undefined) }]
        : [],
  };
}
