/** An id that does not exist, in the form of one that does. */
export function unknownLike(value: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return 'ffffffff-0000-4000-8000-00000000dead';
  return value.slice(0, -6) + 'nosuch'.slice(-Math.min(6, value.length));
}
