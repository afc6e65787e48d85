import type { Basis, Clause, Level, Location, Rejects, RequestMember, Side } from '../contract.js';
import { type Facet, facetsOf, keywordFacets } from '../facets.js';
import { basisOfSource } from '../facts/basis.js';
import { type CoreRule, profileOf, usualCore } from '../facts/profile-of.js';
import type { StoredMember } from '../facts/stored-members.js';
import type { Schema } from '../schema.js';
import type { TraitWords } from './condition-words.js';
import { statementOf } from './statement.js';

/** A clause without what the clause file adds. */
export type Draft = Pick<
  Clause,
  'local' | 'kind' | 'side' | 'source' | 'statement' | 'pointer' | 'facet' | 'inexcusable'
> &
  Partial<Pick<Clause, 'basis' | 'excluded'>> & {
    /** Not every resource shows it, or not one alone. */
    readonly isSpecial?: true;
  };

interface Place {
  readonly pointer: string;
  readonly side: Side;
  readonly source: string;
  /** What the node or one above it says of its basis. */
  readonly basis?: Basis;
  readonly required: boolean;
  /** A member of an object; array items and roots have no presence of their own. */
  readonly member: boolean;
  /** What the traits of the operation stand for. */
  readonly traits: TraitWords;
  /** Where the top-level member travels; `body` also within a string that holds JSON. */
  readonly location: Location;
  /** Whether the node, or one above it, is there for some resources only. */
  readonly isSpecial: boolean;
}

/** The source of what has none: too wide to look anything up by. */
export const wholeDocument = 'whole document';

const informational: Readonly<Partial<Record<Facet, string>>> = {
  default: 'an omitted member of an update stays as it is; a default is not a reset',
  deprecation: 'deprecation obliges callers, not the service',
  applicability: 'the document does not say how the member is answered where it does not apply; it is never sent there',
};

/** Why a request clause cannot be broken on the wire, if so. */
function unbreakable(facet: Facet, schema: Schema, { location, side, member }: Place): string | undefined {
  if (side !== 'request' || location === 'body')
    return side === 'header' && facet === 'type' ? 'a header is always text' : undefined;
  if (facet === 'presence' && location === 'path' && member)
    return 'a path without the segment addresses another resource';
  if (facet === 'type' && schema.type === 'string') return 'travels as text: whatever is sent is a string';
  return undefined;
}

/**
 * The clauses of one schema and all below it: one for each facet of each node. `members` tells where request members
 * travel, `source` where the document tells of an answer, for nodes that do not say it themselves.
 */
export function deriveClauses(
  schema: Schema,
  pointer: string,
  side: Side,
  {
    members = [],
    source = wholeDocument,
    traits = {},
  }: {
    readonly members?: readonly RequestMember[];
    readonly source?: string | undefined;
    readonly traits?: TraitWords;
  } = {},
): readonly Draft[] {
  const root: Place = {
    pointer,
    side,
    source: schema['x-source'] ?? source,
    required: true,
    member: false,
    traits,
    location: 'body',
    isSpecial: false,
  };
  if (side !== 'request') return [...nodeClauses(schema, root)];
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => [
    ...nodeClauses(child, {
      ...root,
      pointer: `${pointer}/${name}`,
      required: schema.required?.includes(name) ?? false,
      member: true,
      location: members.find((candidate) => candidate.name === name)?.location ?? 'body',
    }),
  ]);
}

/** What a clause about a whole answer speaks of, by its side. */
const wholes: Readonly<Partial<Record<Side, string>>> = {
  response: 'the answer to an accepted update',
  error: 'the answer to a refused update',
};

/** What a clause speaks of: a member by its name, an entry of a list as such, an answer as a whole. */
function subjectOf(pointer: string, whole?: string): string {
  if (whole !== undefined && !pointer.slice(1).includes('/')) return whole;
  const name = pointer
    .split('/')
    .filter((part) => part !== 'items')
    .at(-1);
  return pointer.endsWith('/items') ? `each entry of ${name}` : `${name}`;
}

function* nodeClauses(schema: Schema, given: Place): Generator<Draft> {
  const isSpecial =
    given.isSpecial || schema['x-applies-when'] !== undefined || schema['x-returned-when'] !== undefined;
  const place = { ...given, isSpecial };
  const source = schema['x-source'] ?? place.source;
  const told = schema['x-basis'] ?? place.basis;
  // A source of the node's own says more than what is told of a node above it.
  const basis = schema['x-basis'] ?? (schema['x-source'] === undefined ? undefined : basisOfSource(source)) ?? told;
  const clause = (
    facet: Facet,
    kind: Clause['kind'],
    excluded = informational[facet] ?? unbreakable(facet, schema, place),
  ): Draft => ({
    local: `${place.pointer}#${facet}`,
    kind,
    side: place.side,
    source,
    statement: `${subjectOf(place.pointer, wholes[place.side])} ${statementOf(facet, schema, place.required, place.side === 'request' ? 'request' : 'answer', place.traits)}`,
    pointer: place.pointer,
    facet,
    ...(basis === undefined ? {} : { basis }),
    ...(isSpecial || facet.startsWith('condition') ? { isSpecial: true } : {}),
    ...(excluded === undefined ? {} : { excluded }),
  });
  if (schema['x-returned-when'] !== undefined) yield clause('condition', 'condition');
  else if (place.member && (place.required || place.side === 'request')) yield clause('presence', 'presence');
  for (const facet of facetsOf(schema)) yield clause(facet, 'value');
  for (const entry of schema['x-when'] ?? []) yield clause(`condition:${entry.name}`, 'value');
  if (schema['x-applies-when'] !== undefined) yield clause('applicability', 'information');
  if (schema.default !== undefined) yield clause('default', 'information');
  if (schema.deprecated === true) yield clause('deprecation', 'information');
  yield* below(schema, { ...place, source, ...(told === undefined ? {} : { basis: told }) });
}

function* below(schema: Schema, place: Place): Generator<Draft> {
  if (schema.contentSchema !== undefined) yield* below(schema.contentSchema, { ...place, location: 'body' });
  else if (schema.items !== undefined)
    yield* nodeClauses(schema.items, { ...place, pointer: `${place.pointer}/items`, member: false, required: true });
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    yield* nodeClauses(child, {
      ...place,
      pointer: `${place.pointer}/${name}`,
      required: schema.required?.includes(name) ?? false,
      member: true,
    });
  }
}

/** One clause for each member that the read-back shows: an accepted update gives it its value. */
export function effectClauses(members: readonly StoredMember[]): readonly Draft[] {
  return members.map(({ pointer, schema }) => ({
    local: `${pointer}#effect`,
    kind: 'effect',
    side: 'request',
    source: schema['x-source'] ?? wholeDocument,
    ...(schema['x-basis'] === undefined ? {} : { basis: schema['x-basis'] }),
    statement: `${subjectOf(pointer)} is what an accepted update sets it to`,
    pointer,
    facet: 'effect',
    inexcusable: true,
  }));
}

/** What an annotation or erratum adds to derived clauses: whether its `at` names the clause. */
export function names(at: string, local: string): boolean {
  if (at === local) return true;
  if (at.startsWith('/') === false) return local === `/${at}`;
  // Every annotation is held against every clause: most fail by their beginning.
  const [pointer = '', facet = ''] = at.split('#');
  const isTree = pointer.endsWith('/**');
  const top = isTree ? pointer.slice(0, -3) : pointer;
  if (!local.startsWith(top)) return false;
  const [ownPointer = '', ownFacet] = local.split('#');
  const facetFits = facet === '*' || facet === (ownFacet ?? '');
  if (isTree) return facetFits && (ownPointer === top || ownPointer.startsWith(`${top}/`));
  return facetFits && pointer === ownPointer && ownFacet !== undefined;
}

/** What the clause file says of a clause beside its statement. */
export interface Annotation {
  readonly level?: Level;
  readonly basis?: Basis;
  readonly source?: string;
  /** Instead of the words that the keyword gives. */
  readonly statement?: string;
  readonly rejects?: Rejects;
  readonly needs?: readonly string[];
  readonly excluded?: string;
}

/** A reading of an erratum, as far as it counts for statements. */
interface Touching {
  readonly id: string;
  readonly resolution: string;
  readonly reading: string;
  readonly readings?:
    | readonly { readonly patches: readonly { readonly at: string; readonly set: object }[] }[]
    | undefined;
}

/** The errata with readings that have another rule for the very facet of a clause. */
function disputing({ pointer, facet }: Draft, errata: readonly Touching[]): readonly Touching[] {
  const isAbout = (keyword: string): boolean =>
    keyword === 'presence'
      ? facet === 'presence'
      : keyword === 'x-returned-when'
        ? facet === 'condition'
        : keywordFacets[keyword as keyof typeof keywordFacets] === facet;
  return errata.filter(({ readings = [] }) =>
    readings.some(({ patches }) => patches.some(({ at, set }) => at === pointer && Object.keys(set).some(isAbout))),
  );
}

/** The statement as far as the document carries it: what errata leave open is told as open. */
function carried(draft: Draft, errata: readonly Touching[], open: Touching | undefined): string {
  if (draft.facet === undefined) return draft.statement;
  if (open !== undefined) return `whether ${draft.statement} is not said`;
  const parts = disputing(draft, errata).map(
    ({ id, reading }) => `(erratum ${id}: ${reading.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '')})`,
  );
  return parts.length === 0
    ? draft.statement
    : `${draft.statement.replace(' has only: ', ' may have: ')} ${parts.join(' ')}`;
}

/** Completes a draft with what the clause file says of it. */
export function completeClause(
  draft: Draft,
  operation: string,
  annotation: Annotation,
  defaults: Rejects,
  errata: readonly Touching[],
  core: CoreRule = usualCore,
): Clause {
  const open = errata.find((erratum) => erratum.resolution === 'undetermined' && erratum.readings === undefined);
  const excluded =
    annotation.excluded ??
    draft.excluded ??
    (open === undefined ? undefined : `the document leaves it open (erratum ${open.id})`);
  const { excluded: _, isSpecial = false, ...rest } = draft;
  const source = annotation.source ?? draft.source;
  const weight = {
    level: annotation.level ?? 'must',
    basis:
      annotation.basis ??
      (annotation.source === undefined ? draft.basis : undefined) ??
      basisOfSource(source) ??
      'stated',
    needs: annotation.needs ?? [],
  } as const;
  return {
    ...rest,
    ...weight,
    profile: profileOf({ ...weight, isSpecial }, core, (pattern) => names(pattern, draft.local)),
    statement: carried({ ...draft, statement: annotation.statement ?? draft.statement }, errata, open),
    id: `${operation}${draft.local}`,
    source,
    rejects: annotation.rejects ?? defaults,
    errata: errata.map(({ id }) => id),
    ...(excluded === undefined ? {} : { excluded }),
  };
}
