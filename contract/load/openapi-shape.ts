import type { Location, OperationShape, RequestMember } from '../contract.js';
import { ConfigurationError } from '../errors.js';
import { isObject } from '../pointer.js';
import type { Schema } from '../schema.js';
import { nearest, schemaProblem } from './read-yaml.js';

type Json = Readonly<Record<string, unknown>>;

function objectAt(owner: unknown, key: string): Json {
  const value = isObject(owner) ? owner[key] : undefined;
  return isObject(value) ? value : {};
}

function textAt(owner: unknown, key: string): string | undefined {
  const value = isObject(owner) ? owner[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

const statusBases = ['shown', 'known', 'unprinted'] as const;

/** The status of success and what it rests on; 2XX is one that the document does not print. */
function statusOf(status: string, response: unknown): Pick<OperationShape, 'status' | 'statusBasis'> {
  const basis =
    status === '2XX' ? 'unprinted' : statusBases.find((candidate) => candidate === textAt(response, 'x-status'));
  return { status: status === '2XX' ? 200 : Number(status), ...(basis === undefined ? {} : { statusBasis: basis }) };
}

/** Reads the operations of an OpenAPI document into shapes; `file` names the document in errors. */
export class OpenapiReader {
  readonly #document: Json;
  readonly #file: string;
  constructor(document: Json, file: string) {
    this.#document = document;
    this.#file = file;
    for (const [name, schema] of Object.entries(objectAt(objectAt(document, 'components'), 'schemas')))
      this.#checkSchema(schema, `components.schemas.${name}`);
  }

  /** The operation marked with this x-role. */
  operation(role: 'update' | 'read-back'): { readonly shape: OperationShape; readonly operation: Json } | undefined {
    for (const [path, item] of Object.entries(objectAt(this.#document, 'paths'))) {
      for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
        if (isObject(operation) && operation['x-role'] === role)
          return { shape: this.#shape(path, method, operation), operation };
      }
    }
    return undefined;
  }

  /** A schema with every reference resolved where it stands. */
  resolve(schema: unknown, place: string): Schema {
    this.#checkSchema(schema, place);
    return this.#resolve(schema, place, []) as Schema;
  }

  #fail(place: string, problem: string): never {
    throw new ConfigurationError('contract-invalid', `${this.#file}: ${place}: ${problem}`);
  }

  #checkSchema(schema: unknown, place: string): void {
    const problem = schemaProblem('specs/schemas/schema-node.schema.json', schema);
    if (problem !== undefined) this.#fail(place, problem);
  }

  #resolve(schema: unknown, place: string, stack: readonly string[]): unknown {
    if (Array.isArray(schema)) return schema.map((entry) => this.#resolve(entry, place, stack));
    if (!isObject(schema)) return schema;
    const reference = textAt(schema, '$ref');
    if (reference !== undefined) {
      if (stack.includes(reference)) this.#fail(place, `circular $ref ${reference}`);
      const name = reference.split('/').at(-1) ?? '';
      const target = objectAt(objectAt(this.#document, 'components'), 'schemas')[name];
      if (target === undefined) this.#fail(place, `${reference} does not exist`);
      const { $ref: _, ...beside } = schema;
      const resolved = this.#resolve(target, place, [...stack, reference]);
      return { ...(isObject(resolved) ? resolved : {}), ...beside };
    }
    this.#checkRequired(schema, place);
    const literal = new Set(['enum', 'const', 'examples', 'default', 'required']);
    return Object.fromEntries(
      Object.entries(schema).map(([key, value]) => [
        key,
        literal.has(key) ? value : this.#resolve(value, place, stack),
      ]),
    );
  }

  /** A name that no property has would be a clause that nothing can keep, or none at all. */
  #checkRequired(schema: Json, place: string): void {
    // Keywords under x-when stand for themselves; the node that they complete has the properties.
    if (schema['type'] === undefined && schema['properties'] === undefined) return;
    const properties = Object.keys(objectAt(schema, 'properties'));
    const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
    const unknown = required.find((name) => typeof name === 'string' && !properties.includes(name));
    if (unknown === undefined) return;
    const near = nearest(String(unknown), properties);
    this.#fail(
      place,
      `required names '${String(unknown)}', which is no property${near === undefined ? '' : `; did you mean '${near}'?`}`,
    );
  }

  #shape(path: string, method: string, operation: Json): OperationShape {
    const place = `paths ${method.toUpperCase()} ${path}`;
    const members: RequestMember[] = [];
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    const add = (name: string, location: Location, schema: Schema, mandatory: boolean): void => {
      if (name in properties) this.#fail(place, `two members are named ${name}`);
      if (['200', 'error'].includes(name)) this.#fail(place, `a member cannot be named ${name}`);
      members.push({ name, location });
      properties[name] = schema;
      if (mandatory) required.push(name);
    };
    for (const parameter of Array.isArray(operation['parameters']) ? operation['parameters'] : []) {
      const name = textAt(parameter, 'name') ?? this.#fail(place, 'a parameter has no name');
      const location = textAt(parameter, 'in');
      if (location !== 'path' && location !== 'query' && location !== 'header')
        this.#fail(place, `parameter ${name} is in '${location}'; use path, query or header`);
      add(
        name,
        location,
        this.resolve(objectAt(parameter, 'schema'), `${place} ${name}`),
        isObject(parameter) && parameter['required'] === true,
      );
    }
    const [requestMediaType, content] =
      Object.entries(objectAt(objectAt(operation, 'requestBody'), 'content'))[0] ?? [];
    if (requestMediaType !== undefined) {
      const body = this.resolve(objectAt(content, 'schema'), `${place} requestBody`);
      for (const [name, schema] of Object.entries(body.properties ?? {})) {
        add(name, requestMediaType.includes('form') ? 'form' : 'body', schema, body.required?.includes(name) ?? false);
      }
    }
    const [status, response] =
      Object.entries(objectAt(operation, 'responses')).find(([code]) => code.startsWith('2')) ??
      this.#fail(place, 'no 2xx response');
    const [responseMediaType, answer] = Object.entries(objectAt(response, 'content'))[0] ?? [];
    return {
      operationId: textAt(operation, 'operationId') ?? this.#fail(place, 'no operationId'),
      method: method.toUpperCase(),
      path,
      members,
      ...statusOf(status, response),
      request: { type: 'object', properties, required },
      response: responseMediaType === undefined ? {} : this.resolve(objectAt(answer, 'schema'), `${place} ${status}`),
      headers: this.#headers(response, place),
      ...(requestMediaType === undefined ? {} : { requestMediaType }),
      ...(responseMediaType === undefined ? {} : { responseMediaType }),
    };
  }

  #headers(response: unknown, place: string): Schema {
    const entries = Object.entries(objectAt(response, 'headers'));
    const properties = entries.map(
      ([name, header]) =>
        [name.toLowerCase(), this.resolve(objectAt(header, 'schema'), `${place} header ${name}`)] as const,
    );
    const required = entries
      .filter(([, header]) => isObject(header) && header['required'] === true)
      .map(([name]) => name.toLowerCase());
    return { type: 'object', properties: Object.fromEntries(properties), required };
  }
}
