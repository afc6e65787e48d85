import type { Contract } from '../../contract/contract.js';
import { validator } from '../../contract/inspect/ajv.js';
import type { Schema } from '../../contract/schema.js';
import { schemaAt } from '../../contract/schema-at.js';
import { typesOf } from '../drivers/read-text.js';
import type { Refusal } from './refusal.js';
import { requestIdLike } from './request-id.js';

/**
 * The code of an answer whose document names none: a catalogue entry of that status that nothing provokes, else the one
 * that is known of the service, else one the envelope admits.
 */
function fallbackCode(contract: Contract, status: number): unknown {
  const schema = schemaAt(contract.envelope, contract.errorCode);
  const spare = contract.errors.find((entry) => entry.status === status && entry.provoke === undefined)?.code;
  const { invalid, notFound } = contract.answers;
  const candidates: readonly unknown[] = [
    spare,
    status === 404 ? (notFound ?? 'NotFound') : (invalid ?? 'InvalidParameter'),
    schema.const,
    ...(schema.enum ?? []),
    ...(schema.examples ?? []),
  ];
  return candidates.find((code) => code !== undefined && validator(schema)(code) === true) ?? 'InvalidParameter';
}

/** The vendor's error envelope for a refusal, built from its schema. */
export function errorEnvelope(contract: Contract, refusal: Refusal, uuid: string): unknown {
  const build = (schema: Schema, pointer: string, isRequired: boolean): unknown => {
    if (pointer === contract.errorCode) return refusal.code ?? fallbackCode(contract, refusal.status);
    if (schema['x-request-id'] === true) return requestIdLike(schema.examples?.[0], uuid);
    const known = contract.answers.texts?.[pointer];
    if (known !== undefined) return known;
    if (schema.properties !== undefined) {
      const members = Object.entries(schema.properties).flatMap(([name, child]) => {
        const value = build(child, `${pointer}/${name}`, schema.required?.includes(name) ?? false);
        return value === undefined ? [] : [[name, value] as const];
      });
      return members.length === 0 && !isRequired ? undefined : Object.fromEntries(members);
    }
    return isRequired || typesOf(schema).includes('string') ? filler(schema, refusal.message) : undefined;
  };
  return build(contract.envelope, '', true);
}

function filler(schema: Schema, message: string): unknown {
  const given = schema.const ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const types = typesOf(schema);
  if (types.includes('string') || types.length === 0)
    return validator(schema)(message) === true ? message : (schema.examples?.[0] ?? message);
  if (types.includes('integer') || types.includes('number')) return schema.minimum ?? 0;
  if (types.includes('boolean')) return false;
  return types.includes('array') ? [] : {};
}
