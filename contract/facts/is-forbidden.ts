import type { Contract } from '../contract.js';

/**
 * Whether a resource with these traits is one that the calling account may not touch: every update is refused with 403,
 * and so may be reading it.
 */
export function isForbidden({ errors }: Pick<Contract, 'errors'>, traits: readonly string[]): boolean {
  return errors.some(
    ({ status, provoke }) =>
      status === 403 &&
      provoke !== undefined &&
      'trait' in provoke &&
      provoke.with === undefined &&
      traits.includes(provoke.trait),
  );
}
