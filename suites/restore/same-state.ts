function plain(text: string): string {
  return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : value,
  );
}

/** Whether two comparable states say the same; a number may come back as text. */
export function isSameState(a: string, b: string): boolean {
  return a === b || plain(a) === plain(b);
}
