/** What one answer tells about one rule on answers; undefined where it tells nothing. */
export type RuleOutcome =
  | 'kept'
  | { readonly expected: string; readonly actual: string; readonly pointer: string }
  | undefined;

/** The outcome of several: the first that is broken, else kept if any is. */
export function firstBroken(outcomes: readonly RuleOutcome[]): RuleOutcome {
  return outcomes.find((outcome) => typeof outcome === 'object') ?? outcomes.find((outcome) => outcome === 'kept');
}
