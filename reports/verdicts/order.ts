/** Orders texts by code unit, the same on every machine and in every locale. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Distinct texts in a fixed order. */
export function distinct(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byText);
}
