/** Entries in the order of their JSON texts: for lists of which the order says nothing. */
export function sortedByText(entries: readonly unknown[]): readonly unknown[] {
  const keyed = entries.map((entry) => [JSON.stringify(entry) ?? '', entry] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
