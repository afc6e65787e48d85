/** What one look at a target showed. */
export interface Diagnosis {
  readonly outcome: 'ok' | 'warning' | 'problem';
  /** What was looked at and seen, in one line. */
  readonly text: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** A good sign. */
export function healthy(text: string): Diagnosis {
  return { outcome: 'ok', text };
}
