// Written by `npm run generate`. Do not edit.

/**
 * errata.yaml: contradictions, typos, scraping artefacts and gaps of the document, and the reading taken of each.
 */
export interface ErrataFile {
  errata: {
    id: string;
    kind: 'contradiction' | 'typo' | 'scraping' | 'gap' | 'ambiguity' | 'sdk-difference';
    /**
     * Table or section and field of the document.
     */
    source: string;
    problem: string;
    /**
     * What the kit takes it to mean.
     */
    reading: string;
    /**
     * strict: one reading is certain enough to assert. fix: an obvious slip, transcribed corrected. either: every listed reading conforms. undetermined: nothing is asserted.
     */
    resolution: 'strict' | 'fix' | 'either' | 'undetermined';
    /**
     * Clauses concerned, as local ids: pointer#facet, pointer#*, or a behaviour id.
     */
    at?: string[];
    /**
     * Members by which a model of a vendor's client differs from the contract, for sdk-difference; test/contract/sdk-models.test.ts compares them.
     */
    sdk?: {
      [k: string]: unknown;
    } & {
      /**
       * Package or repository, and type.
       */
      model: string;
      /**
       * Pointers of members that the contract lacks.
       *
       * @minItems 1
       */
      more?: string[];
      /**
       * Pointers of members that the model lacks.
       *
       * @minItems 1
       */
      fewer?: string[];
      /**
       * JSON types of the model where the contract has another, by pointer.
       */
      types?: {
        [k: string]: 'string' | 'number' | 'boolean' | 'array' | 'object';
      };
    };
    /**
     * Other readings, each as changes to schema nodes; the contract itself is the first reading. Values on which readings disagree are never asserted.
     *
     * @minItems 1
     */
    readings?: {
      name: string;
      /**
       * @minItems 1
       */
      patches: {
        /**
         * Node pointer, e.g. /IkeConfig/IkeLifetime or /200/vpn_connection/name.
         */
        at: string;
        /**
         * Keywords to replace (null removes one); presence: required or optional.
         */
        set: {
          [k: string]: unknown;
        };
      }[];
    }[];
  }[];
}
