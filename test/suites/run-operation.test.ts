import { expect, it } from 'vitest';
import { runOperation } from '../../suites/run-operation.js';
import { openRun } from '../kit/run-in-process.js';
import { toyContract } from '../targets/toy-contract.js';

/** Reasons that cannot be read: a defect of the kit, after everything was sent. */
class BrokenReasons extends Map<string, string> {
  override [Symbol.iterator](): never {
    throw new Error('a defect');
  }
}

it('an operation in which the kit breaks puts its fixtures back before it throws', async () => {
  const contract = toyContract();
  const { plan, driver, transport, timing } = await openRun({ contract, restore: true });
  const restored: string[] = [];
  const run = async (): Promise<void> => {
    const news = runOperation({
      contract,
      driver,
      plan: { ...plan, withheld: new BrokenReasons() },
      transport,
      timing,
      settleMs: 2000,
      runId: 'test',
      care: { kind: 'restore', secrets: {} },
    });
    for await (const item of news) if (item.kind === 'restored') restored.push(item.restoration.outcome);
  };
  await expect(run()).rejects.toThrow('a defect');
  expect(restored).toContain('restored');
  expect(restored).not.toContain('failed');
});
