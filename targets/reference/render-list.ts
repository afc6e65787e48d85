import { segmentsOf, withValueAt } from '../../contract/pointer.js';
import type { Schema } from '../../contract/schema.js';
import { renderAnswer, type Shown } from './render-answer.js';

/** A read-back answer that lists resources at a pointer, each rendered like an answer of its own. */
export function renderList(schema: Schema, list: string, entries: readonly Shown[]): unknown {
  const entrySchema =
    segmentsOf(list).reduce<Schema>((owner, name) => owner.properties?.[name] ?? {}, schema).items ?? {};
  const [first] = entries;
  const frame = first === undefined ? {} : renderAnswer(schema, first);
  return withValueAt(
    frame,
    list,
    entries.map((shown) => renderAnswer(entrySchema, shown)),
  );
}
