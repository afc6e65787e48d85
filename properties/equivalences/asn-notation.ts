import { parseAsn } from '../../contract/inspect/formats/asn.js';
import { clauseAt, type TreeNode } from '../../contract/inspect/tree.js';
import { asdot } from '../domains/asn-text.js';
import type { Equivalence } from './equivalence.js';
import { admitted, rewrite } from './rewrite.js';

function otherNotation(value: unknown): string | undefined {
  const number = typeof value === 'string' ? parseAsn(value) : undefined;
  if (number === undefined) return undefined;
  return String(value).includes('.') ? String(number) : asdot(number);
}

/** The same AS number in asdot for asplain and the other way round (RFC 5396). */
export function asnNotation(node: TreeNode): Equivalence {
  return {
    name: 'asn-notation',
    clause: clauseAt(node, 'format'),
    apply: (model, draft) => admitted(model, rewrite(node, draft, otherNotation)),
  };
}
