import { expect, test } from 'vitest';
import type { Reply } from '../../../contract/target.js';
import { Unwanted } from '../../../suites/session/unwanted.js';
import { toyContract } from '../../targets/toy-contract.js';

const answer = (status: number, code: string): Reply => ({
  kind: 'answer',
  status,
  headers: {},
  text: '',
  body: { code },
});
const [wanted, odd, taken] = [answer(400, 'InvalidName'), answer(400, 'Odd'), answer(200, '')];
const isWanted = (reply: Reply): boolean => reply === wanted;

/** What is taken for the answer, and how many requests were sent again for it. */
async function told(unwanted: Unwanted, answers: readonly Reply[]): Promise<readonly [Reply, number]> {
  const [first = odd, ...later] = answers;
  let sent = 0;
  const { reply } = await unwanted.overcome({ reply: first }, isWanted, async () => {
    sent += 1;
    return { reply: later[sent - 1] ?? first };
  });
  return [reply, sent];
}

test.each<[string, readonly Reply[], Reply, number]>([
  ['what is meant', [wanted], wanted, 0],
  ['another refusal that passes at once', [odd, wanted], wanted, 1],
  ['another refusal that passes at the second time', [odd, odd, wanted], wanted, 2],
  ['another refusal that lasts', [odd, odd, odd], odd, 2],
  ['another refusal of what is then taken', [odd, taken], odd, 1],
])('%s is told as what it is', async (_, answers, expected, repeats) => {
  expect(await told(new Unwanted(toyContract()), answers)).toEqual([expected, repeats]);
});

test('a refusal that passed once is asked about more often, and one that lasted less', async () => {
  const contract = toyContract();
  const fickle = new Unwanted(contract);
  await told(fickle, [odd, wanted]);
  expect(await told(fickle, [odd, odd, odd, odd, wanted])).toEqual([wanted, 4]);
  const lasting = new Unwanted(contract);
  for (let time = 0; time < 5; time += 1) await told(lasting, [odd]);
  expect(await told(lasting, [odd])).toEqual([odd, 1]);
});
