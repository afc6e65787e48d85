import type { Contract } from '../../contract/contract.js';
import { notNowOf } from '../../contract/facts/not-now.js';
import { secretPlaces } from '../../contract/facts/secret-places.js';
import { pauses } from '../../contract/pauses.js';
import { isObject, valueAt } from '../../contract/pointer.js';
import type { Driver, LogicalRequest, Reply, TargetFixture, Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { valuesAt } from '../../contract/values-at.js';
import { decodeContent } from '../../properties/request.js';
import type { RequestModel } from '../../properties/request-model.js';
import { addressed } from '../exchange/addressed.js';
import { readBackRequest, resourceIn } from '../exchange/read-back.js';
import { describeReply, isAccepted } from '../exchange/reply.js';
import { restorableState } from '../state/comparable-state.js';
import { changedMembers } from './changed-members.js';
import { memberDifferences, typeDifferences } from './member-differences.js';
import { isSameState } from './same-state.js';
import type { Restorable, Snapshot } from './snapshot.js';
import { writeBack } from './write-back.js';

/** What restoring works with. */
export interface RestoreOptions {
  readonly contract: Contract;
  readonly driver: Driver;
  readonly transport: Transport;
  readonly model: (fixture: TargetFixture) => RequestModel;
  /** Values of secret members, by name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timing: Timing;
  /** How long to wait for an update to settle, in milliseconds. */
  readonly settleMs: number;
  /** How a state may be written down, for a snapshot that was; default: as it is. */
  readonly shown?: (state: string) => string;
}

/** What became of a fixture at the end of a run. */
export interface Restoration {
  readonly operation: string;
  readonly fixture: string;
  /** unchanged: nothing had to be sent. */
  readonly outcome: 'unchanged' | 'restored' | 'failed';
  readonly problem?: string;
  /** Secret members that the run overwrote and that nobody can read back: to be set again by hand. */
  readonly secrets: readonly string[];
  /** Members that the target now shows in another type than before, a number as text for one, in words. */
  readonly retyped?: readonly string[];
  /** The update that restores the rest. */
  readonly request?: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
}

/** Pauses between looks and attempts, in milliseconds. */
const polling = { from: 200, to: 5000 };

async function sendPatiently(
  { contract, driver, transport, timing, settleMs }: RestoreOptions,
  logical: LogicalRequest,
): Promise<Reply> {
  let reply = await transport.send(driver.encode(contract, 'update', logical));
  const started = timing.now();
  // The target may still be busy with the last update of the run: refused, but not for good.
  for (
    const pause = pauses(polling);
    !isAccepted(contract, reply) && reply.kind === 'answer' && timing.now() - started < settleMs;
  ) {
    const notNow = notNowOf(contract, reply);
    if (reply.status < 500 && notNow === undefined) return reply;
    await timing.sleep(notNow?.waitMs ?? pause());
    reply = await transport.send(driver.encode(contract, 'update', logical));
  }
  return reply;
}

/** The settled resource; undefined where no read-back shows it. */
async function settled(options: RestoreOptions, fixture: TargetFixture): Promise<unknown> {
  const { contract, driver, transport, timing, settleMs } = options;
  const settles = contract.behaviours.find(({ behaviour }) => behaviour.settles !== undefined)?.behaviour.settles;
  const started = timing.now();
  for (const pause = pauses(polling); ; ) {
    const resource = resourceIn(
      contract,
      fixture,
      await transport.send(driver.encode(contract, 'read-back', readBackRequest(contract, fixture))),
    );
    const state = settles === undefined ? undefined : valueAt(resource, settles.state);
    if (timing.now() - started >= settleMs || !settles?.while.some((passing) => passing === state)) return resource;
    await timing.sleep(pause());
  }
}

/** Only what differs now, then everything: some targets refuse members that stay as they are. */
function attempts(
  options: RestoreOptions,
  fixture: TargetFixture,
  logical: LogicalRequest,
  resource: unknown,
): readonly LogicalRequest[] {
  const { contract, secrets } = options;
  const model = options.model(fixture);
  const current = writeBack({ contract, fixture, model, secrets }, resource);
  if ('problem' in current) return [logical];
  const changed = changedMembers(
    model.tree,
    decodeContent(model.tree, logical),
    decodeContent(model.tree, current.logical),
  );
  return isObject(changed) ? [model.logical(changed), logical] : [logical];
}

/** Names of secret members, by what an update at the end can do about them. */
interface OverwrittenSecrets {
  /** The update holds what they were. */
  readonly given: readonly string[];
  /** Nobody knows what they were. */
  readonly lost: readonly string[];
}

function sorted(
  contract: Contract,
  overwritten: readonly string[],
  { logical, unreadable }: Restorable['update'],
): OverwrittenSecrets {
  const held = secretPlaces(contract.update.request).filter(
    ({ pointer }) => !unreadable.includes(pointer) && valuesAt(logical, pointer).length > 0,
  );
  const isGiven = (name: string): boolean =>
    held.some((place) => place.name === name) && !unreadable.some((pointer) => pointer.endsWith(`/${name}`));
  return { given: overwritten.filter(isGiven), lost: overwritten.filter((name) => !isGiven(name)) };
}

/** The request that restores a fixture, as it goes over the wire. */
function requestOf(
  { contract, driver, transport }: RestoreOptions,
  logical: LogicalRequest,
): NonNullable<Restoration['request']> {
  const wire = driver.encode(contract, 'update', logical);
  return {
    method: wire.method,
    url: addressed(transport, wire).url,
    headers: wire.headers,
    ...(wire.body === undefined ? {} : { body: wire.body }),
  };
}

/** What restoring a fixture would do. */
export interface Preview {
  /** Members that are not as they were, in words; undefined where the fixture cannot be read back. */
  readonly differences: readonly string[] | undefined;
  /** Secrets that may have been overwritten and that nobody knows. */
  readonly lost: readonly string[];
  readonly request: NonNullable<Restoration['request']>;
}

/** Looks at what restoring a fixture would do, and sends nothing but a read-back. */
export async function previewRestoring(
  options: RestoreOptions,
  snapshot: Restorable,
  overwritten: readonly string[],
): Promise<Preview> {
  const { contract, shown = (text) => text } = options;
  const resource = await settled(options, snapshot.fixture);
  const differences =
    resource === undefined
      ? undefined
      : memberDifferences(contract, snapshot.state, shown(restorableState(contract, resource)));
  return {
    differences,
    lost: sorted(contract, overwritten, snapshot.update).lost,
    request: requestOf(options, snapshot.update.logical),
  };
}

/**
 * Writes a fixture back as it was before the run, and reads it back to be sure. `overwritten` names the secrets that
 * the run changed. Nothing is thrown: what could not be restored is told, with the request to send by hand.
 */
export async function restoreFixture(
  options: RestoreOptions,
  snapshot: Snapshot,
  overwritten: readonly string[],
): Promise<Restoration> {
  const { contract, shown = (text) => text } = options;
  const { fixture, state, update } = snapshot;
  const base = { operation: contract.id, fixture: fixture.id };
  const readable = (resource: unknown): string | undefined =>
    resource === undefined ? undefined : shown(restorableState(contract, resource));
  if (state === undefined || 'problem' in update)
    return {
      ...base,
      secrets: overwritten,
      outcome: 'failed',
      problem: 'problem' in update ? update.problem : 'its state before the run could not be read back',
    };
  const { given, lost } = sorted(contract, overwritten, update);
  const before = await settled(options, fixture);
  const now = readable(before);
  const done = (outcome: 'unchanged' | 'restored', after: string): Restoration => {
    const retyped = typeDifferences(contract, state, after);
    return { ...base, secrets: lost, outcome, ...(retyped.length === 0 ? {} : { retyped }) };
  };
  if (now !== undefined && isSameState(now, state) && given.length === 0) return done('unchanged', now);
  let problem = 'it could not be read back';
  for (const logical of attempts(options, fixture, update.logical, before)) {
    const reply = await sendPatiently(options, logical);
    const after = readable(await settled(options, fixture));
    if ((isAccepted(contract, reply) || given.length === 0) && after !== undefined && isSameState(after, state))
      return done('restored', after);
    const differences = after === undefined ? [] : memberDifferences(contract, state, after);
    const rest = differences.length === 0 ? '' : `; ${differences.join(', ')}`;
    problem = isAccepted(contract, reply)
      ? `the update was accepted, but the read-back shows another state than before the run${rest}`
      : `the update was answered with ${describeReply(contract, reply)}${rest}`;
  }
  return { ...base, secrets: overwritten, outcome: 'failed', problem, request: requestOf(options, update.logical) };
}
