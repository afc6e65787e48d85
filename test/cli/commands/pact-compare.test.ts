import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ComparatorModule, pactCompareCommand } from '../../../cli/commands/pact-compare.js';
import type { Console } from '../../../cli/process/console.js';
import { scratchFolder } from '../scratch-folder.js';

const folder = scratchFolder();
const huawei = 'huawei.update-vpn-connection';

function pactFile(provider: string, contentType = 'application/json'): string {
  const file = path.join(folder, `${provider}-${contentType.replace('/', '-')}.json`);
  const request = { body: { contentType, content: '' } };
  writeFileSync(file, JSON.stringify({ provider: { name: provider }, interactions: [{ request }] }));
  return file;
}

/** A comparator that checks what it is given, and says what it is told. */
function saying(
  remarks: readonly { readonly type: string; readonly message: string }[],
): () => Promise<ComparatorModule> {
  const mockDetails = { interactionDescription: 'an update', location: '[root].interactions[0].request.body.name' };
  return async () => ({
    Comparator: class {
      constructor(openapi: unknown) {
        expect(openapi).toMatchObject({ openapi: '3.1.0', 'x-contract': { vendor: 'huawei' } });
      }
      async *compare(): ReturnType<InstanceType<ComparatorModule['Comparator']>['compare']> {
        for (const remark of remarks) yield { code: 'request.body.incompatible', mockDetails, ...remark };
      }
    },
  });
}

async function compared(file: string, load: () => Promise<ComparatorModule>, operation?: string) {
  const said: string[] = [];
  const output: Console = {
    log: (text) => said.push(text),
    error: () => undefined,
    terminal: false,
    color: false,
    width: 120,
    lost: undefined,
  };
  const code = await pactCompareCommand(file, operation === undefined ? {} : { operation }, output, load);
  return { code, said };
}

describe('pact compare', () => {
  it('tells what the document of the provider does not admit, with exit code 1', async () => {
    const remarks = [
      { type: 'error', message: 'too long' },
      { type: 'warning', message: 'unknown' },
    ];
    const { code, said } = await compared(pactFile(huawei), saying(remarks));
    expect(code).toBe(1);
    expect(said[0]).toBe('an update: too long (interactions[0].request.body.name)');
    expect(said).toHaveLength(2);
  });

  it('takes warnings for nothing that the document forbids', async () => {
    const { code, said } = await compared(pactFile(huawei), saying([{ type: 'warning', message: 'unknown' }]));
    expect(code).toBe(0);
    expect(said).toEqual([expect.stringContaining(`${huawei} admits it`)]);
  });

  it.each([
    ['application/json', 1],
    ['application/x-www-form-urlencoded', 0],
  ])('blames a body of %s for numbers that are text with exit code %i', async (contentType, expected) => {
    const remarks = [{ type: 'error', message: 'must be integer' }];
    const { code } = await compared(pactFile(huawei, contentType), saying(remarks));
    expect(code).toBe(expected);
  });

  it('takes the operation from --operation where the provider has a name of its own', async () => {
    const file = pactFile('our-gateway');
    await expect(compared(file, saying([]))).rejects.toThrow("unknown operation 'our-gateway'");
    expect((await compared(file, saying([]), huawei)).code).toBe(0);
  });

  it('says in one line what to install', async () => {
    const missing = (): Promise<never> => Promise.reject(new Error('no such package'));
    await expect(compared(pactFile(huawei), missing)).rejects.toThrow(
      /^pact compare needs @pactflow\/openapi-pact-comparator; npm install .*@1\.7\.0$/,
    );
  });

  it('refuses what is no Pact file', async () => {
    const file = path.join(folder, 'none.json');
    writeFileSync(file, '{}');
    await expect(compared(file, saying([]))).rejects.toThrow('is no Pact file');
  });
});
