import path from 'node:path';
import type { Contract, Erratum } from '../../contract/contract.js';
import { completeClause, deriveClauses } from '../../contract/load/derive-clauses.js';
import { loadContract } from '../../contract/load/load-contract.js';
import { packageRoot } from '../../contract/load/package-root.js';
import type { Schema } from '../../contract/schema.js';
import { type RequestModel, requestModel } from '../../properties/request-model.js';

/** A contract whose update has one body member, `value`, with this schema. */
export function contractOf(schema: Schema, errata: readonly Erratum[] = []): Contract {
  const toy = loadContract(path.join(packageRoot, 'test/contracts/acme/update-link'));
  const update = {
    ...toy.update,
    request: { type: 'object', properties: { value: schema }, required: [] } as const,
    members: [{ name: 'value', location: 'body' }] as const,
  };
  const clauses = deriveClauses(update.request, '', 'request', update).map((draft) =>
    completeClause(draft, toy.id, {}, { status: 400 }, []),
  );
  return { ...toy, update, clauses, behaviours: [], errors: [], examples: [], errata };
}

/** The model of `contractOf` on a fixture with these traits and values. */
export function modelOf(
  contract: Contract,
  traits: readonly string[] = [],
  values: Readonly<Record<string, string>> = {},
): RequestModel {
  return requestModel(contract, { id: 'one', traits, values });
}
