/** A time of an answer. */
export interface Moment {
  /** Whole seconds; since 1970 where a zone is named, else of an unknown zone. */
  readonly seconds: number;
  readonly zoned: boolean;
}

const written = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The time that a text writes in the manner of ISO 8601; undefined for anything else. Services write fractions of a
 * second in one member and leave them out in another, so they do not count.
 */
export function momentOf(value: unknown): Moment | undefined {
  const match = typeof value === 'string' ? written.exec(value) : null;
  if (match === null || typeof value !== 'string') return undefined;
  const [, zone] = match;
  const plain = `${value.slice(0, 10)}T${value.slice(11, 19)}`;
  const offset = zone === undefined ? 'Z' : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase();
  const milliseconds = Date.parse(`${plain}${offset}`);
  return Number.isNaN(milliseconds) ? undefined : { seconds: milliseconds / 1000, zoned: zone !== undefined };
}
