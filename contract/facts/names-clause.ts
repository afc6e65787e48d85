/**
 * Whether what somebody wrote names a clause: its id, the beginning of its id up to a `/` or `#`, or, with `*` at the
 * end, any beginning.
 */
export function namesClause(wanted: string, id: string): boolean {
  if (wanted.endsWith('*')) return id.startsWith(wanted.slice(0, -1));
  return id === wanted || id.startsWith(`${wanted}/`) || id.startsWith(`${wanted}#`);
}
