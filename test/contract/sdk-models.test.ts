import { describe, expect, it } from 'vitest';
import type { Contract } from '../../contract/contract.js';
import { loadCatalogue, loadOperation } from '../../contract/load/catalogue.js';
import type { Schema } from '../../contract/schema.js';
import { type Members, readBackModels, type SdkModel, sdkModels } from './sdk-models.js';

/** Members of a schema; JSON in a string ends there, as it does in the clients. */
function* members(schema: Schema, at = ''): Generator<readonly [string, readonly string[]]> {
  for (const [name, child] of Object.entries(schema.properties ?? {})) {
    const pointer = `${at}/${name}`;
    yield [pointer, [child.type ?? []].flat().map((type) => (type === 'integer' ? 'number' : type))];
    yield* members(child, pointer);
    if (child.items !== undefined) yield* members(child.items, `${pointer}/items`);
  }
}

/**
 * Those of the contract that a client's model speaks of: some hold no path parameters, some no more than the resource.
 */
function contractMembers(
  { update }: Contract,
  { side, members: theirs }: SdkModel,
): ReadonlyMap<string, readonly string[]> {
  const inPath = new Set(update.members.filter(({ location }) => location === 'path').map(({ name }) => `/${name}`));
  const isResourceOnly = side === 'response' && theirs.has('/vpn_connection') && !theirs.has('/request_id');
  const all = [...members(side === 'request' ? update.request : update.response)];
  return new Map(
    all.filter(([pointer]) => !inPath.has(pointer) && (!isResourceOnly || pointer.startsWith('/vpn_connection'))),
  );
}

/** Those that the other side lacks, without what lies below them. */
function missing(ours: Iterable<string>, theirs: ReadonlyMap<string, unknown>): readonly string[] {
  const absent = [...ours].filter((pointer) => !theirs.has(pointer));
  return absent.filter((pointer) => !absent.some((other) => pointer.startsWith(`${other}/`)));
}

interface Differences {
  readonly more: readonly string[];
  readonly fewer: readonly string[];
  readonly types: readonly string[];
}

function differences(model: SdkModel): Differences {
  const ours = contractMembers(loadOperation(model.operation), model);
  const other = [...ours].filter(
    ([pointer, types]) => model.members.has(pointer) && types.join() !== model.members.get(pointer),
  );
  return {
    more: missing(model.members.keys(), ours).toSorted(),
    fewer: missing(ours.keys(), model.members).toSorted(),
    types: other.map(([pointer]) => `${pointer}: ${model.members.get(pointer)}`).toSorted(),
  };
}

function listed({ operation, model }: SdkModel): Differences {
  const entries = loadOperation(operation).errata.flatMap(({ sdk }) => (sdk?.model === model ? [sdk] : []));
  return {
    more: entries.flatMap(({ more }) => more ?? []).toSorted(),
    fewer: entries.flatMap(({ fewer }) => fewer ?? []).toSorted(),
    types: entries
      .flatMap(({ types }) => Object.entries(types ?? {}).map(([pointer, type]) => `${pointer}: ${type}`))
      .toSorted(),
  };
}

function typesMissing(schema: Schema, theirs: Members): readonly string[] {
  return [...members(schema)].flatMap(([pointer, types]) => {
    const type = theirs.get(pointer);
    return type !== undefined && types.includes(type) ? [] : [`${pointer}: ${type}`];
  });
}

describe('every difference between a contract and a client of its vendor is an erratum, and no erratum is out of date', () => {
  it.each(sdkModels.map((model) => [model.operation, model.side, model.model, model] as const))(
    '%s, %s: %s',
    (_operation, _side, _model, model) => {
      expect(model.members.size).toBeGreaterThan(5);
      expect(listed(model)).toEqual(differences(model));
    },
  );

  it('errata name no other model, are marked as SDK knowledge, and assert nothing', () => {
    const known = new Map(sdkModels.map(({ operation, model }) => [model, operation]));
    const marked = loadCatalogue().flatMap(({ id: operation, errata }) =>
      errata.flatMap((erratum) => (erratum.sdk === undefined ? [] : [{ operation, ...erratum }])),
    );
    for (const { operation, sdk, kind, readings } of marked)
      expect([operation, kind, readings]).toEqual([known.get(sdk?.model ?? ''), 'sdk-difference', undefined]);
    expect(marked.length).toBeGreaterThan(4);
  });

  it.each(readBackModels)(
    '%s reads nothing back that the client does not know, and admits its types',
    (operation, theirs) => {
      expect(typesMissing(loadOperation(operation).readBack?.response ?? {}, theirs)).toEqual([]);
    },
  );
});
