import type { Contract, Location, OperationShape } from '../../../contract/contract.js';
import { isObject } from '../../../contract/pointer.js';
import type { Driver, LogicalRequest, WireRequest } from '../../../contract/target.js';
import { parseJson } from '../json-text.js';
import { operationOf } from '../operation-of.js';
import { encodedPairs } from '../percent-encoding.js';
import { readText } from '../read-text.js';
import { splitPath } from '../split-path.js';
import { wireText } from '../wire-text.js';
import { fillTemplate, matchTemplate } from './path-template.js';

type Role = 'update' | 'read-back';

/**
 * The given members that travel at a location; an update also carries members the contract does not know, in its body
 * or else its query.
 */
function membersAt(
  shape: OperationShape,
  role: Role,
  location: Location,
  request: LogicalRequest,
): readonly (readonly [string, unknown])[] {
  const strangers: Location = shape.requestMediaType === undefined ? 'query' : 'body';
  const locations = new Map(shape.members.map((member) => [member.name, member.location]));
  return Object.entries(request).filter(
    ([name, value]) =>
      value !== undefined && (locations.get(name) ?? (role === 'update' ? strangers : undefined)) === location,
  );
}

function encode(contract: Contract, role: Role, request: LogicalRequest): WireRequest {
  const shape = operationOf(contract, role);
  const pathname = fillTemplate(shape.path, (name) => (request[name] === undefined ? '' : wireText(request[name])));
  const query = encodedPairs(membersAt(shape, role, 'query', request).map(([name, value]) => [name, wireText(value)]));
  const ownHeaders = membersAt(shape, role, 'header', request).map(([name, value]) => [
    name.toLowerCase(),
    wireText(value),
  ]);
  const namesContentType = shape.members.some(
    ({ name, location }) => location === 'header' && name.toLowerCase() === 'content-type',
  );
  const hasBody = shape.requestMediaType !== undefined;
  return {
    method: shape.method,
    path: query === '' ? pathname : `${pathname}?${query}`,
    headers: {
      accept: 'application/json',
      ...(hasBody && !namesContentType ? { 'content-type': shape.requestMediaType } : {}),
      ...Object.fromEntries(ownHeaders),
    },
    ...(hasBody ? { body: JSON.stringify(Object.fromEntries(membersAt(shape, role, 'body', request))) } : {}),
  };
}

function decode(contract: Contract, role: Role, wire: WireRequest): ReturnType<Driver['decode']> {
  if (role === 'read-back' && contract.readBack === undefined) return undefined;
  const shape = operationOf(contract, role);
  if (wire.method !== shape.method) return undefined;
  const { pathname, query } = splitPath(wire.path);
  const path = matchTemplate(shape.path, pathname);
  if (path === undefined) return undefined;
  const headers = new Map(Object.entries(wire.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const parameters = shape.members.flatMap(({ name, location }) => {
    const sources: Readonly<Partial<Record<Location, ReadonlyMap<string, string>>>> = { path, query, header: headers };
    const text = sources[location]?.get(location === 'header' ? name.toLowerCase() : name);
    return text === undefined ? [] : [[name, readText(text, shape.request.properties?.[name])] as const];
  });
  if (shape.requestMediaType === undefined || wire.body === undefined || wire.body === '')
    return { request: Object.fromEntries(parameters) };
  const parsed = parseJson(wire.body);
  if (parsed === undefined || !isObject(parsed.value))
    return { request: Object.fromEntries(parameters), malformed: wire.body };
  const elsewhere = new Set(shape.members.filter(({ location }) => location !== 'body').map(({ name }) => name));
  const body = Object.entries(parsed.value).filter(([name]) => !elsewhere.has(name));
  return { request: Object.fromEntries([...parameters, ...body]) };
}

/** REST with a JSON body: parameters in a path template, query and headers as text, all other members in the body. */
export const jsonDriver: Driver = { name: 'json', encode, decode };
