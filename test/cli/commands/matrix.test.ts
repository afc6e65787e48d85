import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { kitVersion } from '../../../contract/load/kit-version.js';
import type { ConformanceReport } from '../../../generated/report.js';
import { buildReport } from '../../../reports/verdicts/build-report.js';
import {
  clause,
  end,
  exchange,
  finding,
  operation,
  operationEntry,
  result,
  run,
  seen,
} from '../../reports/sample-journal.js';
import { runCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';

const scratch = scratchFolder();
let folder = '';
let count = 0;

const target = {
  name: 'links',
  version: '2.0.0',
  organization: 'Acme',
  url: 'http://127.0.0.1:8080',
  given: 'file',
} as const;

function reportOf(isRight: boolean, more: Partial<typeof run> = {}): ConformanceReport {
  return buildReport([
    { ...run, kit: kitVersion, target, ...more },
    {
      ...operationEntry([clause('/name#length', { profile: 'core' }), clause('/mtu#range', { profile: 'core' })]),
      digest: 'a'.repeat(64),
    },
    result({
      tally: [...seen('/mtu#range', 'accept', 'refuse'), ...(isRight ? seen('/name#length', 'accept', 'refuse') : [])],
      findings: isRight ? [] : [finding('/name#length')],
    }),
    end,
  ]);
}

interface Published {
  readonly report: unknown;
  readonly reproduce?: string;
}

function publish(implementation: string, { report, reproduce }: Published, id = operation): void {
  const place = path.join(folder, id, implementation);
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'report.json'), JSON.stringify(report));
  if (reproduce !== undefined) writeFileSync(path.join(place, 'Reproduce.md'), reproduce);
}

const reproduce = 'npx vpn-conformance run --seed 1';

beforeEach(() => {
  count += 1;
  folder = path.join(scratch, String(count));
});

const matrix = (...args: readonly string[]): ReturnType<typeof runCli> =>
  runCli(['matrix', folder, ...args], { cwd: scratch });

describe('matrix', () => {
  it('shows implementations beside each other, with the clauses in which they differ', async () => {
    publish('one', { report: reportOf(true) });
    publish('two', { report: reportOf(false) });
    const { code, stdout } = await matrix();
    expect(code).toBe(0);
    expect(stdout).toContain('| one 2.0.0 \\(Acme\\) | success |');
    expect(stdout).toContain('| two 2.0.0 \\(Acme\\) | failure |');
    expect(stdout).toContain('| `/name#length` | ✓ | ✗ |');
    expect(stdout).not.toContain('/mtu#range');
    expect(stdout).toContain('1 further clause');
  });
  it('shows every clause on a page, and what a report says as text', async () => {
    publish('one', { report: reportOf(true) });
    publish('<script>', { report: reportOf(false, { target: { ...target, organization: '<img src=x>' } }) });
    const file = path.join(folder, 'matrix.html');
    expect((await matrix('--format', 'html', '--output', file)).code).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).toContain('/mtu#range');
    expect(page).not.toMatch(/<script|<img/);
  });
  it('keeps operations apart, and leaves out what a report does not hold', async () => {
    publish('one', { report: reportOf(true) });
    publish('one', { report: reportOf(true) }, 'other.operation');
    const { stdout } = await matrix();
    expect(stdout.match(/^## /gm)).toHaveLength(1);
  });
  it('writes a badge beside each report', async () => {
    publish('two', { report: reportOf(false) });
    expect((await matrix('--badges')).code).toBe(0);
    expect(JSON.parse(readFileSync(path.join(folder, operation, 'two/badge.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      label: operation,
      message: 'core failure, extended inconclusive',
      color: 'red',
    });
  });
  it.each([
    [['--format', 'pdf'], "not 'pdf'"],
    [[], 'holds no <operation>/<implementation>/report.json'],
  ])('is refused with %o', async (args, told) => {
    if (args.length > 0) publish('one', { report: reportOf(true) });
    const { code, stderr } = await matrix(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });
  it('refuses a report that this kit cannot read', async () => {
    publish('one', { report: { format: 1 } });
    const { code, stderr } = await matrix();
    expect([code, stderr]).toEqual([2, expect.stringContaining('is no report that this kit can read')]);
  });
});

describe('matrix --lint', () => {
  it('finds nothing in the way of a report that may be published, be it of failures', async () => {
    publish('one', { report: reportOf(true), reproduce });
    publish('two', { report: reportOf(false), reproduce });
    const { code, stdout } = await matrix('--lint');
    expect([code, stdout]).toEqual([0, '2 reports can be published\n']);
  });
  const right = reportOf(true);
  const withExchange = (more: Parameters<typeof exchange>[0], body?: string): ConformanceReport =>
    buildReport([
      { ...run, kit: kitVersion, target },
      { ...operationEntry([clause('/name#length')]), digest: 'a'.repeat(64) },
      result({ findings: [finding('/name#length', { exchange: exchange(more, body) })] }),
      end,
    ]);
  const request = (headers: Readonly<Record<string, string>>): ReturnType<typeof exchange>['request'] => ({
    method: 'PUT',
    url: 'http://127.0.0.1:8080/v1/links/link-1',
    headers: { ...headers },
  });
  const wrong: readonly {
    readonly what: string;
    readonly report: ConformanceReport;
    readonly told: string;
    readonly how?: string;
  }[] = [
    {
      what: 'nobody stands behind',
      report: reportOf(true, { target: { name: '127.0.0.1:8080', url: target.url } }),
      told: 'organization, project, version',
    },
    {
      what: 'was interrupted',
      report: { ...right, completion: { state: 'interrupted', problem: 'no answer' } },
      told: 'interrupted: no answer',
    },
    {
      what: 'is about some clauses',
      report: reportOf(true, { scope: { clauses: ['x'], levels: [], authProbes: false } }),
      told: 'some clauses only',
    },
    {
      what: 'is a part of a shared run',
      report: reportOf(true, { scope: { clauses: [], levels: [], authProbes: false, shard: { index: 1, of: 2 } } }),
      told: 'one part of a shared run',
    },
    {
      what: 'is of a kit that was never released',
      report: { ...right, kit: '0.1.0-dev' },
      told: 'no released version',
    },
    { what: 'is of a kit of the future', report: { ...right, kit: '99.0.0' }, told: 'is later than' },
    { what: 'shows a key', report: withExchange({}, '{"psk":"plain-text-key"}'), told: 'looks like a secret' },
    {
      what: 'shows a credential header',
      report: withExchange({ request: request({ 'x-auth-token': 'MIIabc' }) }),
      told: 'looks like a secret',
    },
    {
      what: 'shows a signed token',
      report: withExchange({ reply: { status: 200, body: 'eyJhbGciOiJIUzI1.eyJzdWIiOiIx.abc' } }),
      told: 'looks like a secret',
    },
    { what: 'nobody can get again', report: right, told: 'Reproduce.md is missing', how: '' },
    { what: 'is said to be had by no command', report: right, told: 'names no command', how: 'ask us' },
  ];
  it.each(wrong)('tells of one that $what', async ({ report, told, how = reproduce }) => {
    publish('one', { report, ...(how === '' ? {} : { reproduce: how }) });
    const { code, stdout } = await matrix('--lint');
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual([expect.stringContaining(told)]);
  });
  it('takes redacted secrets for what they are', async () => {
    const headers = { 'x-auth-token': '[redacted]', 'content-type': 'application/json' };
    publish('one', { report: withExchange({ request: request(headers) }), reproduce });
    expect((await matrix('--lint')).code).toBe(0);
  });
});
