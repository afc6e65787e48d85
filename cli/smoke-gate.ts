import { requestModel } from '../properties/request-model.js';
import type { Reply, WireRequest } from '../specs/target.js';
import { nonsenseRequest } from '../suites/doctor/nonsense-request.js';
import { readBackRequest } from '../suites/read-back.js';
import { driverNamed } from '../targets/drivers/index.js';
import { processTiming } from '../targets/process-timing.js';
import type { RequestGate } from '../targets/request-gate.js';
import { openTransport } from './open-transport.js';
import type { ResolvedOperation, ResolvedTarget } from './resolve-target.js';

/** Requests that change nothing, of which at least one gets an answer where the operation is offered: a read-back, an update that is refused. */
function* harmlessRequests({ contract, fixtures }: ResolvedOperation): Generator<WireRequest> {
  const driver = driverNamed(contract.driver.name);
  const [fixture] = fixtures;
  if (fixture === undefined) return;
  if (contract.readBack !== undefined) yield driver.encode(contract, 'read-back', readBackRequest(contract, fixture));
  const nonsense = nonsenseRequest(contract, driver, requestModel(contract, fixture));
  if (nonsense !== undefined) yield driver.encode(contract, 'update', nonsense.logical);
}

async function visit(target: ResolvedTarget, operation: ResolvedOperation, gate: RequestGate): Promise<Reply | undefined> {
  const transport = openTransport(target, operation);
  let reply: Reply | undefined;
  try {
    for (const request of harmlessRequests(operation)) {
      const admission = gate.admit('check');
      if ('refused' in admission) return { kind: 'none', problem: admission.refused, unsent: true };
      await processTiming.sleep(admission.waitMs);
      reply = await transport.send(request);
      if (reply.kind === 'answer') return reply;
    }
    return reply;
  } finally {
    await transport.close();
  }
}

interface Visited {
  readonly operation: ResolvedOperation;
  readonly reply: Reply | undefined;
}

/** Visits all operations, at most `atOnce` of them side by side. */
async function visitAll(target: ResolvedTarget, gate: RequestGate, atOnce: number): Promise<readonly Visited[]> {
  const waiting = [...target.operations];
  const visited: Visited[] = [];
  const work = async (): Promise<void> => {
    for (let operation = waiting.shift(); operation !== undefined; operation = waiting.shift())
      visited.push({ operation, reply: await visit(target, operation, gate) });
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return visited;
}

/**
 * Why a target cannot be worked with at all: below one of its base URLs, no operation answers a read-back or an update.
 * undefined where there is something to test. Whatever is answered is left to the checks.
 * `atOnce`: how many operations may be visited side by side.
 */
export async function smokeGate(target: ResolvedTarget, gate: RequestGate, atOnce: number): Promise<string | undefined> {
  const visits = await visitAll(target, gate, atOnce);
  for (const baseUrl of new Set(target.operations.map((operation) => operation.baseUrl))) {
    const replies = visits.flatMap(({ operation, reply }) => (operation.baseUrl === baseUrl ? (reply ?? []) : []));
    const [silent] = replies;
    if (silent?.kind !== 'none' || replies.some(({ kind }) => kind === 'answer')) continue;
    return silent.unsent === true ? silent.problem : `no answer from ${baseUrl}: ${silent.problem}; is the target running?`;
  }
  return undefined;
}
