import { namesClause } from './names-clause.js';

/** What leaves clauses out instead of taking them in. */
const exclusion = '!';

/** What a wish takes in or leaves out, without the mark of exclusion. */
export function wishedFor(wish: string): { readonly name: string; readonly isExcluded: boolean } {
  const isExcluded = wish.startsWith(exclusion);
  return { name: isExcluded ? wish.slice(exclusion.length) : wish, isExcluded };
}

/**
 * Whether wishes select a clause: none of those that begin with `!` names it, and one of the others does, or there are
 * no others.
 */
export function selectsClause(wishes: readonly string[], id: string): boolean {
  const names = wishes.map(wishedFor);
  if (names.some(({ name, isExcluded }) => isExcluded && namesClause(name, id))) return false;
  const wanted = names.filter(({ isExcluded }) => !isExcluded);
  return wanted.length === 0 || wanted.some(({ name }) => namesClause(name, id));
}
