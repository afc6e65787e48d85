import { nearest } from '../../../contract/load/read-yaml.js';
import { isObject } from '../../../contract/pointer.js';

/** What goes wrong on purpose, and with which requests. */
export interface Fault {
  /** Contract id; absent: all of them. */
  readonly operation?: string;
  readonly role?: 'update' | 'read-back';
  /** Id of the resource addressed; absent: any. */
  readonly fixture?: string;
  /** Milliseconds to wait before anything else. */
  readonly latencyMs?: number;
  /** Answered instead of serving the request. */
  readonly status?: number;
  /** Error code of that answer. */
  readonly code?: string;
  /** Closes the connection without an answer. */
  readonly reset?: boolean;
  /** Only every n-th of these requests; default 1. */
  readonly every?: number;
  /** Only so many times; default: until it is taken away. */
  readonly times?: number;
}

/** Whom a request is for. */
export interface FaultPlace {
  readonly operation: string;
  readonly role: 'update' | 'read-back';
  readonly fixture?: string | undefined;
}

const whole = (least: number, most: number) => (value: unknown) =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const text = (value: unknown): boolean => typeof value === 'string' && value !== '';

const members: Readonly<Record<string, readonly [(value: unknown) => boolean, string]>> = {
  operation: [text, 'a contract id'],
  role: [(value) => value === 'update' || value === 'read-back', 'update or read-back'],
  fixture: [text, 'the id of a resource'],
  latencyMs: [whole(0, 600_000), 'milliseconds from 0 to 600000'],
  status: [whole(200, 599), 'a status from 200 to 599'],
  code: [text, 'an error code'],
  reset: [(value) => typeof value === 'boolean', 'true or false'],
  every: [whole(1, 1_000_000), 'a whole number from 1'],
  times: [whole(1, 1_000_000), 'a whole number from 1'],
};

/** What is wrong with a fault that somebody asks for; undefined: nothing. */
export function faultProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'a fault is a JSON object';
  for (const [name, member] of Object.entries(value)) {
    const [holds, meant] = members[name] ?? [];
    if (holds === undefined) {
      const near = nearest(name, Object.keys(members));
      return `a fault has no '${name}'${near === undefined ? `; it has ${Object.keys(members).join(', ')}` : `; did you mean '${near}'?`}`;
    }
    if (!holds(member)) return `${name} is ${meant}, not ${JSON.stringify(member)}`;
  }
  return ['latencyMs', 'status', 'reset'].some((name) => name in value)
    ? undefined
    : 'a fault has latencyMs, status or reset: true';
}

interface Entry {
  readonly fault: Fault;
  seen: number;
  struck: number;
}

function concerns({ operation, role, fixture }: Fault, place: FaultPlace): boolean {
  return (
    (operation === undefined || operation === place.operation) &&
    (role === undefined || role === place.role) &&
    (fixture === undefined || fixture === place.fixture)
  );
}

/** The faults of a stand-in; the first that a request meets is the one that counts. */
export class Faults {
  #entries: readonly Entry[] = [];

  get list(): readonly (Fault & { readonly struck: number })[] {
    return this.#entries.map(({ fault, struck }) => ({ ...fault, struck }));
  }

  add(fault: Fault): void {
    this.#entries = [...this.#entries, { fault, seen: 0, struck: 0 }];
  }

  clear(): void {
    this.#entries = [];
  }

  /** What happens to a request; undefined: nothing. Each look counts. */
  strike(place: FaultPlace): Fault | undefined {
    for (const entry of this.#entries) {
      const { every = 1, times = Number.POSITIVE_INFINITY } = entry.fault;
      if (!concerns(entry.fault, place) || entry.struck >= times) continue;
      entry.seen += 1;
      if (entry.seen % every !== 0) continue;
      entry.struck += 1;
      return entry.fault;
    }
    return undefined;
  }
}
