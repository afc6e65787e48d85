import type { Contract } from '../../contract/contract.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import type { LogicalRequest, Reply, TargetFixture } from '../../contract/target.js';

/** The request that reads a fixture back. */
export function readBackRequest(contract: Contract, fixture: TargetFixture): LogicalRequest {
  const members = new Set(contract.readBack?.members.map(({ name }) => name));
  const identity = Object.entries(fixture.values).filter(([name]) => members.has(name));
  return Object.fromEntries(identity.map(([name, value]) => [name, [value].flat()[0]]));
}

/** What tells the resources of fixtures apart. */
export function resourceIdentity(contract: Contract, fixture: TargetFixture): string {
  const member = contract.readBack?.resource?.member;
  return JSON.stringify([
    readBackRequest(contract, fixture),
    member === undefined ? undefined : fixture.values[member],
  ]);
}

/**
 * The other resources that a read-back answer lists, as a document of the same kind; undefined where it shows one only.
 */
export function othersIn(contract: Contract, fixture: TargetFixture, reply: Reply): readonly unknown[] | undefined {
  const place = contract.readBack?.resource;
  const list = place === undefined || reply.kind === 'none' ? undefined : valueAt(reply.body, place.list);
  const own = place === undefined ? undefined : [fixture.values[place.member]].flat()[0];
  if (place === undefined || !Array.isArray(list)) return undefined;
  return list.filter((entry) => isObject(entry) && entry[place.key] !== own);
}

/** The fixture's resource in a read-back answer. */
export function resourceIn(contract: Contract, fixture: TargetFixture, reply: Reply): unknown {
  const body = reply.kind === 'answer' ? reply.body : undefined;
  const place = contract.readBack?.resource;
  // An object without a single documented member, e.g. {}, shows no resource.
  if (place === undefined)
    return isObject(body) &&
      Object.keys(contract.readBack?.response.properties ?? {}).some((name) => Object.hasOwn(body, name))
      ? body
      : undefined;
  const list = valueAt(body, place.list);
  const own = [fixture.values[place.member]].flat()[0];
  return Array.isArray(list) ? list.find((entry) => isObject(entry) && entry[place.key] === own) : undefined;
}

/** Whether an answer shows the fixture. */
export function isReadBack(contract: Contract, fixture: TargetFixture, reply: Reply): boolean {
  return (
    reply.kind === 'answer' &&
    reply.status === contract.readBack?.status &&
    resourceIn(contract, fixture, reply) !== undefined
  );
}
