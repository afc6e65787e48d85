import { isObject } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Every text of a request that is no secret: what an answer may repeat. A string that is to hold JSON and does not may
 * hold a secret, and is left out.
 */
export function* openTexts(schema: Schema, value: unknown): Generator<string> {
  if (schema['x-secret'] === true) return;
  const owner = schema.contentSchema ?? schema;
  const content = schema.contentSchema !== undefined && typeof value === 'string' ? parsed(value) : value;
  if (typeof content === 'string') yield content;
  else if (Array.isArray(content)) for (const item of content) yield* openTexts(owner.items ?? {}, item);
  else if (isObject(content))
    for (const [name, member] of Object.entries(content)) yield* openTexts(owner.properties?.[name] ?? {}, member);
}
