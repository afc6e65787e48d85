import { formats } from '../../contract/inspect/formats/index.js';
import { valueAt } from '../../contract/pointer.js';
import type { Format } from '../../generated/schema-node.js';
import { firstInstance, instancesOf } from '../request.js';
import { conditionMet, type MemberCondition, setMember } from './condition.js';
import { isKept, type Relation, type RelationContext } from './relation.js';

const good: Readonly<Partial<Record<Format, readonly string[]>>> = {
  ipv4: ['10.10.10.1', '203.0.113.7'],
  uuid: ['0f8fad5b-d9cb-469f-a165-70867728950e'],
};
const bad: readonly string[] = ['vpn.example.com', '256.1.1.1', '10.10.10', '2001:db8::1'];

/** A member that has a format when another one has certain values. */
export function formatWhen(
  clause: string,
  member: string,
  format: Format,
  when: MemberCondition,
  { sample, admits, put }: RelationContext,
): Relation {
  const pointers = [member, when.member];
  const trigger = sample(when.member).find((value) => when.in.includes(value));
  const [usual] = good[format] ?? [];
  return {
    clause,
    members: pointers,
    bite: trigger === undefined || usual === undefined ? {} : { [when.member]: trigger, [member]: usual },
    holds: (request) =>
      instancesOf(request, pointers).every(([at = '', whenAt = '']) => {
        const value = valueAt(request, at);
        return typeof value !== 'string' || conditionMet(request, whenAt, when) !== true || formats[format](value);
      }),
    satisfy: (request, keep) =>
      instancesOf(request, pointers).reduce((draft, [at = '', whenAt = '']) => {
        const value = valueAt(draft, at);
        if (value === undefined) return draft;
        const met = conditionMet(draft, whenAt, when);
        const named =
          met === undefined && !isKept(whenAt, keep) && trigger !== undefined ? put(draft, whenAt, trigger) : draft;
        const fits = typeof value === 'string' && formats[format](value);
        return conditionMet(named, whenAt, when) === true && !fits && !isKept(at, keep)
          ? setMember(named, at, usual)
          : named;
      }, request),
    violations: (request) =>
      bad
        .filter((value) => !formats[format](value) && admits(member, value))
        .map((value) => ({ operator: `not-${format}`, request: setMember(request, firstInstance(member), value) })),
  };
}
