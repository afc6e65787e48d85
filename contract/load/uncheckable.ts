import type { Clause, Erratum, Fixture, OperationShape } from '../contract.js';
import { facetsOf } from '../facets.js';
import { traitsSatisfy } from '../inspect/conditions.js';
import type { Schema } from '../schema.js';

type Draft = Pick<Clause, 'pointer' | 'facet' | 'kind' | 'side'>;

interface Place {
  readonly schema: Schema;
  readonly required: boolean;
  /** The array whose entries hold the member, if any. */
  readonly array?: Schema;
}

function placeAt(update: OperationShape, pointer: string, side: Clause['side']): Place | undefined {
  let place: Place = { schema: side === 'request' ? update.request : update.response, required: true };
  for (const segment of pointer.split('/').slice(side === 'request' ? 1 : 2)) {
    const owner = place.schema.contentSchema ?? place.schema;
    const next = segment === 'items' && owner.items !== undefined ? owner.items : owner.properties?.[segment];
    if (next === undefined) return undefined;
    const array = segment === 'items' ? { array: owner } : {};
    place = {
      schema: next,
      required: owner.required?.includes(segment) ?? false,
      ...(place.array !== undefined && segment !== 'items' && place.schema === place.array.items
        ? { array: place.array }
        : array),
    };
  }
  return place;
}

/** Why a derived clause can be checked on no resource, as the contract itself tells; undefined when it can. */
export function uncheckable(
  draft: Draft,
  update: OperationShape,
  errata: readonly Erratum[],
  fixtures: readonly Fixture[],
): string | undefined {
  const { pointer, facet, side } = draft;
  if (pointer === undefined || (side !== 'request' && side !== 'response')) return undefined;
  const place = placeAt(update, pointer, side);
  if (place === undefined) return undefined;
  const { schema, required, array } = place;
  if (side === 'request' && facet === 'presence' && !required) {
    const disputed = errata.find((erratum) =>
      (erratum.readings ?? []).some((reading) =>
        reading.patches.some((patch) => patch.at === pointer && patch.set['presence'] === 'required'),
      ),
    );
    if (disputed !== undefined) return `readings differ on whether it may be left out (erratum ${disputed.id})`;
    if (array?.['x-merge-by'] !== undefined && pointer.endsWith(`/${array['x-merge-by']}`))
      return 'it tells the entries apart; the document does not say which entry is meant without it';
  }
  const replacing = (schema['x-when'] ?? []).filter((entry) => facetsOf(entry.then).some((own) => own === facet));
  const everywhere =
    replacing.length > 0 &&
    fixtures.every(({ traits }) => replacing.some((entry) => traitsSatisfy(entry.if, new Set(traits))));
  return everywhere
    ? `narrower rules replace it on every kind of resource (${replacing.map(({ name }) => `condition:${name}`).join(', ')})`
    : undefined;
}
