import type { Contract } from '../../contract/contract.js';
import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import type { LogicalRequest } from '../../contract/target.js';
import { parseJson } from '../drivers/json-text.js';

/** A JSON text whose members are called as the schema calls them, whatever letter case they came in. */
function renamed(text: string, { properties = {} }: Schema): string {
  const content = parseJson(text)?.value;
  if (!isObject(content)) return text;
  const known = new Map(Object.keys(properties).map((name) => [name.toLowerCase(), name]));
  const isStrange = (name: string): boolean => {
    const meant = known.get(name.toLowerCase());
    return meant !== undefined && meant !== name && !Object.hasOwn(content, meant);
  };
  if (!Object.keys(content).some(isStrange)) return text;
  const entries = Object.entries(content).map(([name, value]) => [
    isStrange(name) ? (known.get(name.toLowerCase()) ?? name) : name,
    value,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

/** Other words for true and false. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** Where the words for true and false are left open, as a reading with numbers shows: pointers of the contract. */
function openBooleans({ errata }: Contract): ReadonlySet<string> {
  const pointers = errata.flatMap(({ readings = [] }) =>
    readings.flatMap(({ patches }) =>
      patches.flatMap(({ at, set }) => {
        const types = [set['type']].flat();
        return types.includes('boolean') && types.includes('integer') ? [at] : [];
      }),
    ),
  );
  return new Set(pointers);
}

/**
 * The same request as a forgiving service reads it. Names inside JSON texts may be in another letter case (a client that
 * writes `Enable` where the document has `enable` is to be taken at its word, not answered 200 and passed over), and
 * 1, 0 and other letter case stand for true and false where that is left open.
 */
export function forgivingly(request: LogicalRequest, contract: Contract): LogicalRequest {
  const open = openBooleans(contract);
  const read = (value: unknown, schema: Schema, pointer: string): unknown => {
    if (typeof value === 'string' && schema.contentSchema !== undefined) return renamed(value, schema.contentSchema);
    if (open.has(pointer) && typeof value === 'string') return booleans.get(value.toLowerCase()) ?? value;
    if (Array.isArray(value)) return value.map((item) => read(item, schema.items ?? {}, `${pointer}/items`));
    return isObject(value) ? members(value, schema, pointer) : value;
  };
  const members = (owner: LogicalRequest, { properties = {} }: Schema, pointer: string): LogicalRequest =>
    Object.fromEntries(
      Object.entries(owner).map(([name, value]) => [name, read(value, properties[name] ?? {}, `${pointer}/${name}`)]),
    );
  return members(request, contract.update.request, '');
}
