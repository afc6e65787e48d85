import { parseAsn } from '../../contract/inspect/formats/asn.js';
import type { Schema } from '../../contract/schema.js';
import { typesOf } from '../drivers/read-text.js';

/**
 * A stored value in the JSON type that an answer's schema names (the first, where it names several), where it can be
 * written so: 3600 as "3600" and back.
 */
export function convert(value: unknown, schema: Schema): unknown {
  const types = typesOf(schema);
  if (schema['x-unit'] !== undefined && typeof value === 'number') return `${value}${schema['x-unit']}`;
  const numeric = types.includes('integer') || types.includes('number');
  if (typeof value === 'string' && types[0] === 'integer' && /^\d+$/.test(value)) return Number(value);
  if (typeof value === 'string' && !types.includes('string')) {
    if (numeric && /^-?\d+$/.test(value)) return Number(value);
    // The one dotted number of these documents: an autonomous system number in asdot (RFC 5396).
    if (numeric) return parseAsn(value) ?? value;
    if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  }
  // 1 and 0 for true and false, as some clients write them.
  if (types.includes('boolean') && !numeric && (value === 1 || value === 0)) return value === 1;
  if (
    types.includes('string') &&
    ((typeof value === 'number' && !numeric) || (typeof value === 'boolean' && !types.includes('boolean')))
  )
    return String(value);
  return value;
}
