// Written by `npm run generate`. Do not edit.

export type Name = string;
/**
 * Traits the fixture must have; !trait: must not have.
 */
export type Needs = string[];
export type Relation =
  | {
      name: 'same-block';
      /**
       * @minItems 2
       */
      members: Pointer[];
    }
  | {
      name: 'address-in-block';
      address: Pointer;
      block: Pointer;
    }
  | {
      name: 'unique-by';
      array: Pointer;
      /**
       * Relative to the item, e.g. /source.
       */
      member: string;
    }
  | {
      name: 'required-when';
      member: Pointer;
      when: Equals;
    }
  | {
      name: 'format-when';
      member: Pointer;
      format: string;
      when: Equals;
    }
  | {
      name: 'single-entry-when';
      /**
       * Comma lists or arrays that may hold one entry only.
       */
      members: Pointer[];
      when: Equals;
    };
export type Pointer = string;
export type PlanRelation =
  | {
      /**
       * Where a request holds one member, it holds the other, too.
       */
      name: 'comes-with';
      /**
       * What comes along.
       */
      member: string;
      with: Pointer;
    }
  | {
      /**
       * An address comes with the comma list of blocks that it lies in.
       */
      name: 'address-in-list';
      address: Pointer;
      list: Pointer;
      /**
       * Whether an address is stored that a list without one would leave outside: it comes along.
       */
      isStored?: boolean;
    };
/**
 * The printed status; 4XX where the document prints none: any that speaks about the request.
 */
export type RefusalStatus = number | '4XX';
export type Level = 'must' | 'should' | 'may';
/**
 * What the clause rests on: a sentence, table row or the structure of a sample (stated), a value that only a sample shows (shown), SDKs (known), our inference (implied). Default: known where the source begins with 'SDK:', implied where it begins with 'no sentence:', else stated.
 */
export type Basis = 'stated' | 'shown' | 'known' | 'implied';
/**
 * A condition over the fixture's traits and the answer itself.
 */
export type Condition =
  | {
      trait: string;
    }
  | {
      /**
       * Pointer from the root of the answer's body.
       */
      member: string;
      /**
       * @minItems 1
       */
      in: unknown[];
    }
  | {
      not: Condition;
    }
  | {
      all: Condition[];
    }
  | {
      any: Condition[];
    };
/**
 * How a request gets this error.
 */
export type Provoke =
  | {
      trait: string;
      with?: {
        [k: string]: unknown;
      };
      /**
       * No update ends the situation: fixtures with the trait may be changed in every way.
       */
      lasting?: true;
    }
  | {
      unknown: Pointer;
    }
  | {
      concurrent: true;
    }
  | {
      /**
       * Clauses whose violation is answered so: local ids, e.g. /Name#length or tunnel-cidrs-differ.
       *
       * @minItems 1
       */
      violates: string[];
    };

/**
 * clauses.yaml: what no schema keyword of the contract can carry.
 */
export interface ClauseFile {
  /**
   * Every trait a fixture of this operation can have, with its meaning.
   */
  traits: {
    [k: string]: string;
  };
  /**
   * Groups of traits of which a resource has at most one: a fixture that gives one denies the others.
   */
  exclusive?: Name[][];
  /**
   * Traits that a fixture has only where it says so, such as what the kit may do to it; a trait that provokes an error is one in any case. Every other trait that is neither given nor denied (!trait) is unknown.
   */
  optIn?: Name[];
  /**
   * Relations that the kit keeps in its own requests, because the document leaves open what happens otherwise. No clauses: never judged, never enforced.
   */
  plan?: {
    why: string;
    needs?: Needs;
    relation: Relation | PlanRelation;
  }[];
  /**
   * What a refused request is answered with where a clause does not say otherwise.
   */
  defaults: {
    rejects: Rejects;
  };
  /**
   * Which clauses are the profile core: what every implementation of the operation is to do, on whatever resource. All others are extended. Default: level must, basis stated, and no trait that a fixture needs.
   */
  core?: {
    /**
     * @minItems 1
     */
    levels: Level[];
    /**
     * @minItems 1
     */
    bases: Basis[];
    /**
     * none: only clauses that every resource shows; any: also those that need a trait.
     */
    needs: 'none' | 'any';
    /**
     * Clauses that are core whatever the rest says, written as the `at` of annotations.
     */
    also?: string[];
    /**
     * Clauses that are extended whatever the rest says.
     */
    without?: string[];
  };
  /**
   * What a derived clause needs beyond its keyword.
   */
  annotations?: {
    /**
     * pointer#facet, pointer#* (every facet of the node), pointer/**#facet (the node and all below), or a clause of every exchange such as /exchange/left-out-stays.
     */
    at: string;
    level?: Level;
    basis?: Basis;
    /**
     * Where the document says it, instead of the node's x-source; 'no sentence: <why>' where it does not.
     */
    source?: string;
    /**
     * The clause in words, subject included, where those of the keyword read badly.
     */
    statement?: string;
    rejects?: Rejects;
    needs?: Needs;
    /**
     * Why no black box can check the clause.
     */
    excluded?: string;
  }[];
  /**
   * Statements over several members or several requests.
   */
  behaviours?: Behaviour[];
  /**
   * The documented error catalogue.
   */
  errors?: {
    /**
     * The printed status; 4XX where the document prints none.
     */
    status: number | '4XX';
    code: string;
    /**
     * What the clause rests on: a sentence, table row or the structure of a sample (stated), a value that only a sample shows (shown), SDKs (known), our inference (implied). Default: known where the source begins with 'SDK:', implied where it begins with 'no sentence:', else stated.
     */
    answerBasis?: 'stated' | 'shown' | 'known' | 'implied';
    source: string;
    summary?: string;
    level?: Level;
    basis?: Basis;
    alsoAllowed?: Answer[];
    provoke?: Provoke;
    excluded?: string;
  }[];
  /**
   * Documented requests, as logical requests (all parameters and body members in one object).
   */
  examples?: {
    name: Name;
    source: string;
    request: {
      [k: string]: unknown;
    };
    needs?: Needs;
    level?: Level;
    basis?: Basis;
    excluded?: string;
  }[];
}
/**
 * Holds when one member of the same request has one of these values; inside array items both pointers go through the same item.
 */
export interface Equals {
  member: Pointer;
  /**
   * @minItems 1
   */
  in: unknown[];
}
export interface Rejects {
  status: RefusalStatus;
  /**
   * What status and code rest on, where it is less than what the refusal itself does.
   */
  basis?: 'stated' | 'shown' | 'known' | 'implied';
  /**
   * Documented codes, any of which is right; absent: the document names none.
   *
   * @minItems 1
   */
  code?: string[];
  /**
   * Answers that are tolerated (non-strict) because the document says so elsewhere.
   */
  alsoAllowed?: Answer[];
}
export interface Answer {
  status: RefusalStatus;
  code?: string;
}
export interface Behaviour {
  /**
   * Local id; the full id is vendor.operation/id.
   */
  id: string;
  /**
   * The statement, in our own words.
   */
  statement: string;
  source: string;
  level?: Level;
  basis?: Basis;
  needs?: Needs;
  rejects?: Rejects;
  relation?: Relation;
  /**
   * After an accepted update the read-back shows only these states and ends in one of `until`.
   */
  settles?: {
    /**
     * Pointer into the read-back document.
     */
    state: string;
    while: string[];
    /**
     * @minItems 1
     */
    until: string[];
  };
  /**
   * A request whose credentials are wrong in this way is refused with `rejects`. Checked only when asked for: some vendors lock a key after a few bad signatures.
   */
  auth?: 'missing-credentials' | 'wrong-secret' | 'expired-date';
  /**
   * A second update while one is under way is refused with `rejects`: one of any resource (true), or of the same resource, while others can be updated (per-resource).
   */
  serialised?: true | 'per-resource';
  /**
   * Member that carries the client token: the same request with the same token is answered like the first and applied once.
   */
  token?: string;
  /**
   * Secret request members that no answer shows.
   *
   * @minItems 1
   */
  conceals?: Pointer[];
  /**
   * Resource members (pointers into the 200 body) that no update changes.
   *
   * @minItems 1
   */
  unchanged?: Pointer[];
  /**
   * Pairs of request member and 200-body member that show the same value after an accepted update.
   */
  echoes?: {
    [k: string]: Pointer;
  };
  /**
   * What the entry says of answers (echoes, forms, withholds, determined, agrees) it says of those that meet this.
   */
  when?:
    | {
        trait: string;
      }
    | {
        /**
         * Pointer from the root of the answer's body.
         */
        member: string;
        /**
         * @minItems 1
         */
        in: unknown[];
      }
    | {
        not: Condition;
      }
    | {
        all: Condition[];
      }
    | {
        any: Condition[];
      };
  /**
   * Members of the 200 body and a regular expression that what they show matches.
   */
  forms?: {
    [k: string]: string;
  };
  /**
   * Members of the 200 body that show no data: absent, null or an empty string.
   *
   * @minItems 1
   */
  withholds?: Pointer[];
  /**
   * A member of the 200 body that shows the same as long as the members `by` do, whatever updates set. Not judged where the request has one of these under the same pointer: what follows from a change may take its time.
   */
  determined?: {
    member: Pointer;
    by: Pointer[];
  };
  /**
   * Members of the 200 body that say the same in other words: `pairs` has the words of `member` by those of `with`.
   *
   * @minItems 1
   */
  agrees?: {
    member: Pointer;
    with: Pointer;
    pairs: {
      [k: string]: string;
    };
  }[];
  /**
   * Times in the 200 body.
   */
  times?: {
    /**
     * Each is not before the one in front of it.
     *
     * @minItems 2
     */
    ordered?: Pointer[];
    /**
     * None goes back from one update of a resource to the next.
     *
     * @minItems 1
     */
    rising?: Pointer[];
  };
  /**
   * Request member that names the resource: an update with a name that nothing has is refused, with whatever status and code.
   */
  unknown?: string;
  /**
   * Why no black box can check it, or: needs <what the kit lacks>.
   */
  excluded?: string;
}
