import type { Schema } from '../../contract/schema.js';
import { comparableValue } from './comparable-value.js';

/** The entries of a list as texts to compare. */
function entriesOf(schema: Schema, value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((entry) => comparableValue(schema, [entry])?.split(' ') ?? []) : [];
}

/**
 * Whether a list shows what was sent and beside it only entries that stood there before: where readings of the document
 * differ on whether a list is replaced (`x-entries: may-stay`), both are right.
 */
export function entriesStay(
  node: Schema,
  shown: Schema,
  { sent, before, after }: { readonly sent: unknown; readonly before: unknown; readonly after: unknown },
): boolean {
  if (node['x-entries'] !== 'may-stay' || !Array.isArray(sent)) return false;
  const [wanted, former, now] = [
    entriesOf(shown, sent),
    new Set(entriesOf(shown, before)),
    new Set(entriesOf(shown, after)),
  ];
  return (
    wanted.every((entry) => now.has(entry)) && [...now].every((entry) => wanted.includes(entry) || former.has(entry))
  );
}
