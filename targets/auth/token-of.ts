import type { Timing } from '../../contract/timing.js';
import type { AuthEntry } from '../../generated/target-file.js';
import { SharedToken } from './shared-token.js';
import { runTokenCommand } from './token-command.js';

/** The token of an auth entry that has a command for it; `memory` is that of the same token in another worker. */
export function tokenOf(
  auth: AuthEntry | undefined,
  timing: Timing,
  memory?: SharedArrayBuffer,
): SharedToken | undefined {
  const token = auth?.token;
  if (token === undefined || !('command' in token)) return undefined;
  return new SharedToken({ fetch: () => runTokenCommand(token), timing, ...(memory === undefined ? {} : { memory }) });
}
