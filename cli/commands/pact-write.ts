import path from 'node:path';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { pactText } from '../../pact/write/pact-file.js';
import { chosenContracts } from '../flags/options.js';
import { printOrWrite } from '../output/print-or-write.js';
import type { Console } from '../process/console.js';

/** Flags of `pact write`. */
export interface PactWriteFlags {
  readonly operation: readonly string[];
  readonly specs?: string;
  /** The folder of the files. */
  readonly output: string;
}

/** Writes the Pact file of each operation. @throws ConfigurationError */
export function pactWriteCommand(flags: PactWriteFlags, console: Console): number {
  for (const contract of chosenContracts(loadCatalogue(flags.specs, flags.operation), flags.operation)) {
    const file = path.join(flags.output, `${contract.id}.json`);
    printOrWrite(pactText(contract), file, console);
    console.log(file);
  }
  return 0;
}
