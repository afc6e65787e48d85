import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../contract/errors.js';
import { loadTargetFile } from '../../../targets/target-file/load-target-file.js';
import { scratchFolder } from '../../cli/scratch-folder.js';
import { toyContract } from '../toy-contract.js';
import { damagedTarget, malformedTarget, type TargetBytes } from './malformed-target.js';

const contracts = [toyContract()];
const folder = scratchFolder();

/** The message of the refusal; undefined where the file is taken. Throws what is not a refusal. */
async function refusal({ extension, bytes }: TargetBytes): Promise<string | undefined> {
  const file = path.join(folder, `target.${extension}`);
  writeFileSync(file, bytes);
  try {
    await loadTargetFile(file, contracts);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message;
  }
}

// One line, whatever a terminal takes for a line break, and nothing that steers it.
const oneLine = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]{10,600}$/u;

describe('two hundred malformed target files', () => {
  it('are each refused in one line that names the file', async () => {
    await fc.assert(
      fc.asyncProperty(malformedTarget, async (given) => {
        const message = await refusal(given);
        expect(message).toMatch(oneLine);
        expect(message).toContain(`target.${given.extension}`);
      }),
      { numRuns: 200 },
    );
  });
  it('and two hundred damaged ones are refused in one line unless they are still good', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(damagedTarget, async (given) => {
        const message = await refusal(given);
        if (message === undefined) return;
        refused += 1;
        expect(message).toMatch(oneLine);
      }),
      { numRuns: 200 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});
