import type { Behaviour, ClauseFile, Provoke, Rejects } from '../generated/clauses.js';
import type { ErrataFile } from '../generated/errata.js';
import type { FixtureFile } from '../generated/fixtures.js';
import type { Facet } from './facets.js';
import type { Schema } from './schema.js';

/** RFC 2119 level of a clause. */
export type Level = 'must' | 'should' | 'may';

/**
 * What a clause rests on: `stated` (a sentence, a table row, or the structure of a sample that nothing contradicts),
 * `shown` (a value that only a sample shows), `known` (SDKs and clients), `implied` (our inference, good engineering).
 * Only what is stated can be a failure.
 */
export type Basis = 'stated' | 'shown' | 'known' | 'implied';

/** core: what every implementation of an operation is to do, on whatever resource; extended: the rest. */
export type Profile = 'core' | 'extended';

/** What a run of an operation is scored on: local clause ids of a requirement set, by profile. */
export interface ScoredClauses {
  /** The date of the set, YYYY-MM-DD. */
  readonly date: string;
  readonly core: readonly string[];
  readonly extended: readonly string[];
}

/** Where a member of the logical request travels. */
export type Location = 'path' | 'query' | 'header' | 'body' | 'form';

/** The role of a clause's schema node. */
export type Side = 'request' | 'response' | 'error' | 'header';

/**
 * One testable statement of the document.
 * `id` is `vendor.operation` + local id; a local id is `pointer#facet` (derived) or `/name` (written).
 */
export interface Clause {
  readonly id: string;
  readonly local: string;
  readonly kind:
    | 'value'
    | 'presence'
    | 'condition'
    | 'effect'
    | 'information'
    | 'behaviour'
    | 'error'
    | 'example'
    | 'exchange';
  readonly side: Side | 'exchange';
  readonly level: Level;
  readonly basis: Basis;
  /** What every implementation of the operation is to do, or the rest. */
  readonly profile: Profile;
  /** No reading of any document excuses what breaks it: it fails whatever its basis. */
  readonly inexcusable?: true;
  readonly source: string;
  /** The statement in plain words. */
  readonly statement: string;
  readonly pointer?: string;
  readonly facet?: Facet;
  /** How a request that breaks the clause is answered. */
  readonly rejects: Rejects;
  readonly needs: readonly string[];
  /** Why the clause is not checked. */
  readonly excluded?: string;
  /** Errata that touch the clause. */
  readonly errata: readonly string[];
}

/** A top-level member of the logical request and where it travels. */
export interface RequestMember {
  readonly name: string;
  readonly location: Location;
}

/** How one operation is addressed. */
export interface OperationShape {
  readonly operationId: string;
  readonly method: string;
  /** Path template, e.g. /v5/{project_id}/vpn-connection/{vpn_connection_id}. */
  readonly path: string;
  readonly members: readonly RequestMember[];
  /** Media type of the request body, where one is sent. */
  readonly requestMediaType?: string;
  /** Status of success; where `statusBasis` is `unprinted`, the one that the reference answers with. */
  readonly status: number;
  /**
   * What the status of success rests on, where it is less than a sentence; `unprinted`: the document prints none, any
   * 2xx is right.
   */
  readonly statusBasis?: 'shown' | 'known' | 'unprinted';
  /** Media type of the success body; absent: the body is empty. */
  readonly responseMediaType?: string;
  /** Flat object schema of all parameters and body members. */
  readonly request: Schema;
  readonly response: Schema;
  /** Response headers of the success answer, as an object schema with lower-case names. */
  readonly headers: Schema;
  /** Where the answer is a list: the resource is the entry whose `key` equals the request's `member`. */
  readonly resource?: { readonly list: string; readonly key: string; readonly member: string };
}

export type Erratum = ErrataFile['errata'][number];
export type Example = NonNullable<ClauseFile['examples']>[number];
export type PlanRule = NonNullable<ClauseFile['plan']>[number];
export type Fixture = FixtureFile['fixtures'][number];
export type { Behaviour, Provoke, Rejects };

/** An entry of the error catalogue that a request can provoke or that is excluded. */
export interface DocumentedError {
  /** Its `rejects` is the answer of this entry. */
  readonly clause: Clause;
  readonly status: Rejects['status'];
  readonly code: string;
  readonly provoke?: Provoke;
}

/**
 * How credentials are refused: error codes, a trailing * standing for any rest, and where an answer may carry them.
 * Known from vendors' clients.
 */
export interface CredentialCodes {
  /** The credentials are missing, wrong or expired. */
  readonly refused: readonly string[];
  /** The credentials are right and lack a permission. */
  readonly permission: readonly string[];
  /** The time of the signature is not the target's. */
  readonly clock: readonly string[];
  /** Pointers to the error code: gateways use other envelopes than the operation behind them. */
  readonly codeAt: readonly string[];
}

/** How the service answers where its document prints nothing. Known from clients; no check asserts it. */
export interface StandInAnswers {
  /** Header in which every answer carries the id of its request. */
  readonly requestIdHeader?: string;
  /** Error codes: of an invalid request, a body that cannot be read, a missing parameter, an unknown resource. */
  readonly invalid?: string;
  readonly malformed?: string;
  readonly missing?: string;
  readonly notFound?: string;
  /** What optional texts of a refusal's body hold, by pointer. */
  readonly texts?: Readonly<Record<string, string>>;
  /** What a path or an action gets that the service does not have. */
  readonly unserved?: { readonly status: number; readonly code: string; readonly message: string };
}

/** One operation: its OpenAPI document, clauses, errata, examples and reference fixtures. */
export interface Contract {
  /** `vendor.operation`, e.g. huawei.update-vpn-connection. */
  readonly id: string;
  readonly vendor: string;
  readonly operation: string;
  readonly title: string;
  readonly document: string;
  /** sha256 (hex) of all the rest: two runs with the same one are about the same clauses. */
  readonly digest: string;
  /** Name of the driver that speaks the wire, with its options. */
  readonly driver: { readonly name: string; readonly options: Readonly<Record<string, string>> };
  readonly update: OperationShape;
  readonly readBack?: OperationShape;
  /** Schema of the error envelope. */
  readonly envelope: Schema;
  /** Pointer to the error code in the envelope. */
  readonly errorCode: string;
  /** Error codes that ask to come again later, whatever the status; a trailing * stands for any rest. */
  readonly throttling: readonly string[];
  /**
   * Error codes that say that another task is under way, beside those of the catalogue and of `serialised`; known from
   * clients.
   */
  readonly busy: readonly string[];
  readonly credentials: CredentialCodes;
  /** How a stand-in answers where the document prints nothing; no part of the digest. */
  readonly answers: StandInAnswers;
  readonly traits: Readonly<Record<string, string>>;
  /** Groups of traits of which a resource has one: giving one denies the others. */
  readonly exclusive: readonly (readonly string[])[];
  /** Traits that a fixture has only where it says so: situations that refuse updates, and what the kit may do to it. */
  readonly optIn: readonly string[];
  /** Relations that requests of the kit keep for its own planning; no clauses. */
  readonly plan: readonly PlanRule[];
  readonly clauses: readonly Clause[];
  readonly behaviours: readonly { readonly clause: Clause; readonly behaviour: Behaviour }[];
  readonly errors: readonly DocumentedError[];
  readonly examples: readonly { readonly clause: Clause; readonly example: Example }[];
  /** The documented 200 bodies. */
  readonly responseExamples: Readonly<Record<string, unknown>>;
  readonly errata: readonly Erratum[];
  readonly fixtures: readonly Fixture[];
}
