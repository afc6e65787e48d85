import { describe, expect, it } from 'vitest';
import { loadContract } from '../../../contract/load/load-contract.js';
import { toyContract } from '../../targets/toy-contract.js';
import { type ContractFile, withBrokenContract } from '../broken-contract.js';

describe('the digest of a contract', () => {
  const digestWith = (file: ContractFile, edit: (text: string) => string): string =>
    withBrokenContract(file, edit, (folder) => loadContract(folder).digest);
  it.each<readonly [ContractFile, (text: string) => string]>([
    ['openapi.yaml', (text) => text.replace('maxLength: 16', 'maxLength: 17')],
    [
      'clauses.yaml',
      (text) => text.replace(/^defaults:/m, 'core: { levels: [must], bases: [stated, shown], needs: any }\ndefaults:'),
    ],
    ['fixtures.yaml', (text) => text.replace('name: edge', 'name: other')],
  ])('is another one where %s says something else', (file, edit) => {
    expect(digestWith(file, edit)).not.toBe(toyContract().digest);
    expect(digestWith(file, edit)).toMatch(/^[0-9a-f]{64}$/);
  });
  it('is the same whatever stands in comments', () => {
    expect(digestWith('openapi.yaml', (text) => `# a comment\n${text}`)).toBe(toyContract().digest);
  });
});
