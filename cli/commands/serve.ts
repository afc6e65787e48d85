import { loadCatalogue } from '../../contract/load/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { testCredentials } from '../../targets/reference/test-credentials.js';
import { chosenContracts, wholeNumber } from '../flags/options.js';
import { chosenReadings } from '../flags/readings.js';
import { printOperation, requestLine } from '../output/print-stand-in.js';
import type { Console } from '../process/console.js';
import { withOwnFixtures } from '../target/own-fixtures.js';
import { readState, writeState } from '../target/state-file.js';

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
  /** A file of resources of the user's own. */
  readonly fixtures?: string;
  /** Whether each request is printed. */
  readonly log: boolean;
  /** A file that keeps what the resources hold. */
  readonly state?: string;
  /** Whether clients on this machine may control it. */
  readonly control: boolean;
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
  const chosen = chosenContracts(loadCatalogue(flags.specs, flags.operation), flags.operation);
  const contracts = flags.fixtures === undefined ? chosen : withOwnFixtures(chosen, flags.fixtures);
  const port = wholeNumber('--port', flags.port, 0, 65_535);
  const settleMs = wholeNumber('--settle-ms', flags.settleMs, 0, 86_400_000);
  const { state } = flags;
  let keep = (): void => undefined;
  const reference = await startReference({
    contracts,
    port,
    host: flags.host,
    settleMs,
    ...chosenReadings(flags.reading, contracts),
    isControllable: flags.control,
    changed: () => keep(),
    ...(flags.log ? { logged: (entry) => console.log(requestLine(entry)) } : {}),
    ...(flags.requireAuth ? { auth: { credentials: testCredentials } } : {}),
  });
  try {
    if (state !== undefined) {
      readState(state, reference.control);
      keep = () => writeState(state, reference.control);
      keep();
    }
  } catch (error) {
    await reference.close();
    throw error;
  }
  console.log(`listening on ${reference.url}`);
  if (flags.control) console.log(`control: curl ${reference.url}/_control`);
  if (flags.requireAuth) printTestCredentials(console);
  for (const contract of contracts)
    await printOperation(contract, { url: reference.urlOf(contract.id), isSigned: flags.requireAuth }, console);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  await reference.close();
  return 0;
}
