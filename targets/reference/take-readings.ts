import type { Contract } from '../../contract/contract.js';
import { ConfigurationError } from '../../contract/errors.js';
import type { Schema } from '../../contract/schema.js';

/** The name of a contract's own reading of any of its errata. */
export const ownReading = 'own';

/** Readings (erratum id to reading name) that a reference takes instead of the contract's own. */
export type Readings = Readonly<Record<string, string>>;

interface Patch {
  readonly at: string;
  readonly set: Readonly<Record<string, unknown>>;
}

function patchesOf(contract: Contract, readings: Readings): readonly Patch[] {
  return Object.entries(readings).flatMap(([id, name]) => {
    const about = contract.errata.find((erratum) => erratum.id === id);
    if (about !== undefined && name === ownReading) return [];
    const reading = about?.readings?.find((candidate) => candidate.name === name);
    if (reading !== undefined) return reading.patches;
    const known = contract.errata.flatMap((erratum) =>
      (erratum.readings ?? []).map((one) => `${erratum.id}: ${one.name}`),
    );
    throw new ConfigurationError(
      'reading-unknown',
      `${contract.id} has no reading '${name}' of erratum '${id}'; known: ${known.join(', ') || 'none'}`,
    );
  });
}

function patched(schema: Schema, pointer: string, patches: readonly Patch[]): Schema {
  const own = patches.filter(({ at }) => at === pointer).map(({ set }) => set);
  const { presence: _, ...keywords } = Object.fromEntries(own.flatMap((set) => Object.entries(set)));
  const kept: Schema = Object.fromEntries(
    Object.entries({ ...schema, ...keywords }).filter(([, value]) => value !== null),
  );
  const members = (owner: Schema): Schema => {
    if (owner.properties === undefined) return owner;
    const properties = Object.fromEntries(
      Object.entries(owner.properties).map(([name, child]) => [name, patched(child, `${pointer}/${name}`, patches)]),
    );
    const required = Object.keys(properties).filter((name) => {
      const presence = patches.filter(({ at }) => at === `${pointer}/${name}`).map(({ set }) => set['presence']);
      return presence.includes('required') || ((owner.required ?? []).includes(name) && !presence.includes('optional'));
    });
    return { ...owner, properties, required };
  };
  return {
    ...members(kept),
    ...(kept.items === undefined ? {} : { items: patched(kept.items, `${pointer}/items`, patches) }),
    ...(kept.contentSchema === undefined ? {} : { contentSchema: members(kept.contentSchema) }),
  };
}

/**
 * The contract with these readings written into it. No errata are left: a service follows one reading of its document
 * and disputes nothing with itself; where `open` is set, those without a reading stay, and with them all their readings.
 * @throws ConfigurationError `reading-unknown` when an erratum has no reading of that name
 */
export function takeReadings(contract: Contract, readings: Readings, open = false): Contract {
  const patches = patchesOf(contract, readings);
  const take = (schema: Schema, pointer: string): Schema =>
    patches.length === 0 ? schema : patched(schema, pointer, patches);
  const { update } = contract;
  return {
    ...contract,
    errata: open ? contract.errata.filter(({ id }) => readings[id] === undefined) : [],
    envelope: take(contract.envelope, '/error'),
    update: {
      ...update,
      request: take(update.request, ''),
      response: take(update.response, `/${update.status}`),
      headers: take(update.headers, `/${update.status}/headers`),
    },
  };
}
