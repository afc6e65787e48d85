/** So many of some values, from the first to the last: neighbours are often alike. */
export function spread<T>(values: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, (values.length - 1) / (most - 1));
  const chosen = new Set(Array.from({ length: most }, (_, nth) => Math.round(nth * step)));
  return values.filter((_, index) => chosen.has(index));
}
