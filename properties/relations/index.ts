import type { Format } from '../../generated/schema-node.js';
import { meetsNeeds } from '../../specs/conditions.js';
import type { Contract } from '../../specs/contract.js';
import { formats } from '../../specs/formats/index.js';
import { addressInBlock } from './address-in-block.js';
import { formatWhen } from './format-when.js';
import type { Relation, RelationContext } from './relation.js';
import { requiredWhen } from './required-when.js';
import { sameBlock } from './same-block.js';
import { singleEntryWhen } from './single-entry-when.js';
import { uniqueBy } from './unique-by.js';

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

/** The relations of a contract that hold on a fixture with these traits. */
export function relationsOf(contract: Contract, context: RelationContext): readonly Relation[] {
  // biome-ignore lint/suspicious/useIterableCallbackReturn: the switch is exhaustive, which the compiler checks through the return type
  return contract.behaviours.flatMap(({ clause, behaviour: { relation } }): readonly Relation[] => {
    if (relation === undefined || !meetsNeeds(clause.needs, context.traits) || clause.excluded !== undefined) return [];
    switch (relation.name) {
      case 'same-block':
        return [sameBlock(clause.local, relation.members, context)];
      case 'address-in-block':
        return [addressInBlock(clause.local, relation.address, relation.block, context)];
      case 'unique-by':
        return [uniqueBy(clause.local, relation.array, relation.member, context)];
      case 'required-when':
        return [requiredWhen(clause.local, relation.member, relation.when, context)];
      case 'format-when':
        return isFormat(relation.format) ? [formatWhen(clause.local, relation.member, relation.format, relation.when, context)] : [];
      case 'single-entry-when':
        return [singleEntryWhen(clause.local, relation.members, relation.when, context)];
    }
  });
}
