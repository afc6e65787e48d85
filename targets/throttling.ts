import type { Contract } from '../specs/contract.js';
import { valueAt } from '../specs/pointer.js';
import type { Reply } from '../specs/target.js';

/** An answer that asks to come again later. */
export interface Throttling {
  /** The answer in a few words. */
  readonly answer: string;
  /** Milliseconds that the target asks to wait, where it says so. */
  readonly waitMs?: number;
}

function asks(pattern: string, code: string): boolean {
  return pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern;
}

/** Milliseconds of a Retry-After header (RFC 9110, section 10.2.3: seconds or a date) or of Alibaba's x-acs-retry-after (seconds). */
function waitOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after'] ?? headers['x-acs-retry-after'];
  if (text === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Whether an answer throttles: status 429, or an error code that the contract lists under `x-contract.throttling`. `now`: milliseconds since 1970. */
export function throttlingOf(contract: Pick<Contract, 'errorCode' | 'throttling'>, reply: Reply, now: number): Throttling | undefined {
  if (reply.kind === 'none') return undefined;
  const code = valueAt(reply.body, contract.errorCode);
  const isNamed = reply.status >= 400 && typeof code === 'string' && contract.throttling.some((pattern) => asks(pattern, code));
  if (reply.status !== 429 && !isNamed) return undefined;
  const waitMs = waitOf(reply.headers, now);
  return { answer: `status ${reply.status}${typeof code === 'string' ? ` ${code}` : ''}`, ...(waitMs === undefined ? {} : { waitMs }) };
}
