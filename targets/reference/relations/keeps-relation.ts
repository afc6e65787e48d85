import type { Relation } from '../../../generated/clauses.js';
import { keepsAddressInBlock } from './address-in-block.js';
import { keepsFormatWhen } from './format-when.js';
import { keepsRequiredWhen } from './required-when.js';
import { keepsSameBlock } from './same-block.js';
import { keepsSingleEntryWhen } from './single-entry-when.js';
import { keepsUniqueBy } from './unique-by.js';

/** Whether a decoded request keeps a relation over its members, by the reference's own reading of it. */
export function keepsRelation(relation: Relation, request: unknown): boolean {
  switch (relation.name) {
    case 'same-block':
      return keepsSameBlock(relation, request);
    case 'address-in-block':
      return keepsAddressInBlock(relation, request);
    case 'unique-by':
      return keepsUniqueBy(relation, request);
    case 'required-when':
      return keepsRequiredWhen(relation, request);
    case 'format-when':
      return keepsFormatWhen(relation, request);
    case 'single-entry-when':
      return keepsSingleEntryWhen(relation, request);
    default:
      return relation satisfies never;
  }
}
