// Written by `npm run generate`. Do not edit.

/**
 * fixtures.yaml: the resources that the embedded reference starts with.
 */
export interface FixtureFile {
  /**
   * @minItems 1
   */
  fixtures: {
    id: string;
    traits: string[];
    /**
     * Values for request members marked x-fixture, by member name; a list where several are at hand.
     */
    values: {
      [k: string]: string | string[];
    };
    /**
     * The resource, in the shape that x-state pointers address (that of the 200 body), plus write-only members.
     */
    state: {
      [k: string]: unknown;
    };
  }[];
}
