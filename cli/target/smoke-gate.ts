import type { Reply, WireRequest } from '../../contract/target.js';
import { requestModel } from '../../properties/request-model.js';
import type { LetIn } from '../../suites/credentials/credential-guard.js';
import type { CredentialProblem } from '../../suites/credentials/credential-words.js';
import { nonsenseRequest } from '../../suites/doctor/nonsense-request.js';
import { readBackRequest } from '../../suites/exchange/read-back.js';
import { credentialScope } from '../../targets/auth/credential-scope.js';
import { driverNamed } from '../../targets/drivers/index.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import type { RequestGate } from '../../targets/transport/request-gate.js';
import { openTransport } from './open-transport.js';
import type { ResolvedOperation, ResolvedTarget } from './resolve-target.js';
import type { RunCredentials } from './run-credentials.js';

/**
 * Requests that change nothing, of which at least one gets an answer where the operation is offered: a read-back, an
 * update that is refused.
 */
function* harmlessRequests({ contract, fixtures }: ResolvedOperation): Generator<WireRequest> {
  const driver = driverNamed(contract.driver.name);
  const [fixture] = fixtures;
  if (fixture === undefined) return;
  if (contract.readBack !== undefined) yield driver.encode(contract, 'read-back', readBackRequest(contract, fixture));
  const nonsense = nonsenseRequest(contract, driver, requestModel(contract, fixture));
  if (nonsense !== undefined) yield driver.encode(contract, 'update', nonsense.logical);
}

/** What came of the first requests to an operation. */
interface Visited {
  readonly operation: ResolvedOperation;
  readonly reply: Reply | undefined;
  readonly letIn: LetIn;
  /** How its credentials were refused. */
  readonly problem?: CredentialProblem;
}

/** What visits are made with. */
interface Visits {
  readonly target: ResolvedTarget;
  readonly gate: RequestGate;
  readonly credentials: RunCredentials;
}

async function visit({ target, gate, credentials }: Visits, operation: ResolvedOperation): Promise<Visited> {
  const transport = openTransport(target, operation, credentials.tokenOf(operation.auth));
  const { headerVariables, operations } = target;
  const guard = credentials.guard(transport, {
    ...operation,
    headerVariables,
    scope: credentialScope(operations, operation),
  });
  const seen = (reply: Reply | undefined): Visited => {
    const { letIn, problem } = guard;
    return { operation, reply, letIn, ...(problem === undefined ? {} : { problem }) };
  };
  let reply: Reply | undefined;
  try {
    for (const request of harmlessRequests(operation)) {
      const admission = gate.admit('check');
      if ('refused' in admission) return seen({ kind: 'none', problem: admission.refused, unsent: true });
      await processTiming.sleep(admission.waitMs);
      reply = await guard.checking.send(request);
      if ((reply.kind === 'answer' && !guard.isInDoubt) || guard.problem !== undefined) return seen(reply);
    }
    return seen(reply);
  } finally {
    await transport.close();
  }
}

/**
 * Visits all operations: one after the other while answers leave it open whether the credentials are taken, then at
 * most `atOnce` of them side by side.
 */
async function visitAll(visits: Visits, atOnce: number): Promise<readonly Visited[]> {
  const waiting = [...visits.target.operations];
  const visited: Visited[] = [];
  const work = async (isEnough: (one: Visited) => boolean): Promise<void> => {
    for (let operation = waiting.shift(); operation !== undefined; operation = waiting.shift()) {
      const one = await visit(visits, operation);
      visited.push(one);
      if (isEnough(one)) return;
    }
  };
  await work(({ letIn, reply }) => letIn.readBack || reply?.kind === 'none');
  await Promise.all(Array.from({ length: atOnce }, () => work(() => false)));
  return visited;
}

/** What of a target can be tested. */
export interface Smoke {
  /** Why nothing can be: below one of its base URLs, no operation answers a read-back or an update. */
  readonly gone?: string;
  /** Operations whose credentials were not refused, with what was let in. */
  readonly open: readonly { readonly operation: ResolvedOperation; readonly letIn: LetIn }[];
  /** Why the others are not tested. */
  readonly refused: readonly string[];
}

/**
 * Sends a request or two to each operation of a target, and tells which of them there is something to test of. Whatever
 * is answered is left to the checks, but that credentials are refused. `atOnce`: how many operations may be visited
 * side by side.
 */
export async function smokeGate(
  target: ResolvedTarget,
  gate: RequestGate,
  credentials: RunCredentials,
  atOnce: number,
): Promise<Smoke> {
  const visits = await visitAll({ target, gate, credentials }, atOnce);
  const order = (one: Visited): number => target.operations.indexOf(one.operation);
  const sorted = [...visits].sort((a, b) => order(a) - order(b));
  const open = sorted.filter(({ problem }) => problem === undefined);
  const refused = sorted.flatMap(({ problem }) =>
    problem === undefined ? [] : [`${problem.text}; ${problem.remedy}`],
  );
  for (const baseUrl of new Set(target.operations.map((operation) => operation.baseUrl))) {
    const replies = open.flatMap(({ operation, reply }) => (operation.baseUrl === baseUrl ? (reply ?? []) : []));
    const [silent] = replies;
    if (silent?.kind !== 'none' || replies.some(({ kind }) => kind === 'answer')) continue;
    const gone =
      silent.unsent === true ? silent.problem : `no answer from ${baseUrl}: ${silent.problem}; is the target running?`;
    return { gone, open, refused };
  }
  return { open, refused };
}
