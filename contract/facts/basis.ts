import type { Basis } from '../contract.js';

/** How the source of a clause begins that no sentence states; behind it stands why it is expected all the same. */
export const unsaid = 'no sentence: ';

/** How a source begins that is an SDK or client. */
const client = 'SDK:';

/** What a source alone says of the basis of a clause: what SDKs tell is known, what no sentence states is implied. */
export function basisOfSource(source: string): Basis | undefined {
  if (source.startsWith(client)) return 'known';
  return source.startsWith(unsaid) ? 'implied' : undefined;
}

/** What keeps basis and source of a clause from fitting each other, in a few words; undefined when they fit. */
export function basisProblem({
  basis,
  source,
}: {
  readonly basis: Basis;
  readonly source: string;
}): string | undefined {
  const isUnsaid = source.startsWith(unsaid);
  if (basis === 'implied' && !isUnsaid)
    return `its basis is implied, so its source must begin with '${unsaid}' and say why it is expected; it is '${source}'`;
  if (basis !== 'implied' && isUnsaid) return `its basis is ${basis}, but its source says that no sentence states it`;
  if (basis === 'known' && !source.includes(client))
    return `its basis is known, so its source must name the client ('${client} …'); it is '${source}'`;
  if (basis === 'stated' && source.includes(client))
    return `its source names a client ('${source}'); give the basis (known, or shown), or name the sentence only`;
  return undefined;
}
