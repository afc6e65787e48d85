import type { Clause, Erratum } from '../../contract/contract.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { chosenContracts } from '../flags/options.js';
import type { Console } from '../process/console.js';

/** Flags of `list`. */
export interface ListFlags {
  readonly operation: readonly string[];
  readonly specs?: string;
}

/** Whether the document says nothing of what a clause is about: then it rests on nothing. */
function isLeftOpen({ errata: own }: Clause, errata: readonly Erratum[]): boolean {
  return errata.some(
    ({ id, resolution, readings }) => own.includes(id) && resolution === 'undetermined' && readings === undefined,
  );
}

/** Prints the operations, or with `--operation` the traits and clauses of one. @throws ConfigurationError */
export function listCommand(flags: ListFlags, console: Console): number {
  const contracts = chosenContracts(loadCatalogue(flags.specs, flags.operation), flags.operation);
  for (const { id, document, clauses, errata, traits } of contracts) {
    console.log(
      `${id}  ${document}: ${clauses.length} clauses, ${clauses.filter(({ excluded }) => excluded !== undefined).length} excluded, ${errata.length} errata`,
    );
    if (flags.operation.length === 0) continue;
    console.log('traits');
    for (const [trait, meaning] of Object.entries(traits)) console.log(`  ${trait}: ${meaning}`);
    console.log('clauses');
    for (const clause of clauses)
      console.log(
        `  ${clause.id} (${clause.level}, ${isLeftOpen(clause, errata) ? 'left open' : clause.basis}; ${clause.source}) ${clause.statement}${clause.excluded === undefined ? '' : ` [excluded: ${clause.excluded}]`}`,
      );
  }
  return 0;
}
