import type { Contract, PlanRule } from '../../contract/contract.js';
import { meetsNeeds } from '../../contract/inspect/conditions.js';
import { formats } from '../../contract/inspect/formats/index.js';
import type { Format } from '../../generated/schema-node.js';
import { addressInBlock } from './address-in-block.js';
import { addressInList } from './address-in-list.js';
import { comesWith } from './comes-with.js';
import { formatWhen } from './format-when.js';
import type { Relation, RelationContext } from './relation.js';
import { requiredWhen } from './required-when.js';
import { sameBlock } from './same-block.js';
import { singleEntryWhen } from './single-entry-when.js';
import { uniqueBy } from './unique-by.js';

function isFormat(name: string): name is Format {
  return Object.hasOwn(formats, name);
}

function relationOf(local: string, relation: PlanRule['relation'], context: RelationContext): readonly Relation[] {
  switch (relation.name) {
    case 'same-block':
      return [sameBlock(local, relation.members, context)];
    case 'address-in-block':
      return [addressInBlock(local, relation.address, relation.block, context)];
    case 'unique-by':
      return [uniqueBy(local, relation.array, relation.member, context)];
    case 'required-when':
      return [requiredWhen(local, relation.member, relation.when, context)];
    case 'format-when':
      return isFormat(relation.format)
        ? [formatWhen(local, relation.member, relation.format, relation.when, context)]
        : [];
    case 'single-entry-when':
      return [singleEntryWhen(local, relation.members, relation.when, context)];
    case 'comes-with':
      return [comesWith(relation.member, relation.with, context)];
    case 'address-in-list':
      return [addressInList(relation, context)];
  }
}

/** The relations of a contract that hold on a fixture with these traits. */
export function relationsOf({ behaviours }: Contract, context: RelationContext): readonly Relation[] {
  return behaviours.flatMap(({ clause, behaviour: { relation } }) => {
    const counts = relation !== undefined && meetsNeeds(clause.needs, context.traits) && clause.excluded === undefined;
    return counts ? relationOf(clause.local, relation, context) : [];
  });
}

/** The relations that the kit keeps in its own requests to a fixture with these traits, though no clause says so. */
export function plannedRelations({ plan }: Contract, context: RelationContext): readonly Relation[] {
  return plan
    .filter(({ needs = [] }) => meetsNeeds(needs, context.traits))
    .flatMap(({ relation }) => relationOf('', relation, context));
}
