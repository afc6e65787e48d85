import { valueAt } from '../../contract/pointer.js';
import { type DraftRequest, firstInstance, instancesOf } from '../request.js';
import { conditionMet, type MemberCondition, setMember } from './condition.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

function entriesOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.split(',');
  return Array.isArray(value) ? value : [];
}

function several(value: unknown): boolean {
  return entriesOf(value).length > 1;
}

/** Lists that may hold one entry only when another member has certain values (IKEv1 carries one network pair). */
export function singleEntryWhen(
  clause: string,
  lists: readonly string[],
  when: MemberCondition,
  { sample, put }: RelationContext,
): Relation {
  const pointers = [when.member, ...lists];
  const trigger = sample(when.member).find((value) => when.in.includes(value));
  const other = sample(when.member).find((value) => !when.in.includes(value));
  const single = (value: unknown): unknown =>
    typeof value === 'string' ? value.split(',')[0] : entriesOf(value).slice(0, 1);
  const singles = lists
    .map((pointer) => [pointer, sample(pointer).find((value) => !several(value))] as const)
    .filter(([, value]) => value !== undefined);
  const clash = (request: DraftRequest, [whenAt = '', ...listsAt]: readonly string[]): boolean =>
    conditionMet(request, whenAt, when) === true && listsAt.some((at) => several(valueAt(request, at)));
  return {
    clause,
    members: pointers,
    bite: trigger === undefined ? {} : { [when.member]: trigger, ...Object.fromEntries(singles) },
    holds: (request) => instancesOf(request, pointers).every((instance) => !clash(request, instance)),
    satisfy: (request, keep) =>
      instancesOf(request, pointers).reduce((draft, instance) => {
        const [whenAt = '', ...listsAt] = instance;
        const long = listsAt.filter((at) => several(valueAt(draft, at)));
        const unknown = conditionMet(draft, whenAt, when) === undefined;
        if (long.length === 0 || (!unknown && !clash(draft, instance))) return draft;
        // Which version is stored is not known, so a long list names the other one.
        if (!isKept(whenAt, keep) && other !== undefined) return put(draft, whenAt, other);
        return unknown
          ? draft
          : long
              .filter((at) => !isKept(at, keep))
              .reduce((changed, at) => setMember(changed, at, single(valueAt(changed, at))), draft);
      }, request),
    violations: (request) =>
      lists.flatMap((pointer) =>
        sample(pointer)
          .filter(several)
          .slice(0, 1)
          .map((value) => ({
            operator: 'several-entries',
            request: setMember(request, firstInstance(pointer), value),
          })),
      ),
  };
}
