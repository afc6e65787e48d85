import type { Contract, Fixture } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import type { LogicalRequest, WireRequest } from '../../contract/target.js';
import { driverNamed } from '../drivers/index.js';
import { createReference } from './reference.js';

/** The members that a request cannot do without, from what a fixture gives and holds. */
function mandatory({ update }: Contract, { values, state }: Fixture): LogicalRequest {
  const held: Readonly<Record<string, unknown>> = state;
  return Object.fromEntries(
    (update.request.required ?? []).map((name) => {
      const [value] = [values[name] ?? []].flat();
      return [name, value ?? held[name] ?? {}];
    }),
  );
}

function* candidates(contract: Contract): Generator<LogicalRequest> {
  for (const fixture of contract.fixtures) {
    const base = mandatory(contract, fixture);
    const traits = new Set(fixture.traits);
    for (const { example } of contract.examples)
      if (meetsNeeds(example.needs ?? [], traits)) yield { ...base, ...example.request, ...idsOf(contract, base) };
    for (const name of ['Name', 'name'])
      if (contract.update.request.properties?.[name] !== undefined) yield { ...base, [name]: 'sample' };
    yield base;
  }
}

/** Ids of the fixture, whatever an example names. */
function idsOf({ update }: Contract, base: LogicalRequest): LogicalRequest {
  return Object.fromEntries(
    Object.entries(base).filter(([name]) => update.request.properties?.[name]?.['x-fixture'] === true),
  );
}

/** An update that the reference takes, as it goes over the wire: of the document's examples, where there is one. */
export async function sampleRequest(contract: Contract): Promise<WireRequest | undefined> {
  const driver = driverNamed(contract.driver.name);
  for (const candidate of candidates(contract)) {
    const wire = driver.encode(contract, 'update', candidate);
    const { status } = await createReference({ contracts: [contract], settleMs: 0 })(wire);
    if (status < 300) return wire;
  }
  return undefined;
}
