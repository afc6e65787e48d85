import type { TreeNode } from '../../contract/inspect/tree.js';
import type { RequestModel } from '../request-model.js';
import { asnNotation } from './asn-notation.js';
import { cidrListOrder } from './cidr-list-order.js';
import { cidrListSpacing } from './cidr-list-spacing.js';
import { entryOrder } from './entry-order.js';
import type { Equivalence } from './equivalence.js';
import { jsonSpacing } from './json-spacing.js';
import { memberOrder } from './member-order.js';

function ofNode(node: TreeNode): readonly Equivalence[] {
  if (node.schema.format === 'asn') return [asnNotation(node)];
  if (node.schema.format === 'ipv4-cidr-list') return [cidrListOrder(node), cidrListSpacing(node)];
  if (node.schema['x-merge-by'] !== undefined) return [entryOrder(node)];
  return node.schema.contentSchema === undefined ? [] : [jsonSpacing(node)];
}

/**
 * The equivalent forms that the requests of a model may have. The order of array entries is free only where a member
 * tells them apart.
 */
export function equivalencesOf(model: RequestModel): readonly Equivalence[] {
  return [memberOrder, ...model.nodes.flatMap(ofNode)];
}
