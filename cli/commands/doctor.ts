import { ConfigurationError } from '../../contract/errors.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import type { Diagnosis } from '../../suites/credentials/diagnosis.js';
import { diagnoseOperation } from '../../suites/doctor/diagnose-operation.js';
import { credentialScope } from '../../targets/auth/credential-scope.js';
import { environmentNames, meantVariable, missingVariables } from '../../targets/auth/environment.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { loadTargetFile } from '../../targets/target-file/load-target-file.js';
import { readTargetFile } from '../../targets/target-file/read-target-file.js';
import { chosenContracts } from '../flags/options.js';
import { refuseLiveHosts } from '../flags/safety.js';
import type { Console } from '../process/console.js';
import { gateOf, openTransport, throttled } from '../target/open-transport.js';
import { pathNotices } from '../target/path-notices.js';
import { redactorFor } from '../target/redactor-for.js';
import { resolveTarget, type TargetOptions, targetFileOf } from '../target/resolve-target.js';
import { RunCredentials } from '../target/run-credentials.js';

/** Flags of `doctor`. */
export interface DoctorFlags extends TargetOptions {
  readonly operation: readonly string[];
  readonly specs?: string;
  readonly allowLive: boolean;
}

function show({ outcome, text, remedy }: Diagnosis): string {
  return `${outcome.padEnd(7)}  ${text}${remedy === undefined ? '' : `; ${remedy}`}`;
}

/** Variables that are not set are all told, not the first of them only. */
function unlessVariable(error: unknown): void {
  if (!(error instanceof ConfigurationError) || error.code !== 'variable-missing') throw error;
}

/**
 * Looks at a target before it is tested, and tells of each thing whether it is in order or what to do. Gives the exit
 * code: 0, 3 with a problem of the target, 2 with missing credentials.
 * @throws ConfigurationError for flags and target files that cannot be used
 */
export async function doctorCommand(flags: DoctorFlags, console: Console): Promise<number> {
  const catalogue = loadCatalogue(flags.specs);
  const contracts = chosenContracts(catalogue, flags.operation);
  const file = targetFileOf(flags);
  if (file === undefined && flags.url === undefined)
    throw new ConfigurationError(
      'no-target',
      "there is no target to look at: give --target or --url, or write a target file with 'vpn-conformance init'",
    );
  if (file !== undefined) {
    const variables = environmentNames(await readTargetFile(file));
    await loadTargetFile(file, catalogue).catch(unlessVariable);
    console.log(show({ outcome: 'ok', text: `${file} can be read` }));
    const missing = missingVariables(variables, process.env);
    for (const name of missing)
      console.log(
        show({
          outcome: 'problem',
          text: `the environment variable ${name} is not set${meantVariable(name, process.env)}`,
          remedy: `set it: ${file} refers to it`,
        }),
      );
    if (missing.length > 0) return 2;
    if (variables.length > 0)
      console.log(show({ outcome: 'ok', text: `all environment variables are set: ${variables.join(', ')}` }));
  }
  const target = await resolveTarget(flags, contracts, catalogue, flags.operation.length > 0);
  refuseLiveHosts(
    target.operations.map(({ baseUrl }) => baseUrl),
    flags.allowLive,
  );
  const { proxied, exposed } = pathNotices(target, process.env);
  for (const text of proxied) console.log(show({ outcome: 'ok', text }));
  for (const text of exposed) console.log(show({ outcome: 'warning', text }));
  // What a target answers is shown: some repeat what they were sent.
  const { text: redacted } = redactorFor(target);
  const gate = gateOf(target);
  const credentials = new RunCredentials(target.operations);
  for (const { auth } of target.operations) await credentials.tokenOf(auth)?.ready();
  let problems = 0;
  for (const operation of target.operations) {
    const { contract, fixtures } = operation;
    const transport = openTransport(target, operation, credentials.tokenOf(operation.auth));
    const { headerVariables, operations } = target;
    const guard = credentials.guard(transport, {
      ...operation,
      headerVariables,
      scope: credentialScope(operations, operation),
    });
    const visit = {
      contract,
      driver: driverNamed(contract.driver.name),
      transport: throttled(guard.checking, operation, gate),
      fixtures,
      now: Date.now,
      refused: () => guard.problem,
    };
    for await (const diagnosis of diagnoseOperation(visit)) {
      if (diagnosis.outcome === 'problem') problems += 1;
      console.log(redacted(show(diagnosis)));
    }
    await transport.close();
  }
  console.log(
    problems === 0 ? 'The target is ready for a run.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}.`,
  );
  return problems === 0 ? 0 : 3;
}
