import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkTarget } from '../../../targets/target-file/check-target.js';
import { countMatches, readDeviations } from '../../../targets/target-file/read-deviations.js';
import { scratchFolder } from '../../cli/scratch-folder.js';
import { toyContract } from '../toy-contract.js';

const folder = scratchFolder();
const place = path.join(folder, 'conformance.config.yaml');
const contracts = [toyContract()];
const known = { clause: 'acme.update-link/name#length', reason: 'old clients' };

function inFile(text: string): ReturnType<typeof readDeviations> {
  writeFileSync(path.join(folder, 'known.yaml'), text);
  return readDeviations({ deviations: './known.yaml' }, place, contracts, false);
}

function inTarget(deviations: unknown): unknown {
  const { fixtures } = toyContract();
  const operations = {
    'acme.update-link': { fixtures: fixtures.map(({ id, traits, values }) => ({ id, traits, values })) },
  };
  return checkTarget({ baseUrl: 'http://127.0.0.1', operations, deviations }, place, contracts);
}

describe('declared deviations', () => {
  const wrong: readonly (readonly [string, readonly unknown[], string])[] = [
    ['no clause', [{ reason: 'a' }], 'clause'],
    ['no reason', [{ clause: 'a' }], 'reason'],
    ['an empty reason', [{ ...known, reason: '' }], '/deviations/0/reason'],
    ['a day that does not exist', [{ ...known, expires: '2026-02-30' }], 'there is no day 2026-02-30'],
    ['a day in other words', [{ ...known, since: 'yesterday' }], '/deviations/0/since'],
    ['an issue that is no link', [{ ...known, issue: 'ABC-1' }], '/deviations/0/issue'],
    ['another key', [{ ...known, expiry: '2026-01-01' }], "did you mean 'expires'?"],
    ['a clause that stands there twice', [known, { ...known }], 'it is declared twice'],
  ];
  it.each(wrong)('with %s are refused in the target file', (_, deviations, told) => {
    expect(() => inTarget(deviations)).toThrow(
      expect.objectContaining({ code: 'target-file-invalid', message: expect.stringContaining(told) }),
    );
  });
  it.each(wrong)('with %s are refused in a file of their own', (_, deviations, told) => {
    expect(() => inFile(JSON.stringify({ deviations }))).toThrow(
      expect.objectContaining({ code: 'deviations-invalid', message: expect.stringContaining(told) }),
    );
  });
  it.each([
    ['another key', 'known: []', "unknown key 'known'"],
    ['a list alone', '- a', 'write deviations: with a list'],
    ['a text', 'deviations: none', 'deviations is no list'],
  ])('are refused in a file that holds %s', (_, text, told) => {
    expect(() => inFile(text)).toThrow(expect.objectContaining({ message: expect.stringContaining(told) }));
  });
  it.each(['', '# none yet\n', 'deviations:\n', 'deviations: []\n'])('are none in a file that holds %j', (text) => {
    expect(inFile(text)?.deviations).toEqual([]);
  });
  it('are counted by the clauses that they name and that are checked', () => {
    const of = (clause: string): number | undefined => countMatches([{ ...known, clause }], contracts)[0]?.matches;
    const checked = toyContract().clauses.filter(({ excluded }) => excluded === undefined);
    expect([of(known.clause), of('acme.update-link/nothing')]).toEqual([1, 0]);
    expect(of('acme.update-link')).toBe(checked.length);
    expect(of('acme.update-link/name')).toBe(checked.filter(({ local }) => /^\/name(?:[#/]|$)/.test(local)).length);
  });
});
