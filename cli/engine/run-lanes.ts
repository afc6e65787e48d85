import { secretMembers } from '../../contract/facts/secret-members.js';
import type { JournalEntry } from '../../generated/journal.js';
import { createRedactor } from '../../reports/redact/redact.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';
import { withheldWords } from '../../suites/restore/withheld-words.js';
import { runOperation } from '../../suites/run-operation.js';
import { secretsOf } from '../../targets/auth/create-signer.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { virtualTiming } from '../../targets/reference/virtual-timing.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { createRequestGate } from '../../targets/transport/request-gate.js';
import { keepingIn } from '../output/left-fixtures.js';
import { SnapshotFile } from '../output/snapshots.js';
import { openTransport, throttled } from '../target/open-transport.js';
import { type CredentialMemory, RunCredentials } from '../target/run-credentials.js';
import { planOperation } from './plan-operation.js';
import type { RunConfig } from './run-config.js';

/** What a thread has to do, and what it shares with the others. */
export interface ThreadWork {
  /** Lanes go side by side, the operations of each one after another. */
  readonly lanes: readonly (readonly RunConfig[])[];
  /** The memory of the run's request gate. */
  readonly gate: SharedArrayBuffer;
  readonly credentials: CredentialMemory;
}

/** What a thread tells of its operations. */
export type ThreadNews =
  | { readonly kind: 'planned'; readonly operation: string; readonly subjects: number }
  | { readonly kind: 'entry'; readonly entry: JournalEntry }
  /** What became of a fixture that was to be as it was before. */
  | { readonly kind: 'restored'; readonly restoration: Restoration }
  /** What the user has to know, where the thread could not say it itself. */
  | { readonly kind: 'notice'; readonly message: string }
  /** What kept an operation from being tested to its end. */
  | { readonly kind: 'problem'; readonly message: string }
  /** Nothing follows. */
  | { readonly kind: 'done' };

async function runPlanned(
  config: RunConfig,
  work: ThreadWork,
  tell: (news: ThreadNews) => void,
  tellAtOnce: (line: string) => boolean,
): Promise<void> {
  const { contract, care, memberSecrets } = config;
  const driver = driverNamed(contract.driver.name);
  const credentials = new RunCredentials([config], work.credentials);
  // Nobody else waits with the embedded reference: its time jumps, and a run is the same each time.
  const timing = config.isEmbedded ? virtualTiming() : processTiming;
  const transport = openTransport(config, config, credentials.tokenOf(config.auth), timing);
  // The embedded reference asks for no credentials.
  const guard = config.isEmbedded ? undefined : credentials.guard(transport, config);
  const gate = createRequestGate(config.limits, processTiming.now, work.gate);
  const redactor = createRedactor({
    members: secretMembers([contract]),
    secrets: [...config.secrets, ...secretsOf(config.auth, process.env)],
  });
  const file = new SnapshotFile(config.output, redactor, { operation: contract.id, baseUrl: config.baseUrl });
  const keeping = keepingIn(file, redactor, config.unrestored);
  const plan = planOperation(config);
  const isOver = (): boolean => gate.stopped || guard?.isOver === true;
  tell({ kind: 'planned', operation: contract.id, subjects: plan.subjects.length });
  try {
    const news = runOperation({
      contract,
      driver,
      plan,
      transport: throttled(guard?.checking ?? transport, config, gate),
      restoring: throttled(guard?.restoring ?? transport, config, gate, 'restore'),
      settleMs: config.settleMs,
      timing,
      runId: config.runId,
      ...(care === undefined ? {} : { care: { kind: care, secrets: memberSecrets, ...keeping } }),
      isOver,
    });
    for await (const entry of news) {
      if (entry.kind !== 'kept') {
        tell(entry);
        continue;
      }
      const words = care === undefined ? undefined : withheldWords(contract.id, entry.snapshots, care);
      const told = words === undefined || isOver() ? undefined : redactor.text(words);
      if (told !== undefined && !tellAtOnce(told)) tell({ kind: 'notice', message: told });
    }
    if (guard?.problem !== undefined)
      tell({ kind: 'problem', message: redactor.text(`${guard.problem.text}; ${guard.problem.remedy}`) });
  } finally {
    await transport.close();
  }
}

/**
 * Runs the operations of a thread. A defect of the kit ends the lane that it is in, and is told as a problem.
 * `tellAtOnce` says whether it could show the user a line without passing through the main thread; the line is a notice
 * where it could not.
 */
export async function runLanes(
  work: ThreadWork,
  tell: (news: ThreadNews) => void,
  tellAtOnce: (line: string) => boolean = () => false,
): Promise<void> {
  await Promise.all(
    work.lanes.map(async (lane) => {
      for (const config of lane) {
        try {
          await runPlanned(config, work, tell, tellAtOnce);
        } catch (error) {
          tell({
            kind: 'problem',
            message: `${config.contract.id}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
          });
        }
      }
    }),
  );
}
