import { writeFileSync } from 'node:fs';
import type http from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConformanceReport } from '../../generated/report.js';
import { readReport } from './read-output.js';
import { type CliResult, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** Sends one and the same answer to everything. */
function always(status: number, contentType: string, body: string): Answer {
  return (_, response) => response.writeHead(status, { 'content-type': contentType, 'x-request-id': 'r-1' }).end(body);
}

async function runAgainst(
  answer: Answer,
  flags: (url: string) => readonly string[],
): Promise<CliResult & { readonly report: ConformanceReport }> {
  const stub = await startStub(answer);
  try {
    const result = await runCli(['run', '--seed', '1', '--output', 'report', ...flags(stub.url)], { cwd: folder });
    return { ...result, report: readReport(path.join(folder, 'report')) };
  } finally {
    await stub.close();
  }
}

function verdictsOf({ operations }: ConformanceReport): ReadonlyMap<string, string> {
  return new Map(operations.flatMap(({ clauses }) => clauses.map(({ id, verdict }) => [id, verdict] as const)));
}

/** Clauses that count as verified although only one kind of answer was ever given. */
function vacuous({ operations }: ConformanceReport): readonly string[] {
  return operations.flatMap(({ clauses }) =>
    clauses.flatMap(({ id, verdict, sides }) => {
      const needed = sides.map(({ side }) => side);
      return verdict === 'pass' && needed.includes('accept') && needed.includes('refuse') ? [id] : [];
    }),
  );
}

const huawei = 'huawei.update-vpn-connection';
const baidu = 'baidu.update-vpn-conn';
const accepting: Answer = always(200, 'application/json', '{}');
const envelope = JSON.stringify({
  error_code: 'VPN.9999',
  error_msg: 'no',
  request_id: 'r-1',
  code: 'BadRequest',
  message: 'no',
  requestId: 'r-1',
});

interface Broken {
  readonly name: string;
  readonly operation: string;
  readonly answer: Answer;
  /** Local ids of clauses and the verdicts they must get. */
  readonly verdicts: Readonly<Record<string, string>>;
}

const broken: readonly Broken[] = [
  {
    name: 'accepts everything',
    operation: huawei,
    answer: accepting,
    verdicts: {
      '/vpn_connection/psk#length': 'fail',
      '/200/vpn_connection#presence': 'fail',
      '/exchange/success-status': 'pass',
      '/exchange/refusal-envelope': 'inconclusive',
    },
  },
  {
    name: 'accepts everything',
    operation: baidu,
    answer: accepting,
    verdicts: { '/vpnConnName#length': 'fail', '/exchange/success-status': 'pass' },
  },
  {
    name: 'refuses everything',
    operation: huawei,
    answer: always(400, 'application/json', envelope),
    verdicts: {
      '/vpn_connection/psk#length': 'inconclusive',
      '/exchange/success-status': 'fail',
      '/exchange/refusal-envelope': 'pass',
    },
  },
  {
    name: 'refuses everything',
    operation: baidu,
    answer: always(400, 'application/json', envelope),
    verdicts: { '/vpnConnName#length': 'inconclusive', '/exchange/success-status': 'fail' },
  },
  {
    name: 'answers with an HTML error page',
    operation: baidu,
    answer: always(502, 'text/html', '<html><body><h1>502 Bad Gateway</h1></body></html>'),
    verdicts: { '/vpnConnName#length': 'inconclusive', '/exchange/success-status': 'fail' },
  },
  {
    name: 'answers with an HTML page of success',
    operation: baidu,
    answer: always(200, 'text/html; charset=utf-8', '<html><body>Welcome</body></html>'),
    verdicts: { '/vpnConnName#length': 'fail' },
  },
];

describe('a broken target', () => {
  it.each(broken)('that $name ($operation) fails, in fewer than 10 causes', async ({ operation, answer, verdicts }) => {
    const { code, report, stderr } = await runAgainst(answer, (url) => ['--operation', operation, '--url', url]);
    expect([code, report.completion.state, report.defects]).toEqual([1, 'complete', []]);
    const given = verdictsOf(report);
    expect(
      Object.fromEntries(Object.keys(verdicts).map((local) => [local, given.get(`${operation}${local}`)])),
    ).toEqual(verdicts);
    expect(vacuous(report)).toEqual([]);
    expect(report.causes.length).toBeGreaterThan(0);
    expect(report.causes.length).toBeLessThan(10);
    expect(stderr.split('\n').filter((line) => line.startsWith(`FAIL ${operation}/`))).not.toEqual([]);
  });
  // Many documented codes are as many causes to the report still; this test tells when they are one.
  it('that accepts everything has fewer than 10 causes where the document names a code for each refusal', async () => {
    const { report } = await runAgainst(accepting, (url) => [
      '--operation',
      'alibaba.update-enhanced-vpn-gateway',
      '--url',
      url,
    ]);
    expect(report.causes.length).toBeLessThan(10);
  });
});

/** Flags for the toy contract on a target that is given up on after a while. */
function patient(timeoutMs: number, url: string): readonly string[] {
  const target = {
    implementation: { project: 'broken' },
    baseUrl: url,
    timeoutMs,
    operations: { 'acme.update-link': { fixtures: [{ id: 'a', traits: ['plain'], values: { link_id: 'link-1' } }] } },
  };
  writeFileSync(path.join(folder, 'target.json'), JSON.stringify(target));
  return ['--specs', toySpecs, '--target', 'target.json', '--cases', '0'];
}

describe('a target that gives no answer', () => {
  const isUpdate = ({ method }: http.IncomingMessage): boolean => method === 'PUT';
  it.each<readonly [string, number, Answer, RegExp]>([
    // Long enough for the read-back that is answered, on a busy machine, too.
    [
      'hangs',
      1000,
      (request, response) => (isUpdate(request) ? undefined : response.end()),
      /no complete answer from .* within 1000 ms/,
    ],
    [
      'resets the connection',
      5000,
      (request, response) => (isUpdate(request) ? request.socket.destroy() : response.end()),
      /closed the connection without an answer/,
    ],
    [
      'breaks off in the middle of an answer',
      5000,
      (request, response) => {
        if (!isUpdate(request)) return response.end();
        return response
          .writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
          .write('{', () => response.destroy());
      },
      /closed in the middle of the answer/,
    ],
  ])('and %s leaves every clause inconclusive: exit code 3, and the reason', async (_, timeoutMs, answer, reason) => {
    const { code, report } = await runAgainst(answer, (url) => patient(timeoutMs, url));
    expect([code, report.totals.pass, report.totals.fail]).toEqual([3, 0, 0]);
    expect(report.totals.inconclusive).toBeGreaterThan(0);
    expect(
      report.operations
        .flatMap(({ clauses }) => clauses.map((clause) => clause.reason ?? ''))
        .filter((text) => reason.test(text)),
    ).not.toEqual([]);
  });
  it.each<readonly [string, number, Answer]>([
    ['hangs', 200, () => undefined],
    ['resets the connection', 5000, (request) => request.socket.destroy()],
  ])(
    'from the first request on, as it %s, is told as unreachable in a complete report',
    async (_, timeoutMs, answer) => {
      const { code, report, stdout } = await runAgainst(answer, (url) => patient(timeoutMs, url));
      // What was sent in vain counts.
      expect([code, report.completion.state, report.requests]).toEqual([3, 'interrupted', 2]);
      expect(stdout).toMatch(/^INTERRUPTED: no answer from http:\/\/127\.0\.0\.1:\d+: /m);
      expect(report.operations.map(({ operation }) => operation)).toEqual(['acme.update-link']);
      expect(report.totals.inconclusive).toBeGreaterThan(30);
    },
  );
  it('because nothing listens there, is told as unreachable for every operation', async () => {
    const stub = await startStub((_, response) => response.end());
    await stub.close();
    const { code, stderr } = await runCli(['run', '--url', stub.url, '--output', 'gone'], { cwd: folder });
    const report = readReport(path.join(folder, 'gone'));
    expect([code, stderr, report.operations.length]).toEqual([3, '', 5]);
    expect(report.completion.problem).toMatch(/refuses connections; is the target running\?$/);
    expect(report.totals).toMatchObject({ pass: 0, fail: 0, skipped: 0 });
  });
});
