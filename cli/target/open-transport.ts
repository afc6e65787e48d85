import { notNowOf } from '../../contract/facts/not-now.js';
import type { TokenSupply, Transport } from '../../contract/target.js';
import type { Timing } from '../../contract/timing.js';
import { createReferenceTransport } from '../../targets/reference/reference-transport.js';
import { processTiming } from '../../targets/transport/process-timing.js';
import { proxyFor } from '../../targets/transport/proxy-for.js';
import { createRequestGate, type Purpose, type RequestGate } from '../../targets/transport/request-gate.js';
import { createThrottledTransport } from '../../targets/transport/throttled-transport.js';
import { type ClosableTransport, createTransport } from '../../targets/transport/transport.js';
import { processSigner } from './process-signer.js';
import type { ResolvedOperation, ResolvedTarget } from './resolve-target.js';

/**
 * How long updates of the embedded reference are under way, in milliseconds. As short as can be seen: it has nothing to
 * wait for.
 */
const embeddedSettleMs = 3;

/**
 * A transport to one operation of a target, that signs as its file says. The embedded reference is one that knows
 * nothing of earlier requests, and lives in the time that is given. `tokens` gives the token of an operation that has a command for it.
 * @throws ConfigurationError naming a credential that is not set
 */
export function openTransport(
  {
    isEmbedded,
    timeoutMs,
    headers,
    tls,
    cookies,
  }: Pick<ResolvedTarget, 'isEmbedded' | 'timeoutMs' | 'headers' | 'tls' | 'cookies'>,
  { contract, baseUrl, auth }: Omit<ResolvedOperation, 'fixtures'>,
  tokens?: TokenSupply,
  timing: Timing = processTiming,
): ClosableTransport {
  if (isEmbedded)
    return createReferenceTransport({ contracts: [contract], settleMs: embeddedSettleMs, clock: timing.now });
  const signer = processSigner(auth, tokens);
  const proxy = proxyFor(baseUrl, process.env);
  return createTransport({
    baseUrl,
    timeoutMs,
    headers,
    tls,
    cookies,
    ...(proxy === undefined ? {} : { proxy }),
    ...(signer === undefined ? {} : { signer }),
  });
}

/** A gate within the rate and budget of the target's file. */
export function gateOf({ limits: { maxRequests, requestsPerSecond: rate } }: ResolvedTarget): RequestGate {
  return createRequestGate(
    { ...(maxRequests === undefined ? {} : { maxRequests }), ...(rate === undefined ? {} : { rate }) },
    processTiming.now,
  );
}

/** The same transport, slowed down to what `gate` admits; a target that throttles is waited for. */
export function throttled(
  transport: Transport,
  { contract }: Pick<ResolvedOperation, 'contract'>,
  gate: RequestGate,
  purpose: Purpose = 'check',
): Transport {
  return createThrottledTransport({
    transport,
    gate,
    timing: processTiming,
    notNow: (reply) => notNowOf(contract, reply),
    purpose,
  });
}
