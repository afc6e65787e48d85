import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { withValueAt } from '../../../contract/pointer.js';
import type { DraftRequest } from '../../../properties/request.js';
import { requestModel } from '../../../properties/request-model.js';
import { KnownCauses } from '../../../suites/session/known-causes.js';

const contract = loadOperation('baidu.update-vpn-conn');
const [fixture, another] = contract.fixtures;
if (fixture === undefined || another === undefined) throw new Error('two fixtures are needed');
const model = requestModel(contract, fixture);

function withAlgorithm(value: string): DraftRequest {
  return withValueAt(model.base(), '/ikeConfig/ikeEncAlg', value) as DraftRequest;
}

describe('a disputed value that a fixture has stored', () => {
  const causes = new KnownCauses();
  causes.settle(fixture, model, withAlgorithm('aes256'));

  it.each([
    ['may be sent again where it stands', fixture, withAlgorithm('aes256'), true],
    ['makes no other value of the member good', fixture, withAlgorithm('aes192'), false],
    ['may not be sent to another fixture', another, withAlgorithm('aes256'), false],
    ['leaves what every reading admits as it is', another, model.base(), true],
  ])('%s', (_, place, draft, isAdmitted) => {
    expect(causes.admits(place, model, draft)).toBe(isAdmitted);
  });
});
