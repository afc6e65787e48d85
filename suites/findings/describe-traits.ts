import type { Contract } from '../../contract/contract.js';

/** A fixture with certain traits (`!trait`: denied), and what they mean. */
export function describeTraits(needs: readonly string[], { traits }: Pick<Contract, 'traits'>): string {
  const meanings = needs.flatMap((need) => {
    const meaning = traits[need.replace(/^!/, '')];
    return meaning === undefined ? [] : [need.startsWith('!') ? `not: ${meaning}` : meaning];
  });
  const meaning = meanings.length === 0 ? '' : ` (${meanings.map((text) => text.replace(/\.$/, '')).join('; ')})`;
  return `a fixture with the trait${needs.length === 1 ? '' : 's'} ${needs.join(', ')}${meaning}`;
}
