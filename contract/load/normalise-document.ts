import { ConfigurationError } from '../errors.js';
import { isObject } from '../pointer.js';

type Json = Readonly<Record<string, unknown>>;

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'patch', 'delete']);

/** The components that may be referred to; schemas are resolved where they are read. */
const referable: readonly string[] = ['parameters', 'requestBodies', 'responses', 'headers', 'examples'];

function isSchemaPlace(key: string): boolean {
  return key === 'schema' || key === 'schemas' || key === 'value' || key === 'example';
}

/** Everything but schemas and sample values with its references resolved. */
function resolved(
  document: Json,
  value: unknown,
  problem: (reference: string, why: string) => never,
  trail: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolved(document, entry, problem, trail));
  if (!isObject(value)) return value;
  const reference = value['$ref'];
  if (typeof reference !== 'string')
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        isSchemaPlace(key) ? member : resolved(document, member, problem, trail),
      ]),
    );
  const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? [];
  if (!referable.includes(kind))
    problem(
      reference,
      `points neither to components.schemas (in a schema) nor to components.${referable.join(', components.')}`,
    );
  if (trail.includes(reference)) problem(reference, 'is circular');
  const components = document['components'];
  const group = isObject(components) ? components[kind] : undefined;
  const target = isObject(group) ? group[name] : undefined;
  if (target === undefined) problem(reference, 'does not exist');
  const { $ref: _, ...beside } = value;
  const found = resolved(document, target, problem, [...trail, reference]);
  return { ...(isObject(found) ? found : {}), ...beside };
}

function parameterKey(parameter: unknown): string {
  return isObject(parameter) ? `${String(parameter['in'])} ${String(parameter['name'])}` : '';
}

/** Parameters of the path, each unless the operation has one of that name and place. */
function withPathParameters(operation: Json, shared: unknown): Json {
  if (!Array.isArray(shared)) return operation;
  const own = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const keys = new Set(own.map(parameterKey));
  return { ...operation, parameters: [...shared.filter((parameter) => !keys.has(parameterKey(parameter))), ...own] };
}

/** Refusals under `default`, where they are read: an operation has one form of them. */
function withOneRefusal(operation: Json, problem: (why: string) => never): Json {
  const responses = isObject(operation['responses']) ? operation['responses'] : {};
  const refusals = Object.entries(responses).filter(([status]) => status.startsWith('4') || status === 'default');
  const [first, ...others] = refusals;
  const form = ([, response]: readonly [string, unknown]): string =>
    JSON.stringify(isObject(response) ? response['content'] : undefined, (key, value) =>
      key === 'examples' || key === 'example' ? undefined : value,
    );
  const other = first === undefined ? undefined : others.find((entry) => form(entry) !== form(first));
  if (other !== undefined)
    problem(
      `responses ${first?.[0]} and ${other[0]} have different bodies; a contract has one form of refusals: write it under default, and statuses and codes in clauses.yaml`,
    );
  const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  if (successes.length > 1)
    problem(`responses ${successes.map(([status]) => status).join(' and ')}: a contract has one status of success`);
  const [unread] = Object.keys(responses).filter((status) => !/^(?:2|4|default$)/.test(status));
  if (unread !== undefined)
    problem(`response ${unread} is not read: leave it out; documented errors stand in clauses.yaml`);
  const [, kept] = refusals.find(([status]) => status === 'default') ?? first ?? [];
  return {
    ...operation,
    responses: Object.fromEntries([...successes, ...(kept === undefined ? [] : [['default', kept] as const])]),
  };
}

/**
 * An OpenAPI document in the one form that is read: references to components resolved where they stand (but those of
 * schemas), path-level parameters beside those of each operation, refusals under `default`.
 * @throws ConfigurationError naming file, place and remedy
 */
export function normaliseDocument(document: Json, file: string): Json {
  const fail = (why: string): never => {
    throw new ConfigurationError('contract-invalid', `${file}: ${why}; see docs/contract-format.md`);
  };
  const whole = resolved(document, document, (reference, why) => fail(`$ref ${reference} ${why}`));
  if (!isObject(whole) || !isObject(whole['paths'])) return document;
  const roles = new Map<string, string>();
  const completed = (path: string, method: string, operation: Json, shared: unknown): Json => {
    const place = `paths ${method.toUpperCase()} ${path}`;
    const role = String(operation['x-role']);
    const earlier = roles.get(role);
    if (earlier !== undefined)
      fail(`${place}: ${earlier} has x-role: ${role}, too; a contract has one operation of each role`);
    roles.set(role, place);
    return withOneRefusal(withPathParameters(operation, shared), (why) => fail(`${place}: ${why}`));
  };
  const items = Object.entries(whole['paths']).map(([path, item]) => {
    if (!isObject(item)) return [path, item] as const;
    const { parameters, ...rest } = item;
    const operations = Object.entries(rest).map(
      ([key, operation]) =>
        [
          key,
          methods.has(key) && isObject(operation) ? completed(path, key, operation, parameters) : operation,
        ] as const,
    );
    return [path, Object.fromEntries(operations)] as const;
  });
  return { ...whole, paths: Object.fromEntries(items) };
}
