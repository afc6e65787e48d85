import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../generated/journal.js';
import { loadOperation } from '../../specs/catalogue.js';
import type { Contract } from '../../specs/contract.js';
import { type ReferenceOptions, type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readEntries, readReport } from './read-output.js';
import { type CliResult, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const toy = ['--specs', toySpecs];

/** The contract with names of up to 99 characters: a target that takes what it should refuse. */
function lax(contract: Contract): Contract {
  const { request } = contract.update;
  const name = request.properties?.['name'];
  return { ...contract, update: { ...contract.update, request: { ...request, properties: { ...request.properties, name: { ...name, maxLength: 99 } } } } };
}

function findings(output: string): readonly Finding[] {
  return readEntries(path.join(folder, output)).flatMap((entry) => (entry.type === 'result' ? entry.findings : []));
}

describe('replay of a finding', () => {
  let broken: ReferenceTarget;
  let finding: Finding;
  beforeAll(async () => {
    broken = await startReference({ contracts: [lax(toyContract())], settleMs: 1 });
    await runCli(['run', ...toy, '--seed', '1', '--cases', '0', '--url', broken.url, '--output', 'lax'], { cwd: folder });
    const found = findings('lax').find(({ clause, operator }) => clause.endsWith('/name#length') && operator === 'too-long');
    if (found === undefined) throw new Error('nothing was found');
    finding = found;
    return () => broken.close();
  });
  const replay = (...args: readonly string[]): Promise<CliResult> => runCli(['replay', ...args, ...toy], { cwd: folder });
  const report = 'lax/latest/report.json';

  it('tells that it is still there, with exit code 1', async () => {
    const { code, stdout, stderr } = await replay(report, finding.case, '--url', broken.url);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^STILL THERE: case [0-9a-f]{12}, acme\.update-link\/name#length\nexpected status 400 InvalidName[^\n]*; now status 200\n$/);
  });
  it('leaves behind what the target took, or restores the fixture with --restore', async () => {
    const fresh = await startReference({ contracts: [lax(toyContract())], settleMs: 1 });
    const state = async (): Promise<string> => (await fetch(`${fresh.url}/v1/links/link-1`)).text();
    const before = await state();
    const restored = await replay(report, finding.case, '--url', fresh.url, '--restore');
    expect([restored.code, restored.stderr, await state()]).toEqual([1, '', before]);
    await replay(report, finding.case, '--url', fresh.url);
    expect(await state()).not.toBe(before);
    await fresh.close();
  });
  it('tells, with the request to send by hand, that the fixture could not be restored', async () => {
    let accepted = 0;
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { role, isAccepted, before, overwrite }) => {
      if (role !== 'update' || !isAccepted) return answer;
      accepted += 1;
      if (accepted === 1) return answer;
      overwrite(before);
      return { status: 400, headers: answer.headers, body: { code: 'Closed', message: 'no' } };
    };
    const closing = await startReference({ contracts: [lax(toyContract())], settleMs: 1, intercept });
    const { code, stdout, stderr } = await replay(report, finding.case, '--url', closing.url, '--restore');
    await closing.close();
    expect([code, stdout.split(':')[0]]).toEqual([3, 'STILL THERE']);
    expect(stderr).toContain(
      `could not be restored: the update was answered with status 400 Closed; restore it by hand with: curl -i -X PUT ${closing.url}/v1/links/link-1`,
    );
  });
  it('finds the case in the journal, too', async () => {
    expect((await replay('lax/latest/journal.jsonl', finding.case, '--url', broken.url)).code).toBe(1);
  });
  it('tells that it is fixed, with exit code 0, against a target without the fault', async () => {
    const { code, stdout } = await replay(report, finding.case);
    expect([code, stdout.split(':')[0]]).toEqual([0, 'FIXED']);
  });
  it('tells that there is no answer, with exit code 3, when nobody listens', async () => {
    const stub = await startStub((_, response) => response.end());
    await stub.close();
    const { code, stdout } = await replay(report, finding.case, '--url', stub.url);
    expect([code, stdout.split(':')[0]]).toEqual([3, 'NO ANSWER']);
    expect(stdout).toContain('refuses connections');
  });
  it('changes its mind by the answer alone: another code is not the documented one', async () => {
    const other = await startStub((request, response) =>
      response.writeHead(request.method === 'GET' ? 404 : 400, { 'content-type': 'application/json' }).end('{"code":"Other","message":"no"}'),
    );
    try {
      expect((await replay(report, finding.case, '--url', other.url)).code).toBe(1);
    } finally {
      await other.close();
    }
  });
  it.each([
    ['another case', () => [report, '000000000000'], "has no case '000000000000'"],
    ['a file that is not there', () => ['none.json', finding.case], 'none.json cannot be read'],
    ['a production cloud', () => [report, finding.case, '--url', 'https://vpc.aliyuncs.com'], '--allow-live'],
  ])('refuses %s in one line', async (_, args, told) => {
    const { code, stdout, stderr } = await replay(...args());
    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(stderr).toContain(told);
  });

  it.skipIf(!existsSync('/usr/bin/curl'))('its curl line runs as printed and gets the same answer', async () => {
    const { curl = '', reply } = finding.exchange ?? {};
    const { stdout } = await promisify(execFile)('bash', ['-c', curl]);
    expect(stdout).toMatch(new RegExp(`^HTTP/1\\.1 ${reply?.status} `));
    expect(readReport(path.join(folder, 'lax')).causes.flatMap(({ minimal }) => minimal.exchange?.curl ?? [])).not.toEqual([]);
  });
});

describe('replay of a finding about the shape of answers', () => {
  it('judges the answer anew', async () => {
    const contract = toyContract();
    const odd = await startReference({
      contracts: [contract],
      settleMs: 1,
      intercept: (answer, { role, isAccepted }) =>
        role === 'update' && isAccepted ? { ...answer, body: { id: 'link-1', name: 'edge', mtu: '1500', mode: 'fast', state: 'ready' } } : answer,
    });
    try {
      await runCli(['run', ...toy, '--seed', '1', '--clause', 'acme.update-link/200/mtu#type', '--url', odd.url, '--output', 'odd'], { cwd: folder });
      const [finding] = findings('odd');
      const id = finding?.case ?? '';
      expect((await runCli(['replay', 'odd/latest/report.json', id, ...toy, '--url', odd.url], { cwd: folder })).code).toBe(1);
      expect((await runCli(['replay', 'odd/latest/report.json', id, ...toy], { cwd: folder })).code).toBe(0);
    } finally {
      await odd.close();
    }
  });
});

describe('replay of a finding about any refusal', () => {
  it('is still there where the request is accepted, and fixed where it is refused', async () => {
    const id = 'baidu.update-vpn-conn';
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { role }) =>
      role === 'update' && answer.status === 404 ? { ...answer, status: 200, text: '' } : answer;
    const taking = await startReference({ contracts: [loadOperation(id)], settleMs: 1, intercept });
    try {
      await runCli(['run', '--operation', id, '--seed', '1', '--clause', `${id}/unknown-tunnel`, '--url', taking.url, '--output', 'taking'], { cwd: folder });
      const [finding] = findings('taking');
      expect(finding).toMatchObject({ axis: 'status', answers: [{ status: '4XX' }] });
      const again = ['replay', 'taking/latest/report.json', finding?.case ?? ''];
      expect((await runCli([...again, '--url', taking.url], { cwd: folder })).stdout).toMatch(/^STILL THERE/);
      expect((await runCli(again, { cwd: folder })).stdout).toMatch(/^FIXED/);
    } finally {
      await taking.close();
    }
  });
});

describe('replay of a finding whose secret was redacted', () => {
  const contract = loadOperation('huawei.update-vpn-connection');
  const connection = contract.update.request.properties?.['vpn_connection'];
  const psk = connection?.properties?.['psk'];
  const short: Contract = {
    ...contract,
    update: {
      ...contract.update,
      request: {
        ...contract.update.request,
        properties: {
          ...contract.update.request.properties,
          vpn_connection: { ...connection, properties: { ...connection?.properties, psk: { ...psk, minLength: 1 } } },
        },
      },
    },
  };
  it('breaks the clause again with a new one', async () => {
    const target = await startReference({ contracts: [short], settleMs: 1 });
    try {
      const clause = 'huawei.update-vpn-connection/vpn_connection/psk#length';
      await runCli(['run', '--seed', '1', '--cases', '0', '--clause', clause, '--url', target.url, '--output', 'psk'], { cwd: folder });
      const found = findings('psk').find(({ operator }) => operator === 'too-short');
      expect(JSON.stringify(found?.exchange?.logical)).toContain('"psk":"[redacted]"');
      expect((await runCli(['replay', 'psk/latest/report.json', found?.case ?? '', '--url', target.url], { cwd: folder })).code).toBe(1);
      expect((await runCli(['replay', 'psk/latest/report.json', found?.case ?? ''], { cwd: folder })).code).toBe(0);
    } finally {
      await target.close();
    }
    expect(readFileSync(path.join(folder, 'psk/latest/report.json'), 'utf8')).not.toMatch(/"psk":"(?!\[redacted\])/);
  });
});
