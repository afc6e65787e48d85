import type { RunConfig } from '../../../cli/engine/run-config.js';
import { runSuite } from '../../../cli/engine/run-suite.js';
import type { StartThread } from '../../../cli/engine/suite-listener.js';
import { RunCredentials } from '../../../cli/target/run-credentials.js';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { createRequestGate, type RequestGate } from '../../../targets/transport/request-gate.js';

/** A run over the kit's operations whose threads a test plays. */
export interface SuiteFixture {
  readonly gate: RequestGate;
  /** What the run told to have gone wrong. */
  readonly problems: readonly string[];
  /** The operations, sorted. */
  readonly ids: readonly string[];
  run(start: StartThread): Promise<void>;
}

/** Nothing of it is sent anywhere. */
export function suiteFixture(): SuiteFixture {
  const configs = loadCatalogue().map(
    (contract): RunConfig => ({
      contract,
      runId: 'test',
      baseUrl: 'http://127.0.0.1',
      isEmbedded: true,
      fixtures: contract.fixtures,
      seed: 1,
      cases: 0,
      clauses: [],
      levels: [],
      authProbes: false,
      requirements: new Map(),
      settleMs: 0,
      timeoutMs: 0,
      headers: {},
      tls: {},
      cookies: false,
      scope: { credentials: 0, place: 0 },
      headerVariables: [],
      letIn: { readBack: false, update: false },
      limits: {},
      memberSecrets: {},
      secrets: [],
      unrestored: [],
      output: '',
    }),
  );
  const gate = createRequestGate({}, () => 0);
  const problems: string[] = [];
  const listener = {
    entry: () => {},
    planned: () => {},
    restored: () => {},
    notice: () => {},
    problem: (message: string) => problems.push(message),
  };
  return {
    gate,
    problems,
    ids: configs.map(({ contract }) => contract.id).sort(),
    run: (start) => runSuite(configs, listener, 3, gate.memory, new RunCredentials([]).memory, start),
  };
}
