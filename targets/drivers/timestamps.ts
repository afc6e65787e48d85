/** Milliseconds since 1970 as `2026-01-31T08:00:00Z`. */
export function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Milliseconds since 1970 as `20260131T080000Z`. */
export function basicSeconds(milliseconds: number): string {
  return isoSeconds(milliseconds).replaceAll(/[-:]/g, '');
}

/** Reads either form; undefined when the text is neither. */
export function parseSeconds(text: string | undefined): number | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)Z$/.exec(text ?? '');
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const value = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(value) ? undefined : value;
}

/** How far a caller's clock may be off, in milliseconds: all three vendors allow 15 minutes. */
export const clockWindow: number = 15 * 60_000;
