/** Why something could not be done, in words. */
export function tellFailure(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
