import type { Contract } from '../contract.js';
import { valueAt } from '../pointer.js';
import type { Reply } from '../target.js';

/** An answer that asks to come again later. */
export interface NotNow {
  /** throttled: too many requests; busy: another task is under way, or the service is not there for the moment. */
  readonly kind: 'throttled' | 'busy';
  /** Whether its code, or 429, says so. A 409, 423 or 503 may as well be about the request itself. */
  readonly isSure: boolean;
  /** The answer in a few words. */
  readonly answer: string;
  /** Milliseconds that the target asks to wait, where it says so. */
  readonly waitMs?: number;
}

/** Statuses by which servers say that something else is under way, or that they are not there for the moment. */
const temporary: readonly number[] = [409, 423, 503];
/** What is told of a code at most. */
const longestCode = 4000;

/** Whether a pattern of the contract's lists names a code; a trailing * stands for any rest. */
function isNamed(patterns: readonly string[], code: string): boolean {
  return patterns.some((pattern) => (pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern));
}

const busyCodes = new WeakMap<object, readonly string[]>();

/** Codes that a contract has for an update while another task is under way. */
function busyCodesOf(contract: NotNowLists): readonly string[] {
  const known = busyCodes.get(contract);
  if (known !== undefined) return known;
  const { busy = [], errors = [], behaviours = [] } = contract;
  const codes = [
    ...busy,
    ...errors.flatMap(({ provoke, code }) => (provoke !== undefined && 'concurrent' in provoke ? [code] : [])),
    ...behaviours.flatMap(({ behaviour, clause }) =>
      behaviour.serialised === undefined ? [] : (clause.rejects.code ?? []),
    ),
  ];
  busyCodes.set(contract, codes);
  return codes;
}

/**
 * Milliseconds of a Retry-After header (RFC 9110, section 10.2.3: seconds or a date) or of Alibaba's x-acs-retry-after
 * (seconds).
 */
function waitOf(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after'] ?? headers['x-acs-retry-after'];
  if (text === undefined) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  // Both dates are of the target's clock.
  const wait = Date.parse(text) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** What tells of a contract which codes ask to come again. */
export type NotNowLists = Pick<Contract, 'errorCode' | 'throttling'> &
  Partial<Pick<Contract, 'busy' | 'errors' | 'behaviours'>>;

/** Whether an answer asks to come again later: by its code, or by a status that servers have for that. */
export function notNowOf(contract: NotNowLists, reply: Reply): NotNow | undefined {
  if (reply.kind === 'none' || reply.status < 400) return undefined;
  const code = valueAt(reply.body, contract.errorCode);
  const text = typeof code === 'string' ? code : '';
  const isThrottled = reply.status === 429 || isNamed(contract.throttling, text);
  const isBusy = isNamed(busyCodesOf(contract), text);
  if (!isThrottled && !isBusy && !temporary.includes(reply.status)) return undefined;
  const waitMs = waitOf(reply.headers);
  return {
    kind: isThrottled ? 'throttled' : 'busy',
    isSure: isThrottled || isBusy,
    answer: `status ${reply.status}${text === '' ? '' : ` ${text.slice(0, longestCode)}`}`,
    ...(waitMs === undefined ? {} : { waitMs }),
  };
}
