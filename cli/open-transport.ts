import { type ClosableTransport, createTransport } from '../targets/transport.js';
import { processSigner } from './process-signer.js';
import type { ResolvedOperation, ResolvedTarget } from './resolve-target.js';

/** A transport to one operation of a target, that signs as its file says. @throws ConfigurationError naming a credential that is not set */
export function openTransport({ timeoutMs, headers, tls }: ResolvedTarget, { baseUrl, auth }: ResolvedOperation): ClosableTransport {
  const signer = processSigner(auth);
  return createTransport({ baseUrl, timeoutMs, headers, tls, ...(signer === undefined ? {} : { signer }) });
}
