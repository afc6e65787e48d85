// Written by `npm run generate`. Do not edit.

export type Type = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null';
export type Format =
  | 'uuid'
  | 'uuid-like'
  | 'ipv4'
  | 'ipv4-cidr'
  | 'ipv4-cidr-list'
  | 'ipv4-interface'
  | 'ip'
  | 'ip-cidr'
  | 'ip-cidr-list'
  | 'asn'
  | 'integer-text'
  | 'date-time'
  | 'ascii';
export type Bracket = string;
export type TraitCondition =
  | {
      trait: string;
    }
  | {
      not: TraitCondition;
    }
  | {
      all: TraitCondition[];
    }
  | {
      any: TraitCondition[];
    };
export type Condition =
  | {
      trait: string;
    }
  | {
      /**
       * Pointer from the root of the response body.
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
 * The closed subset of JSON Schema 2020-12, plus the kit's vocabulary, that contract schemas are written in. A misspelt keyword is refused.
 */
export interface SchemaNode {
  $ref?: string;
  type?: Type | Type[];
  description?: string;
  properties?: {
    [k: string]: SchemaNode;
  };
  required?: string[];
  items?: SchemaNode;
  /**
   * @minItems 2
   */
  anyOf?: SchemaNode[];
  /**
   * @minItems 1
   */
  enum?: unknown[];
  const?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  pattern?: string;
  /**
   * What `pattern` asks, in words: is written yyyy-MM-dd.
   */
  'x-form'?: string;
  format?: Format;
  contentMediaType?: 'application/json';
  contentSchema?: SchemaNode;
  default?: unknown;
  deprecated?: boolean;
  examples?: unknown[];
  /**
   * Where in the document the node stands, e.g. 'Table 3, psk'; SDK: for what only SDK code tells.
   */
  'x-source'?: string;
  /**
   * What the clauses of the node and of those below it rest on, where it is not what their sources say (SDK: known, else stated).
   */
  'x-basis'?: 'stated' | 'shown' | 'known' | 'implied';
  /**
   * Body of a regular-expression bracket that every code point must match, e.g. A-Za-z0-9_.-
   */
  'x-characters'?: string;
  /**
   * Bracket body that the first code point must match.
   */
  'x-first-character'?: string;
  /**
   * @minItems 1
   */
  'x-forbidden-prefixes'?: string[];
  /**
   * At least `minimum` of the bracket bodies in `classes` must occur.
   */
  'x-character-classes'?: {
    minimum: number;
    /**
     * @minItems 2
     */
    classes: Bracket[];
  };
  /**
   * Lower bound of the number that a string writes (format asn or integer-text).
   */
  'x-minimum'?: number;
  /**
   * Upper bound of the number that a string writes.
   */
  'x-maximum'?: number;
  /**
   * Blocks one of which must contain the address or block (of each list entry).
   *
   * @minItems 1
   */
  'x-within'?: string[];
  /**
   * Reserved blocks that must not overlap the address or block (of each list entry).
   */
  'x-outside'?: string[];
  /**
   * Reserved blocks in which the address or block (of each list entry) must not lie; one that contains them and more may be used.
   *
   * @minItems 1
   */
  'x-not-inside'?: string[];
  /**
   * The prefix length that a block or interface address must have.
   */
  'x-prefix-length'?: number;
  /**
   * true: the interface address is neither the network nor the broadcast address of its block.
   */
  'x-host-address'?: true;
  /**
   * true: host bits of a block are zero.
   */
  'x-network-address'?: true;
  /**
   * Keywords that replace those of the node on fixtures with certain traits.
   *
   * @minItems 1
   */
  'x-when'?: {
    name: string;
    if: TraitCondition;
    then: SchemaNode;
  }[];
  /**
   * Narrower keywords (and presence: required or absent) that the kit keeps to in its own requests, for its planning: no clause; other values are neither sent nor judged, and the reference takes them.
   *
   * @minItems 1
   */
  'x-plan'?: {
    why: string;
    /**
     * Where it counts; default: everywhere. Unless it certainly does not hold.
     */
    if?:
      | {
          trait: string;
        }
      | {
          not: TraitCondition;
        }
      | {
          all: TraitCondition[];
        }
      | {
          any: TraitCondition[];
        };
    set: {
      [k: string]: unknown;
    };
  }[];
  /**
   * Request member that the document lets one send on such fixtures only.
   */
  'x-applies-when'?:
    | {
        trait: string;
      }
    | {
        not: TraitCondition;
      }
    | {
        all: TraitCondition[];
      }
    | {
        any: TraitCondition[];
      };
  /**
   * Response member that is returned only under a condition; presence says whether it must be there when the condition holds (required: a sample shows it; expected: where the request has just set it, else its absence is told as non-strict).
   */
  'x-returned-when'?: {
    if: Condition;
    presence: 'required' | 'expected' | 'optional';
  };
  /**
   * true: the value names something that exists on the target; it is taken from the fixture's values under this member name.
   */
  'x-fixture'?: true;
  /**
   * Where the value stands in the resource (default: the same pointer as in the request); false: it is not stored.
   */
  'x-state'?: string | false;
  /**
   * Member of an answer that shows another place of the resource while a member of the resource has one of these values.
   */
  'x-state-when'?: {
    member: string;
    /**
     * @minItems 1
     */
    in: unknown[];
    state: string;
  };
  /**
   * Array of objects: items are merged into the stored ones by this member instead of replacing the array.
   */
  'x-merge-by'?: string;
  /**
   * Request members (contract pointers) that may change this one when they are sent and it is not.
   *
   * @minItems 1
   */
  'x-follows'?: string[];
  /**
   * true: the stored value of this request member decides a trait of the resource; an update may turn a fixture into another kind.
   */
  'x-decides-trait'?: true;
  /**
   * true: the answer's own request id: new with every answer, never part of the resource.
   */
  'x-request-id'?: true;
  /**
   * true: in a read-back, changes without an update (a negotiation state, a health flag); never compared.
   */
  'x-volatile'?: true;
  /**
   * position: where a request left it out, the service gives the entry its position in the list, from 1; never compared with what was sent.
   */
  'x-assigned'?: 'position';
  /**
   * In an answer: the value may as well stand in an object of its own, under this name, where the document nests it so in one place and not in another. It is read as if it stood there itself.
   */
  'x-wrapped-as'?: string;
  /**
   * A unit that an answer may write behind a number, such as s: 3600s.
   */
  'x-unit'?: string;
  /**
   * may-stay: readings of the document differ on whether an update that sends the list replaces the stored one or leaves there what it does not name.
   */
  'x-entries'?: 'may-stay';
  /**
   * may-clear: readings of the document differ on whether the member, where an update leaves it out, stays or is emptied.
   */
  'x-omitted'?: 'may-clear';
  /**
   * true: the value is redacted in every output.
   */
  'x-secret'?: true;
}
