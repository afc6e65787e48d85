import { shortTraits } from '../../contract/inspect/traits.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { testCredentials } from '../../targets/reference/test-credentials.js';
import { chosenContracts, wholeNumber } from '../flags/options.js';
import { chosenReadings } from '../flags/readings.js';
import type { Console } from '../process/console.js';

/** Flags of `serve`. */
export interface ServeFlags {
  readonly operation: readonly string[];
  readonly specs?: string;
  readonly port: string;
  readonly host: string;
  readonly settleMs: string;
  readonly requireAuth: boolean;
  /** strict, or pairs of erratum and reading. */
  readonly reading: readonly string[];
}

/** Prints the credentials that a reference takes, as lines for a shell. They are no secrets. */
function printTestCredentials({ log }: Console): void {
  const { keys, tokens, headers } = testCredentials;
  log('every request must carry credentials; these are for tests only and known to everybody:');
  for (const { accessKeyId, accessKeySecret, securityToken } of keys) {
    log(
      `  access key ${accessKeyId}  secret ${accessKeySecret}${securityToken === undefined ? '' : `  session token ${securityToken}`}`,
    );
  }
  log(`  X-Auth-Token ${tokens.join(', ')}`);
  for (const [name, value] of Object.entries(headers)) log(`  header ${name}: ${value} (contracts of other vendors)`);
}

/** Starts the embedded reference and keeps it until the process is told to stop. @throws ConfigurationError */
export async function serveCommand(flags: ServeFlags, console: Console): Promise<number> {
  const contracts = chosenContracts(loadCatalogue(flags.specs, flags.operation), flags.operation);
  const port = wholeNumber('--port', flags.port, 0, 65_535);
  const settleMs = wholeNumber('--settle-ms', flags.settleMs, 0, 86_400_000);
  const reference = await startReference({
    contracts,
    port,
    host: flags.host,
    settleMs,
    ...chosenReadings(flags.reading, contracts),
    ...(flags.requireAuth ? { auth: { credentials: testCredentials } } : {}),
  });
  console.log(`listening on ${reference.url}`);
  if (flags.requireAuth) printTestCredentials(console);
  for (const contract of contracts) {
    const { id, fixtures } = contract;
    console.log(`${id}  ${reference.urlOf(id)}`);
    for (const { id: name, traits, values } of fixtures)
      console.log(
        `  ${name} (${shortTraits(traits, contract).join(', ')}) ${Object.entries(values)
          .map(([member, value]) => `${member}=${[value].flat().join('|').replaceAll('\n', '\\n')}`)
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
