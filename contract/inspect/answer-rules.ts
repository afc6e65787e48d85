import type { Behaviour } from '../contract.js';

/** The parts of a behaviour that speak of answers to accepted updates, by keyword. */
export function answerRules({
  conceals,
  unchanged,
  echoes,
  forms,
  withholds,
  determined,
  agrees,
  times,
}: Behaviour): Partial<Behaviour> {
  const rules = { conceals, unchanged, echoes, forms, withholds, determined, agrees, times };
  return Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined));
}
