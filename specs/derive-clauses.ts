import type { Clause, Level, Location, Rejects, RequestMember, Side } from './contract.js';
import { type Facet, facetsOf } from './facets.js';
import type { Schema } from './schema.js';
import { statementOf } from './statement.js';
import type { StoredMember } from './stored-members.js';

type Draft = Pick<Clause, 'local' | 'kind' | 'side' | 'source' | 'statement' | 'pointer' | 'facet'> & { readonly excluded?: string };

interface Place {
  readonly pointer: string;
  readonly side: Side;
  readonly source: string;
  readonly required: boolean;
  /** A member of an object; array items and roots have no presence of their own. */
  readonly member: boolean;
  /** Where the top-level member travels; `body` also within a string that holds JSON. */
  readonly location: Location;
}

const informational: Readonly<Partial<Record<Facet, string>>> = {
  default: 'an omitted member of an update stays as it is; a default is not a reset',
  deprecation: 'deprecation obliges callers, not the service',
  applicability: 'the document does not say how the member is answered where it does not apply; it is never sent there',
};

/** Why a request clause cannot be broken on the wire, if so. */
function unbreakable(facet: Facet, schema: Schema, { location, side, member }: Place): string | undefined {
  if (side !== 'request' || location === 'body') return side === 'header' && facet === 'type' ? 'a header is always text' : undefined;
  if (facet === 'presence' && location === 'path' && member) return 'a path without the segment addresses another resource';
  if (facet === 'type' && schema.type === 'string') return 'travels as text: whatever is sent is a string';
  return undefined;
}

/** The clauses of one schema and all below it: one for each facet of each node. `members` tells where request members travel. */
export function deriveClauses(schema: Schema, pointer: string, side: Side, members: readonly RequestMember[] = []): readonly Draft[] {
  const root: Place = { pointer, side, source: schema['x-source'] ?? 'whole document', required: true, member: false, location: 'body' };
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

function* nodeClauses(schema: Schema, place: Place): Generator<Draft> {
  const source = schema['x-source'] ?? place.source;
  const clause = (facet: Facet, kind: Clause['kind'], excluded = informational[facet] ?? unbreakable(facet, schema, place)): Draft => ({
    local: `${place.pointer}#${facet}`,
    kind,
    side: place.side,
    source,
    statement: `${place.pointer
      .split('/')
      .filter((part) => part !== 'items')
      .at(-1)} ${statementOf(facet, schema, place.required, place.side === 'request' ? 'request' : 'answer')}`,
    pointer: place.pointer,
    facet,
    ...(excluded === undefined ? {} : { excluded }),
  });
  if (schema['x-returned-when'] !== undefined) yield clause('condition', 'condition');
  else if (place.member && (place.required || place.side === 'request')) yield clause('presence', 'presence');
  for (const facet of facetsOf(schema)) yield clause(facet, 'value');
  for (const entry of schema['x-when'] ?? []) yield clause(`condition:${entry.name}`, 'value');
  if (schema['x-applies-when'] !== undefined) yield clause('applicability', 'information');
  if (schema.default !== undefined) yield clause('default', 'information');
  if (schema.deprecated === true) yield clause('deprecation', 'information');
  yield* below(schema, { ...place, source });
}

function* below(schema: Schema, place: Place): Generator<Draft> {
  if (schema.contentSchema !== undefined) yield* below(schema.contentSchema, { ...place, location: 'body' });
  else if (schema.items !== undefined) yield* nodeClauses(schema.items, { ...place, pointer: `${place.pointer}/items`, member: false, required: true });
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    yield* nodeClauses(child, { ...place, pointer: `${place.pointer}/${name}`, required: schema.required?.includes(name) ?? false, member: true });
  }
}

/** One clause for each member that the read-back shows: an accepted update gives it its value. */
export function effectClauses(members: readonly StoredMember[]): readonly Draft[] {
  return members.map(({ pointer, schema }) => ({
    local: `${pointer}#effect`,
    kind: 'effect',
    side: 'request',
    source: schema['x-source'] ?? 'whole document',
    statement: `${pointer.split('/').at(-1)} is what an accepted update sets it to`,
    pointer,
    facet: 'effect',
  }));
}

/** What an annotation or erratum adds to derived clauses: whether its `at` names the clause. */
export function names(at: string, local: string): boolean {
  if (at === local) return true;
  if (at.startsWith('/') === false) return local === `/${at}`;
  const [pointer = '', facet = ''] = at.split('#');
  const [ownPointer = '', ownFacet = ''] = local.split('#');
  const facetFits = facet === '*' || facet === ownFacet;
  if (pointer.endsWith('/**')) {
    const top = pointer.slice(0, -3);
    return facetFits && (ownPointer === top || ownPointer.startsWith(`${top}/`));
  }
  return facetFits && pointer === ownPointer && local.includes('#');
}

/** Completes a draft with what the clause file says of it. */
export function completeClause(
  draft: Draft,
  operation: string,
  annotation: { readonly level?: Level; readonly rejects?: Rejects; readonly needs?: readonly string[]; readonly excluded?: string },
  defaults: Rejects,
  errata: readonly { readonly id: string; readonly resolution: string; readonly readings?: unknown }[],
): Clause {
  const open = errata.find((erratum) => erratum.resolution === 'undetermined' && erratum.readings === undefined);
  const excluded = annotation.excluded ?? draft.excluded ?? (open === undefined ? undefined : `the document leaves it open (erratum ${open.id})`);
  const { excluded: _, ...rest } = draft;
  return {
    ...rest,
    id: `${operation}${draft.local}`,
    level: annotation.level ?? 'must',
    rejects: annotation.rejects ?? defaults,
    needs: annotation.needs ?? [],
    errata: errata.map(({ id }) => id),
    ...(excluded === undefined ? {} : { excluded }),
  };
}
