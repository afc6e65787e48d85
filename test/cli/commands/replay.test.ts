import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '../../../contract/contract.js';
import { loadOperation } from '../../../contract/load/catalogue.js';
import { valueAt } from '../../../contract/pointer.js';
import type { Finding } from '../../../generated/journal.js';
import {
  type ReferenceOptions,
  type ReferenceTarget,
  startReference,
} from '../../../targets/reference/start-reference.js';
import { toyContract } from '../../targets/toy-contract.js';
import { lastRun, readEntries, readReport } from '../read-output.js';
import { type CliResult, runCli, startCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';
import { startStub } from '../stub-target.js';
import { toySpecs } from '../toy-specs.js';

const folder = scratchFolder();
const toy = ['--specs', toySpecs];

/** The contract with names of up to 99 characters: a target that takes what it should refuse. */
function lax(contract: Contract): Contract {
  const { request } = contract.update;
  const name = request.properties?.['name'];
  return {
    ...contract,
    update: {
      ...contract.update,
      request: { ...request, properties: { ...request.properties, name: { ...name, maxLength: 99 } } },
    },
  };
}

function findings(output: string): readonly Finding[] {
  return readEntries(path.join(folder, output)).flatMap((entry) => (entry.type === 'result' ? entry.findings : []));
}

/** The number in front of the finding in the summary of the run below `lax`. */
function numberOf({ clause }: Finding): string {
  return String(readReport(path.join(folder, 'lax')).causes.findIndex(({ minimal }) => minimal.clause === clause) + 1);
}

describe('replay of a finding', () => {
  let broken: ReferenceTarget;
  let finding: Finding;
  let summary = '';
  beforeAll(async () => {
    broken = await startReference({ contracts: [lax(toyContract())], settleMs: 1 });
    summary = (
      await runCli(['run', ...toy, '--seed', '1', '--cases', '0', '--url', broken.url, '--output', 'lax'], {
        cwd: folder,
      })
    ).stdout;
    const found = findings('lax').find(
      ({ clause, operator }) => clause.endsWith('/name#length') && operator === 'too-long',
    );
    if (found === undefined) throw new Error('nothing was found');
    finding = found;
    return () => broken.close();
  });
  const replay = (...args: readonly string[]): Promise<CliResult> =>
    runCli(['replay', ...args, ...toy], { cwd: folder });
  const report = 'lax/latest/report.json';

  it('tells that it is still there, with exit code 1', async () => {
    const { code, stdout, stderr } = await replay(report, finding.case, '--url', broken.url);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /^STILL THERE: case [0-9a-f]{12}, acme\.update-link\/name#length\nexpected status 400 InvalidName[^\n]*; now accepted with status 200\n$/,
    );
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
  it('writes down with --restore what would restore the fixture: a replay that is killed for good can be made good', async () => {
    let kill = (): void => undefined;
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { before: was, after }) => {
      if (valueAt(was, '/name') !== valueAt(after, '/name')) kill();
      return answer;
    };
    const fresh = await startReference({ contracts: [lax(toyContract())], settleMs: 1, intercept });
    const state = async (): Promise<string> => (await fetch(`${fresh.url}/v1/links/link-1`)).text();
    const folders = (): readonly string[] => readdirSync(path.join(folder, 'lax')).filter((name) => name !== 'latest');
    const [before, known, last] = [await state(), folders(), lastRun(path.join(folder, 'lax'))];
    const running = startCli(['replay', report, finding.case, '--url', fresh.url, '--restore', ...toy], {
      cwd: folder,
    });
    kill = () => void running.process.kill('SIGKILL');
    await running.result;
    kill = () => undefined;
    const [own = ''] = folders().filter((name) => !known.includes(name));
    expect(await state()).not.toBe(before);
    expect(lastRun(path.join(folder, 'lax'))).toBe(last);
    const { code, stdout } = await runCli(['restore', `lax/${own}`, '--yes', ...toy], { cwd: folder });
    expect([code, stdout.split('\n').at(-2), await state()]).toEqual([
      0,
      'acme.update-link, fixture plain: restored',
      before,
    ]);
    await fresh.close();
  });
  it('runs as the summary prints it', async () => {
    const [line = ''] =
      summary.match(new RegExp(`(?<=^ +replay +npx vpn-conformance )replay \\S+ ${numberOf(finding)} .*$`, 'm')) ?? [];
    const { code, stdout } = await runCli(line.split(' '), { cwd: folder });
    expect([code, stdout.split('\n')[0]]).toEqual([1, `STILL THERE: case ${finding.case}, ${finding.clause}`]);
  });
  it('tells, with the request to send by hand, that the fixture could not be restored', async () => {
    let isClosed = false;
    const intercept: NonNullable<ReferenceOptions['intercept']> = (
      answer,
      { role, isAccepted, request, before, overwrite },
    ) => {
      if (role !== 'update' || !isAccepted) return answer;
      const wasClosed = isClosed;
      // What the finding is about is the last that is taken.
      isClosed ||= String(request['name'] ?? 'a').length > 16 || request['name'] === '';
      if (!wasClosed) return answer;
      overwrite(before);
      return { status: 400, headers: answer.headers, body: { code: 'Closed', message: 'no' } };
    };
    const closing = await startReference({ contracts: [lax(toyContract())], settleMs: 1, intercept });
    const { code, stdout, stderr } = await replay(report, finding.case, '--url', closing.url, '--restore');
    await closing.close();
    expect([code, stdout.split(':')[0]]).toEqual([3, 'STILL THERE']);
    expect(stderr.replace(/ and is "[^"]+"/, '')).toContain(
      `could not be restored: the update was answered with status 400 Closed; /name was "edge"; restore it by hand with: curl -i -X PUT ${closing.url}/v1/links/link-1`,
    );
  });
  it.each([
    ['the folder of the run', () => [path.join('lax/latest'), finding.case]],
    ['the folder of all runs', () => ['lax', finding.case]],
    ['the number in front of it', () => ['lax/latest/journal.jsonl', numberOf(finding)]],
  ])('is asked for by %s; without a flag it asks the address of the run', async (_, args) => {
    const { code, stdout } = await replay(...args());
    expect([code, stdout.split('\n')[0]]).toEqual([1, `STILL THERE: case ${finding.case}, ${finding.clause}`]);
  });
  it('is asked for by the report alone, and by the journal of a run that was cut off', async () => {
    mkdirSync(path.join(folder, 'alone'));
    cpSync(path.join(folder, report), path.join(folder, 'alone/report.json'));
    const lines = readFileSync(path.join(folder, 'lax/latest/journal.jsonl'), 'utf8').split('\n');
    const until = lines.findIndex((line) => line.includes(finding.case));
    writeFileSync(path.join(folder, 'alone/cut.jsonl'), `${lines.slice(0, until + 1).join('\n')}\n{"type":"resu`);
    for (const file of ['alone/report.json', 'alone/cut.jsonl'])
      expect((await replay(file, finding.case)).code).toBe(1);
  });
  it('tells that it is fixed, with exit code 0, against a target without the fault', async () => {
    const right = await startReference({ contracts: [toyContract()], settleMs: 1 });
    const { code, stdout } = await replay(report, finding.case, '--url', right.url);
    await right.close();
    expect([code, stdout.split(':')[0]]).toEqual([0, 'FIXED']);
  });
  it('cannot tell, with exit code 3, when nobody listens', async () => {
    const stub = await startStub((_, response) => response.end());
    await stub.close();
    const { code, stdout } = await replay(report, finding.case, '--url', stub.url);
    expect([code, stdout.split(':')[0]]).toEqual([3, 'CANNOT TELL']);
    expect(stdout).toContain('refuses connections');
  });
  it('cannot tell when the fixture is gone', async () => {
    const gone = await startStub((_, response) =>
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NotFound","message":"no"}'),
    );
    const { code, stdout } = await replay(report, finding.case, '--url', gone.url);
    await gone.close();
    expect([code, stdout.split(':')[0]]).toEqual([3, 'CANNOT TELL']);
    expect(stdout).toContain('fixture plain is not there');
  });
  it.each([
    ['another case', () => [report, '00000000000x'], "has no case '00000000000x'"],
    ['a number beyond the last', () => [report, '99'], 'has no finding 99; its findings are numbered from 1 to '],
    ['a folder without a run', () => ['.', finding.case], '. holds no journal.jsonl'],
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
    expect(
      readReport(path.join(folder, 'lax')).causes.flatMap(({ minimal }) => minimal.exchange?.curl ?? []),
    ).not.toEqual([]);
  });
});

describe('replay of a finding about the shape of answers', () => {
  it('judges the answer anew', async () => {
    const contract = toyContract();
    const right = await startReference({ contracts: [contract], settleMs: 1 });
    const odd = await startReference({
      contracts: [contract],
      settleMs: 1,
      intercept: (answer, { role, isAccepted }) =>
        role === 'update' && isAccepted
          ? { ...answer, body: { id: 'link-1', name: 'edge', mtu: '1500', mode: 'fast', state: 'ready' } }
          : answer,
    });
    try {
      await runCli(
        [
          'run',
          ...toy,
          '--seed',
          '1',
          '--clause',
          'acme.update-link/200/mtu#type',
          '--url',
          odd.url,
          '--output',
          'odd',
        ],
        { cwd: folder },
      );
      const [finding] = findings('odd');
      const id = finding?.case ?? '';
      expect(
        (await runCli(['replay', 'odd/latest/report.json', id, ...toy, '--url', odd.url], { cwd: folder })).code,
      ).toBe(1);
      expect(
        (await runCli(['replay', 'odd/latest/report.json', id, ...toy, '--url', right.url], { cwd: folder })).code,
      ).toBe(0);
    } finally {
      await odd.close();
      await right.close();
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
    const right = await startReference({ contracts: [contract], settleMs: 1 });
    try {
      const clause = 'huawei.update-vpn-connection/vpn_connection/psk#length';
      await runCli(['run', '--seed', '1', '--cases', '0', '--clause', clause, '--url', target.url, '--output', 'psk'], {
        cwd: folder,
      });
      const found = findings('psk').find(({ operator }) => operator === 'too-short');
      expect(JSON.stringify(found?.exchange?.logical)).toContain('"psk":"[redacted]"');
      expect(
        (await runCli(['replay', 'psk/latest/report.json', found?.case ?? '', '--url', target.url], { cwd: folder }))
          .code,
      ).toBe(1);
      expect(
        (await runCli(['replay', 'psk/latest/report.json', found?.case ?? '', '--url', right.url], { cwd: folder }))
          .code,
      ).toBe(0);
    } finally {
      await target.close();
      await right.close();
    }
    expect(readFileSync(path.join(folder, 'psk/latest/report.json'), 'utf8')).not.toMatch(/"psk":"(?!\[redacted\])/);
  });
});
