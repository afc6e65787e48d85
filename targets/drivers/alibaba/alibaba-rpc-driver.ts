import type { Contract, Location } from '../../../contract/contract.js';
import type { Driver, LogicalRequest, WireRequest } from '../../../contract/target.js';
import { operationOf } from '../operation-of.js';
import { encodedPairs } from '../percent-encoding.js';
import { readText } from '../read-text.js';
import { splitPath } from '../split-path.js';
import { wireText } from '../wire-text.js';
import { flatten } from './flatten.js';
import { unflatten } from './unflatten.js';

type Role = 'update' | 'read-back';

/** Parameters of every request of this style, those of its signature included. */
const commonParameters: readonly string[] = [
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureVersion',
  'Timestamp',
];

function actionOf(contract: Contract, role: Role): string {
  return (
    contract.driver.options[role === 'update' ? 'action' : 'readBackAction'] ?? operationOf(contract, role).operationId
  );
}

function encode(contract: Contract, role: Role, request: LogicalRequest): WireRequest {
  const shape = operationOf(contract, role);
  const locations = new Map(shape.members.map((member) => [member.name, member.location]));
  const given = Object.entries(request).filter(([name]) => role === 'update' || locations.has(name));
  const pairs = (...wanted: readonly Location[]): readonly (readonly [string, string])[] =>
    given
      .filter(([name]) => wanted.includes(locations.get(name) ?? 'query'))
      .flatMap(([name, value]) => flatten(name, value, shape.request.properties?.[name]));
  const headers = given.flatMap(([name, value]) =>
    locations.get(name) === 'header' && value !== undefined ? [[name.toLowerCase(), wireText(value)] as const] : [],
  );
  const version = contract.driver.options['version'];
  const common: readonly (readonly [string, string])[] = [
    ['Action', actionOf(contract, role)],
    ...(version === undefined ? [] : [['Version', version] as const]),
    ['Format', 'JSON'],
  ];
  const body = encodedPairs(pairs('form', 'body'));
  return {
    method: shape.method,
    path: `/?${encodedPairs([...common, ...pairs('query', 'path')])}`,
    headers: {
      accept: 'application/json',
      ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...Object.fromEntries(headers),
    },
    ...(body === '' ? {} : { body }),
  };
}

function decode(contract: Contract, role: Role, wire: WireRequest): ReturnType<Driver['decode']> {
  if (role === 'read-back' && contract.readBack === undefined) return undefined;
  const { pathname, query } = splitPath(wire.path);
  // The vendor's metadata has both methods for every operation.
  if (pathname !== '/' || (wire.method !== 'POST' && wire.method !== 'GET')) return undefined;
  const headers = new Map(Object.entries(wire.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const parameters = new Map([...query, ...new URLSearchParams(wire.body ?? '')]);
  // The third version of the vendor's signature moves the action from the query into a header.
  if ((parameters.get('Action') ?? headers.get('x-acs-action')) !== actionOf(contract, role)) return undefined;
  for (const name of commonParameters) parameters.delete(name);
  const shape = operationOf(contract, role);
  const fromHeaders = shape.members.flatMap(({ name, location }) => {
    const text = location === 'header' ? headers.get(name.toLowerCase()) : undefined;
    return text === undefined ? [] : [[name, readText(text, shape.request.properties?.[name])] as const];
  });
  return { request: { ...unflatten(parameters, shape.request), ...Object.fromEntries(fromHeaders) } };
}

/**
 * Alibaba Cloud's RPC style: everything goes to `/`, an action names the operation, structures travel as dotted 1-based
 * keys.
 */
export const alibabaRpcDriver: Driver = { name: 'alibaba-rpc', encode, decode };
