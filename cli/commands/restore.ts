import { ConfigurationError } from '../../contract/errors.js';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { requestModel } from '../../properties/request-model.js';
import { environmentSecrets } from '../../reports/redact/environment-secrets.js';
import { variableName } from '../../reports/redact/variable-name.js';
import { curlLine } from '../../reports/render/curl.js';
import { refillSecrets } from '../../suites/restore/refill-secrets.js';
import {
  previewRestoring,
  type Restoration,
  type RestoreOptions,
  restoreFixture,
} from '../../suites/restore/restore-fixture.js';
import type { Restorable } from '../../suites/restore/snapshot.js';
import { credentialScope } from '../../targets/auth/credential-scope.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { refuseLiveHosts } from '../flags/safety.js';
import { rememberRestorations } from '../output/remember-restorations.js';
import { redactRestoration, restorationNews } from '../output/restorations.js';
import { runFolderAt } from '../output/run-folder.js';
import { fixtureKey, type KeptSnapshot, unrestoredIn } from '../output/snapshots.js';
import type { Console } from '../process/console.js';
import { gateOf, openTransport, throttled } from '../target/open-transport.js';
import { redactorFor } from '../target/redactor-for.js';
import {
  type ResolvedOperation,
  type ResolvedTarget,
  resolveTarget,
  type TargetOptions,
  targetFileOf,
} from '../target/resolve-target.js';
import { RunCredentials } from '../target/run-credentials.js';

/** Flags of `restore`. */
export interface RestoreFlags extends TargetOptions {
  readonly specs?: string;
  readonly allowLive: boolean;
  /** Whether to send what is shown. */
  readonly yes: boolean;
}

/** A fixture that is to be restored, on its target. */
interface Pending {
  readonly snapshot: Restorable & Pick<KeptSnapshot, 'secrets'>;
  readonly options: RestoreOptions;
}

/** The target that a snapshot was taken on: named by flags or a target file, else its address as the run had it. */
async function targetOf(snapshots: readonly KeptSnapshot[], flags: RestoreFlags): Promise<ResolvedTarget> {
  const operations = [...new Set(snapshots.map(({ operation }) => operation))];
  const catalogue = loadCatalogue(flags.specs, targetFileOf(flags) === undefined ? operations : []);
  const contracts = operations.map((id) => {
    const contract = catalogue.find((candidate) => candidate.id === id);
    if (contract === undefined)
      throw new ConfigurationError('unknown-operation', `this kit has no operation ${id}; give the --specs of the run`);
    return contract;
  });
  const [first] = snapshots;
  const named =
    targetFileOf(flags) === undefined && flags.url === undefined && first !== undefined
      ? { ...flags, url: first.baseUrl }
      : flags;
  return await resolveTarget(named, contracts, catalogue, true);
}

function operationOf(target: ResolvedTarget, { operation, baseUrl, fixture }: KeptSnapshot): ResolvedOperation {
  const place = target.operations.find(({ contract }) => contract.id === operation);
  if (place !== undefined && fixtureKey(operation, place.baseUrl, fixture) === fixtureKey(operation, baseUrl, fixture))
    return place;
  throw new ConfigurationError(
    'other-target',
    `fixture ${fixture.id} of ${operation} is to be restored on ${baseUrl}, and the target is ${place?.baseUrl ?? target.url}; give the target of the run`,
  );
}

/** What would be sent for a fixture, in words; undefined when it is as it was. */
async function shown(
  { snapshot, options }: Pending,
  text: (given: string) => string,
): Promise<readonly string[] | undefined> {
  const { differences, lost, request } = await previewRestoring(options, snapshot, snapshot.secrets);
  const place = `${options.contract.id}, fixture ${snapshot.fixture.id}`;
  const secrets = lost.map(
    (name) =>
      `  ${name} may have been overwritten, and nobody can read it back: give ${variableName(name)} in the environment, or set it by hand`,
  );
  if (differences?.length === 0 && secrets.length === 0) return undefined;
  const { request: redacted } = redactRestoration(
    { operation: '', fixture: '', outcome: 'failed', secrets: [], request },
    { text, value: (given) => given, headers: (given) => ({ ...given }) },
  );
  return [
    place,
    ...(differences ?? ['it cannot be read back']).map((difference) => `  ${text(difference)}`),
    ...secrets,
    ...(redacted === undefined ? [] : [`  restored by  ${curlLine(redacted)}`]),
  ];
}

/**
 * Sends what a run left undone that was to keep its fixtures: shows it first, and sends it with `--yes`. Exit code 0
 * when all fixtures are as they were, 3 when one is not.
 * @throws ConfigurationError for a folder or target that cannot be used
 */
export async function restoreCommand(place: string, flags: RestoreFlags, console: Console): Promise<number> {
  const folder = runFolderAt(place);
  if (folder === undefined)
    throw new ConfigurationError(
      'no-run-folder',
      `${place} is no folder of a run; give one, or the folder above it with 'latest'`,
    );
  const snapshots = unrestoredIn(folder);
  if (snapshots.length === 0) {
    console.log(`nothing is left to be restored from ${folder}`);
    return 0;
  }
  const target = await targetOf(snapshots, flags);
  const places = snapshots.map((snapshot) => ({ snapshot, operation: operationOf(target, snapshot) }));
  refuseLiveHosts([...new Set(places.map(({ operation }) => operation.baseUrl))], flags.allowLive);
  const { text, ...redactor } = redactorFor(target);
  const gate = gateOf(target);
  const credentials = new RunCredentials(target.operations);
  const secrets = environmentSecrets(
    target.operations.map(({ contract }) => contract),
    process.env,
  );
  const restorations: Restoration[] = [];
  let isLeft = false;
  let isRefused = false;
  for (const { snapshot, operation } of places) {
    const { contract } = operation;
    const { fixture } = snapshot;
    const model = requestModel(contract, fixture);
    const update = refillSecrets(model, snapshot.update, secrets);
    if ('problem' in update) {
      console.log(`${contract.id}, fixture ${fixture.id} cannot be restored: ${update.problem}`);
      isLeft = true;
      continue;
    }
    const transport = openTransport(target, operation, credentials.tokenOf(operation.auth));
    const guard = credentials.guard(transport, {
      ...operation,
      headerVariables: target.headerVariables,
      scope: credentialScope(target.operations, operation),
    });
    try {
      const options: RestoreOptions = {
        contract,
        driver: driverNamed(contract.driver.name),
        transport: throttled(guard.restoring, operation, gate, 'restore'),
        model: () => model,
        secrets,
        timing: processTiming,
        settleMs: target.settleMs,
        shown: text,
      };
      const pending = { snapshot: { ...snapshot, update }, options };
      const lines = await shown(pending, text);
      if (guard.problem !== undefined) {
        console.log(text(`${guard.problem.text}; ${guard.problem.remedy}`));
        isRefused = true;
        continue;
      }
      if (lines !== undefined) console.log(lines.join('\n'));
      if (lines !== undefined && !flags.yes) {
        isLeft = true;
        continue;
      }
      const restoration = redactRestoration(await restoreFixture(options, pending.snapshot, snapshot.secrets), {
        text,
        ...redactor,
      });
      restorations.push(restoration);
      const news = restorationNews(restoration);
      console.log(`${contract.id}, fixture ${fixture.id}: ${restoration.outcome}`);
      if (news !== undefined) console.error(`${news}\n`);
      isLeft ||= restoration.outcome === 'failed' || restoration.secrets.length > 0;
    } finally {
      await transport.close();
    }
    for (const problem of rememberRestorations(folder, restorations)) console.error(`${problem}\n`);
  }
  if (isLeft && !flags.yes) console.log('give --yes to send it');
  return isLeft || isRefused ? 3 : 0;
}
