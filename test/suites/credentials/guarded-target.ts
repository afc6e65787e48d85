import type { Contract } from '../../../contract/contract.js';
import type { Reply, TokenSupply, Transport, WireRequest } from '../../../contract/target.js';
import { roleOf } from '../../../suites/credentials/addressed-fixtures.js';
import { CredentialGuard, type LetIn } from '../../../suites/credentials/credential-guard.js';
import { RefusalWatch } from '../../../suites/credentials/refusal-watch.js';
import { driverNamed } from '../../../targets/drivers/index.js';
import { type KeptTarget, keptReference } from '../../kit/run-in-process.js';

/** A gatekeeper in front of a reference: an answer of its own to the request of that number (from 1), or nothing. */
export type Gatekeeping = (request: {
  readonly number: number;
  readonly role: 'update' | 'read-back';
  readonly wire: WireRequest;
}) => Reply | undefined;

/** What a guarded target is made of. */
export interface GuardedTargetOptions {
  readonly contract: Contract;
  readonly gatekeeping: Gatekeeping;
  readonly watch?: RefusalWatch;
  readonly scope?: { readonly credentials: number; readonly place: number };
  readonly tokens?: TokenSupply;
  readonly letIn?: LetIn;
  /** Whether requests carry no credentials. */
  readonly isUnsigned?: boolean;
}

/** A reference in memory behind a gatekeeper, with a guard in front. */
export interface GuardedTarget extends KeptTarget {
  readonly guard: CredentialGuard;
  /** How many requests the gatekeeper refused. */
  readonly refused: () => number;
  readonly requests: () => number;
  /** The most requests that were under way at once. */
  readonly mostAtOnce: () => number;
}

/** An answer of a gatekeeper. */
export function answered(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answer', status, headers, text, body: typeof body === 'string' ? undefined : body };
}

/** Puts a gatekeeper and a guard before a reference of one contract. */
export function guardedTarget({
  contract,
  gatekeeping,
  watch = new RefusalWatch(1),
  scope,
  tokens,
  letIn,
  isUnsigned,
}: GuardedTargetOptions): GuardedTarget {
  const reference = keptReference({ contracts: [contract] });
  const driver = driverNamed(contract.driver.name);
  let requests = 0;
  let refused = 0;
  let underWay = 0;
  let mostAtOnce = 0;
  const transport: Transport = {
    ...reference.transport,
    ...(isUnsigned === true ? {} : { signing: { scheme: 'sdk-hmac-sha256', variables: ['VPN_AK', 'VPN_SK'] } }),
    send: async (wire) => {
      requests += 1;
      const number = requests;
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      // Answers take time, in which others may be sent.
      await reference.timing.sleep(1);
      underWay -= 1;
      const own = gatekeeping({ number, role: roleOf(contract, driver, wire), wire });
      if (own !== undefined) refused += 1;
      return own ?? reference.transport.send(wire);
    },
  };
  const guard = new CredentialGuard({
    contract,
    driver,
    fixtures: contract.fixtures,
    transport,
    watch,
    scope: scope ?? { credentials: 0, place: 0 },
    headerVariables: [],
    timing: reference.timing,
    now: () => Date.parse('2026-01-01T12:00:00Z'),
    ...(tokens === undefined ? {} : { tokens }),
    ...(letIn === undefined ? {} : { letIn }),
  });
  return {
    transport: guard.checking,
    timing: reference.timing,
    guard,
    refused: () => refused,
    requests: () => requests,
    mostAtOnce: () => mostAtOnce,
  };
}
