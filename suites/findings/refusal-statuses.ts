/** The statuses with which a target refuses what is wrong, where the document prints none. */
export class RefusalStatuses {
  readonly #firstOf = new Map<string, number>();
  readonly #untold = new Set<number>();
  readonly #told = new Set<number>();

  /**
   * Remembers a refusal of a request that breaks a rule of some kind. Gives the status with which the first of that
   * kind was refused.
   */
  remember(kind: string, status: number): number {
    const first = this.#firstOf.get(kind) ?? status;
    this.#firstOf.set(kind, first);
    if (!this.#told.has(status)) this.#untold.add(status);
    return first;
  }

  /** Statuses that came since this was asked last and never before. */
  takeUntold(): readonly number[] {
    const untold = [...this.#untold];
    for (const status of untold) this.#told.add(status);
    this.#untold.clear();
    return untold;
  }
}
