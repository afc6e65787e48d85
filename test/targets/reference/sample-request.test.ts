import { expect, it } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { createReference } from '../../../targets/reference/reference.js';
import { sampleRequest } from '../../../targets/reference/sample-request.js';

const contracts = loadCatalogue();

it.each(contracts)('a sample request to $id is taken', async (contract) => {
  const sample = await sampleRequest(contract);
  expect(sample).toBeDefined();
  if (sample === undefined) return;
  const { status } = await createReference({ contracts: [contract], permissive: true })(sample);
  expect(status).toBe(contract.update.status);
});
