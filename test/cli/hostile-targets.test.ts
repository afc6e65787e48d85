import { writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConformanceReport } from '../../generated/report.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readReport } from './read-output.js';
import { type CliResult, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
/** For targets that never end an answer; everybody else has all the time that a busy machine may take. */
const shortTimeoutMs = 1000;
/** Bounded memory: a run that keeps what it is sent dies of it. */
const environment = { NODE_OPTIONS: '--max-old-space-size=400' };
let runs = 0;

interface HostileRun extends CliResult {
  readonly report: ConformanceReport;
  readonly seconds: number;
}

async function runAgainst(url: string, timeoutMs = 30_000): Promise<HostileRun> {
  runs += 1;
  const target = path.join(folder, `${runs}.json`);
  const fixtures = toyContract().fixtures.map(({ id, traits, values }) => ({ id, traits, values }));
  writeFileSync(
    target,
    JSON.stringify({ baseUrl: url, timeoutMs, settleMs: 5000, operations: { 'acme.update-link': { fixtures } } }),
  );
  const started = performance.now();
  const output = path.join(folder, `report-${runs}`);
  const result = await runCli(['run', '--specs', toySpecs, '--seed', '1', '--target', target, '--output', output], {
    cwd: folder,
    environment,
  });
  return { ...result, report: readReport(output), seconds: (performance.now() - started) / 1000 };
}

type Misbehaviour = (response: http.ServerResponse, request: http.IncomingMessage) => void;

/** A server that answers its first request, so that it counts as reachable, and everything else badly. */
async function hostile<Value>(
  misbehave: Misbehaviour,
  work: (url: string, counted: () => number) => Promise<Value>,
): Promise<Value> {
  let requests = 0;
  const server = http.createServer((request, response) => {
    response.on('error', () => undefined);
    requests += 1;
    const isFirst = requests === 1;
    request.resume().once('end', () => (isFirst ? response.writeHead(404).end('{}') : misbehave(response, request)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    return await work(
      `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
      () => requests,
    );
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Writes for as long as somebody reads, up to a gigabyte. */
function endless(response: http.ServerResponse): void {
  const chunk = Buffer.alloc(1024 * 1024, 'a');
  let left = 1024;
  const write = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      written += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', write);
        return;
      }
    }
    response.end();
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  write();
}
let written = 0;

const json = { 'content-type': 'application/json' };
const silent: readonly (readonly [string, Misbehaviour, RegExp])[] = [
  ['hangs', () => undefined, /no complete answer .* within 1000 ms/],
  [
    'is slow without end',
    (response) => {
      response.writeHead(200, json);
      const timer = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(timer));
    },
    /no complete answer .* within 1000 ms/,
  ],
  ['resets connections', (_, request) => request.socket.resetAndDestroy(), /closed the connection without an answer/],
  [
    'sends half a body',
    (response) => {
      response.writeHead(200, { ...json, 'content-length': 100 });
      response.write('{"id":', () => response.socket?.destroy());
    },
    /closed in the middle of the answer/,
  ],
  ['sends a gigabyte', endless, /larger than 4194304 bytes/],
  [
    'speaks something else than HTTP',
    (response) => {
      response.socket?.end('220 mail ready\r\n');
    },
    /not HTTP/,
  ],
  [
    'tells a length that is too short',
    (response) => {
      response.socket?.write(
        'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 6\r\nconnection: close\r\n\r\n{"id":"link-1"}',
      );
      response.socket?.end();
    },
    /not HTTP/,
  ],
];

const nonsense: readonly (readonly [string, Misbehaviour])[] = [
  [
    'nests JSON a hundred thousand levels deep',
    (response) => response.writeHead(200, json).end('['.repeat(100_000) + ']'.repeat(100_000)),
  ],
  [
    'answers HTML',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>gateway</title></html>'),
  ],
  [
    'answers 502 with HTML',
    (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>'),
  ],
  [
    'names a charset it does not use',
    (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-32' })
        .end(Buffer.from([0xff, 0xfe, 0x7b, 0, 0xc3])),
  ],
];

describe('a target that', () => {
  it.each(silent)(
    '%s is given up after some requests: nothing is decided, and the report is complete',
    async (_, misbehave, reason) => {
      written = 0;
      await hostile(misbehave, async (url, counted) => {
        const { code, report, stderr, seconds } = await runAgainst(url, shortTimeoutMs);
        expect([code, stderr.includes('    at ')]).toEqual([3, false]);
        expect(report.completion).toEqual({ state: 'complete' });
        expect(report.totals).toMatchObject({ pass: 0, fail: 0 });
        expect(report.operations[0]?.clauses.length).toBe(toyContract().clauses.length);
        expect(report.operations[0]?.clauses.find(({ id }) => id.endsWith('/name#length'))).toMatchObject({
          verdict: 'inconclusive',
          reason: expect.stringMatching(reason),
        });
        expect(counted()).toBeLessThanOrEqual(6);
        expect(seconds).toBeLessThan(60);
      });
      // Sockets buffer some of it; what counts is that nobody read a gigabyte five times.
      expect(written).toBeLessThan(200 * 1024 * 1024);
    },
  );

  it.each(nonsense)('%s fails, in one report without a defect of the kit', async (_, misbehave) => {
    await hostile(misbehave, async (url) => {
      const { code, report, stderr } = await runAgainst(url);
      expect([code, stderr.includes('    at ')]).toEqual([1, false]);
      expect(report).toMatchObject({ completion: { state: 'complete' }, defects: [] });
    });
  });

  it('redirects in a circle is not followed, and told so', async () => {
    await hostile(
      (response, request) => response.writeHead(307, { location: request.url ?? '/' }).end(),
      async (url, counted) => {
        const { code, report } = await runAgainst(url);
        // Whatever it is that redirects everything, it is not known to be the target.
        expect(code).toBe(3);
        const reasons = report.operations.flatMap(({ clauses }) => clauses.map(({ reason }) => reason));
        expect(reasons.join('\n')).toContain('status 307 to /v1/links/link-1, which is not followed');
        expect(counted()).toBeLessThan(120);
      },
    );
  });

  it('dies for good in the middle leaves a report of what was seen before', async () => {
    let updates = 0;
    const reference = await startReference({
      contracts: [toyContract()],
      settleMs: 1,
      // Updates only: how often a read-back is polled depends on how busy the machine is.
      intercept: (answer, { role }) => {
        updates += role === 'update' ? 1 : 0;
        if (updates === 60) void reference.close();
        return answer;
      },
    });
    const { code, report } = await runAgainst(reference.url);
    expect([code, report.completion.state, report.totals.fail]).toEqual([3, 'complete', 0]);
    expect(report.totals.pass).toBeGreaterThan(3);
    expect(report.totals.inconclusive).toBeGreaterThan(3);
    const reasons = report.operations[0]?.clauses
      .flatMap(({ verdict, reason }) => (verdict === 'inconclusive' ? [reason] : []))
      .join('\n');
    expect(reasons).toMatch(/given up after 5 requests in a row without an answer \(.* refuses connections\)/);
  });

  it('throttles now and then is waited for, and passes', async () => {
    let requests = 0;
    const reference = await startReference({
      contracts: [toyContract()],
      settleMs: 1,
      intercept: (answer, { role, before, overwrite }) => {
        requests += 1;
        if (role !== 'update' || requests % 20 !== 0) return answer;
        overwrite(before);
        return { status: 429, headers: { 'retry-after': '0' }, body: { code: 'Slow', message: 'slow down' } };
      },
    });
    try {
      const { code, report } = await runAgainst(reference.url);
      expect([code, report.totals.fail, report.totals.inconclusive]).toEqual([0, 0, 0]);
    } finally {
      await reference.close();
    }
  });
});
