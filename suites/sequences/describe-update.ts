import type { LogicalRequest } from '../../contract/target.js';
import type { SecretMask } from '../secrets/secret-mask.js';
import type { Predictor } from './prediction.js';

const longest = 80;

/** The members that an update sends and a read-back shows, in one line; secrets are told by their length. */
export function describeUpdate({ sentBy }: Predictor, mask: SecretMask, logical: LogicalRequest): string {
  const told = sentBy(logical).map(({ node, place, sent }) => {
    const text = mask.hide(mask.show(node.name, sent), logical);
    return `${place} = ${text.length > longest ? `${text.slice(0, longest)}…` : text}`;
  });
  return told.length === 0 ? 'nothing that is read back' : told.join(', ');
}
