import { loadCatalogue } from '../../specs/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
import type { Console } from '../console.js';
import { chosenContracts, wholeNumber } from '../options.js';

/** Flags of `serve`. */
export interface ServeFlags {
  readonly operation: readonly string[];
  readonly specs?: string;
  readonly port: string;
  readonly host: string;
  readonly settleMs: string;
}

/** Starts the embedded reference and keeps it until the process is told to stop. @throws ConfigurationError */
export async function serveCommand(flags: ServeFlags, console: Console): Promise<number> {
  const contracts = chosenContracts(loadCatalogue(flags.specs), flags.operation);
  const port = wholeNumber('--port', flags.port, 0, 65_535);
  const settleMs = wholeNumber('--settle-ms', flags.settleMs, 0, 86_400_000);
  const reference = await startReference({ contracts, port, host: flags.host, settleMs });
  console.log(`listening on ${reference.url}`);
  for (const { id, fixtures } of contracts) {
    console.log(`${id}  ${reference.urlOf(id)}`);
    for (const { id: name, traits, values } of fixtures)
      console.log(
        `  ${name} (${traits.join(', ')}) ${Object.entries(values)
          .map(([member, value]) => `${member}=${[value].flat().join('|')}`)
          .join(' ')}`,
      );
  }
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await reference.close();
  return 0;
}
