// Written by `npm run generate`. Do not edit.

/**
 * requirements/<date>.yaml: which clauses of each operation a run is scored on. Once written, a set never changes.
 */
export interface RequirementSet {
  date: string;
  /**
   * Version of the kit that wrote it.
   */
  kit: string;
  operations: {
    [k: string]: OperationRequirements;
  };
}
export interface OperationRequirements {
  /**
   * Of the contract that it was made from.
   */
  digest: string;
  /**
   * Local clause ids.
   */
  core: string[];
  /**
   * Local clause ids.
   */
  extended: string[];
}
