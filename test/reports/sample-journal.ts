import type {
  ClauseEntry,
  Exchange,
  Finding,
  JournalEntry,
  OperationEntry,
  ResultEntry,
  RunEntry,
} from '../../generated/journal.js';

/** The operation of the samples. */
export const operation = 'acme.update-link';

export const run: RunEntry = {
  type: 'run',
  format: 1,
  kit: '0.1.0',
  startedAt: '2025-01-01T00:00:00.000Z',
  seed: 42,
  cases: 3,
  strict: false,
  target: { name: 'toy', version: '1.2', url: 'http://127.0.0.1:8080' },
};

export const end: JournalEntry = { type: 'end', finishedAt: '2025-01-01T00:01:00.000Z', requests: 9 };

/** A clause; `local` is completed to a full id. */
export function clause(local: string, more: Partial<ClauseEntry> = {}): ClauseEntry {
  return {
    id: `${operation}${local}`,
    level: 'must',
    basis: 'stated',
    statement: `statement of ${local}`,
    source: 'Table 2',
    sides: ['accept', 'refuse'],
    ...more,
  };
}

export function operationEntry(clauses: ClauseEntry[]): OperationEntry {
  return {
    type: 'operation',
    operation,
    title: 'Acme UpdateLink',
    document: 'Acme Cloud, Links: UpdateLink, 2025-01-01',
    clauses,
  };
}

export function exchange(more: Partial<Exchange> = {}, body = '{"name":"a"}'): Exchange {
  return {
    request: {
      method: 'PUT',
      url: 'http://127.0.0.1:8080/v1/links/link-1',
      headers: { 'content-type': 'application/json' },
      body,
    },
    reply: { status: 200, contentType: 'application/json', body: '{}' },
    ...more,
  };
}

/** A broken `status` finding, unless told otherwise. */
export function finding(local: string, more: Partial<Finding> = {}): Finding {
  return {
    case: `case of ${local}`,
    clause: `${operation}${local}`,
    axis: 'status',
    outcome: 'broken',
    expected: 'status 400',
    actual: 'status 200',
    fixture: 'link-a',
    seed: 42,
    exchange: exchange(),
    ...more,
  };
}

export function result(more: Partial<ResultEntry> = {}): ResultEntry {
  return {
    type: 'result',
    operation,
    check: 'rejects-violation',
    subject: '/name#length',
    requests: 2,
    milliseconds: 5,
    tally: [],
    findings: [],
    ...more,
  };
}

/** The tally of a clause whose sides were seen. */
export function seen(local: string, ...sides: ResultEntry['tally'][number]['side'][]): ResultEntry['tally'] {
  return sides.map((side) => ({ clause: `${operation}${local}`, side, count: 2 }));
}

/** A journal with one clause for each verdict, a defect of the kit and a note. */
export const everyVerdict: readonly JournalEntry[] = [
  run,
  operationEntry([
    clause('/mtu#range', { statement: 'mtu is 576 to 9000', source: 'Table 2, mtu' }),
    clause('/name#length', { statement: 'name is 1 to 16 characters long', source: 'Table 2, name' }),
    clause('/mode#enum', { level: 'should', statement: 'mode is one of fast, safe', source: 'Table 2, mode' }),
    clause('/200/state#enum', {
      sides: ['observe'],
      statement: 'state is one of ready, busy',
      source: 'Table 3, state',
      errata: ['state-names'],
    }),
    clause('/gateway#type', { sides: [], skipped: 'no fixture has the trait frozen; add one to the target file' }),
    clause('/owner#type', { sides: [], skipped: 'no fixture has the trait frozen; add one to the target file' }),
    clause('/tunnels#count', { sides: [], unsupported: 'the target does not claim dual-tunnel' }),
    clause('/traffic', { sides: [], excluded: 'needs a live data plane' }),
    clause('/label#length', { level: 'may' }),
  ]),
  result({
    subject: '/mtu#range',
    tally: [
      ...seen('/mtu#range', 'accept'),
      ...seen('/name#length', 'accept', 'refuse'),
      ...seen('/mode#enum', 'accept', 'refuse'),
      ...seen('/label#length', 'accept'),
    ],
    findings: [
      finding('/mtu#range', {
        operator: 'above-maximum',
        change: '/mtu: 1500 → 9001',
        exchange: exchange({ logical: { name: 'a', mtu: 9001 } }, '{"name":"a","mtu":9001}'),
      }),
      finding('/mtu#range', {
        operator: 'below-minimum',
        change: '/mtu: 1500 → -1000000',
        exchange: exchange({}, '{"name":"a","mtu":-1000000}'),
      }),
      finding('/mode#enum', {
        outcome: 'tolerated',
        operator: 'unknown-enum',
        change: '/mode: "fast" → "slow"',
        actual: 'status 422',
        exchange: exchange({ reply: { status: 422, contentType: 'application/json', code: 'Unprocessable' } }),
      }),
      finding('/200/state#enum', {
        axis: 'control',
        outcome: 'undecided',
        expected: 'an accepted twin',
        actual: 'throttled: 429',
      }),
      finding('/label#length', { actual: 'status 204' }),
    ],
  }),
  result({ check: 'settles', subject: '/settles', broken: 'TypeError: no read-back' }),
  end,
];
