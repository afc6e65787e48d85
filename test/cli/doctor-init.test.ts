import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { loadTargetFile } from '../../targets/target-file/load-target-file.js';
import { toyContract } from '../targets/toy-contract.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { startStub } from './stub-target.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const catalogue = loadCatalogue();
const vendors = [...new Set(catalogue.map(({ vendor }) => vendor))];
let reference: ReferenceTarget;
beforeAll(async () => {
  reference = await startReference({ contracts: [...catalogue, toyContract()], settleMs: 1 });
});
afterAll(() => reference.close());

describe('init', () => {
  it.each(vendors)(
    'writes a starter for %s that loads, names every trait and value, and fits the reference',
    async (vendor) => {
      const name = `${vendor}.yaml`;
      const { code, stdout } = await runCli(['init', '--vendor', vendor, '--output', name], { cwd: folder });
      expect([code, stdout]).toEqual([0, expect.stringContaining(`written: ${name}`)]);
      const file = path.join(folder, name);
      const target = await loadTargetFile(file, catalogue);
      const own = catalogue.filter((contract) => contract.vendor === vendor);
      expect(Object.keys(target.operations)).toEqual(own.map(({ id }) => id));
      const text = readFileSync(file, 'utf8');
      for (const { traits } of own)
        for (const [trait, meaning] of Object.entries(traits)) expect(text).toContain(`# ${trait}: ${meaning}`);
      writeFileSync(file, text.replace('http://127.0.0.1:8080', reference.url));
      const doctor = await runCli(['doctor', '--target', name], { cwd: folder });
      expect([doctor.code, doctor.stderr]).toEqual([0, '']);
    },
  );
  it('writes conformance.config.yaml by default, and one operation where one is named', async () => {
    const { code } = await runCli(['init', '--operation', 'alibaba.update-enhanced-vpn-gateway'], { cwd: folder });
    const target = await loadTargetFile(path.join(folder, 'conformance.config.yaml'), catalogue);
    expect([code, Object.keys(target.operations)]).toEqual([0, ['alibaba.update-enhanced-vpn-gateway']]);
  });
  it('never overwrites a file', async () => {
    writeFileSync(path.join(folder, 'mine.yaml'), 'mine');
    const { code, stderr } = await runCli(['init', '--vendor', 'huawei', '--output', 'mine.yaml'], { cwd: folder });
    expect([code, stderr]).toEqual([
      2,
      'vpn-conformance: cannot write mine.yaml: it exists already; choose another name with --output\n',
    ]);
    expect(readFileSync(path.join(folder, 'mine.yaml'), 'utf8')).toBe('mine');
  });
  it.each([
    [['--vendor', 'huawie'], /^vpn-conformance: unknown vendor 'huawie'; did you mean 'huawei'\?\n$/],
    [[], /^vpn-conformance: give --vendor, one of alibaba, .*\n$/],
    [
      ['--vendor', 'huawei', '--operation', 'baidu.update-vpn-conn'],
      /^vpn-conformance: huawei has no operation baidu\.update-vpn-conn[^\n]*\n$/,
    ],
    [
      ['--vendor', 'huawei', '--output', 'no/such/folder.yaml'],
      /^vpn-conformance: cannot write no\/such\/folder\.yaml: ENOENT[^\n]*\n$/,
    ],
  ])('refuses %j in one line', async (args, message) => {
    const { code, stderr } = await runCli(['init', ...args], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(path.join(folder, 'no'))).toBe(false);
  });
});

describe('doctor', () => {
  const target = (name: string, change: object): string => {
    const fixtures = [{ id: 'plain', traits: ['plain'], values: { link_id: 'link-1' } }];
    const text = JSON.stringify({
      baseUrl: reference.urlOf('acme.update-link'),
      operations: { 'acme.update-link': { fixtures } },
      ...change,
    });
    writeFileSync(path.join(folder, name), text);
    return name;
  };
  const doctor = (name: string, environment: Readonly<Record<string, string>> = {}): ReturnType<typeof runCli> =>
    runCli(['doctor', '--specs', toySpecs, '--target', name], { cwd: folder, environment });

  it('tells of each thing that it is in order, one line each', async () => {
    const { code, stdout, stderr } = await doctor(
      target('good.json', { headers: { 'X-Token': { env: 'LINKS_TOKEN' } } }),
      { LINKS_TOKEN: 's3cret-token' },
    );
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('The target is ready for a run.');
    expect(lines.slice(0, -1).every((line) => line.startsWith('ok '))).toBe(true);
    expect(lines.length).toBe(7);
    expect(stdout).not.toContain('s3cret-token');
  });
  it('names a credential that is not set, and ends with exit code 2', async () => {
    const { code, stdout } = await doctor(target('unset.json', { headers: { 'X-Token': { env: 'LINKS_TOKEN' } } }));
    expect(code).toBe(2);
    expect(stdout).toContain(
      'problem  the environment variable LINKS_TOKEN is not set; set it: unset.json refers to it',
    );
  });
  it('refuses a target that accepts everything', async () => {
    const stub = await startStub((_, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"id":"link-1","name":"edge","mtu":1500,"mode":"fast","state":"ready"}'),
    );
    const { code, stdout } = await doctor(target('yes.json', { baseUrl: stub.url }));
    await stub.close();
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /^problem {2}acme\.update-link: an update that breaks \d clauses was accepted on fixture plain; let the implementation check its input/m,
    );
    expect(stdout).toMatch(/^1 problem\.$/m);
  });
  it('shows no secret that the target repeats', async () => {
    const stub = await startStub((request, response) =>
      response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ code: request.headers['x-token'] })),
    );
    const file = target('echo.json', { baseUrl: stub.url, headers: { 'X-Token': { env: 'LINKS_TOKEN' } } });
    const { stdout } = await doctor(file, { LINKS_TOKEN: 'canary-7f3a91' });
    await stub.close();
    expect(stdout).toContain('was answered with status 400 [redacted]');
    expect(stdout).not.toContain('canary-7f3a91');
  });
  it('waits for a target that throttles, and keeps within its rate', async () => {
    const at: number[] = [];
    const throttling = await startReference({
      contracts: [toyContract()],
      settleMs: 1,
      intercept: (answer) => {
        at.push(performance.now());
        return at.length % 2 === 1
          ? { status: 429, headers: { 'retry-after': '0' }, body: { code: 'Slow', message: 'slow down' } }
          : answer;
      },
    });
    const file = target('slow.json', { baseUrl: throttling.url, requestsPerSecond: 10 });
    const { code, stdout } = await runCli(['doctor', '--specs', toySpecs, '--target', file], {
      cwd: folder,
      isRealTime: true,
    });
    await throttling.close();
    expect([code, stdout]).toEqual([0, expect.stringContaining('The target is ready for a run.')]);
    expect(at.length).toBe(4);
    // Three pauses of 100 ms lie between four requests, however late one of them arrives.
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(250);
  });
  it('ends with exit code 3 where nothing answers', async () => {
    const { code, stdout } = await doctor(target('gone.json', { baseUrl: 'http://127.0.0.1:9' }));
    expect([code, stdout]).toEqual([
      3,
      expect.stringMatching(/^problem {2}acme\.update-link: no answer: .*; start the target, or correct baseUrl$/m),
    ]);
  });
  it('wants a target', async () => {
    const { code, stderr } = await runCli(['doctor'], { cwd: scratch });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^vpn-conformance: there is no target to look at: [^\n]*\n$/),
    ]);
  });
  it('sends nothing to a production cloud without --allow-live', async () => {
    const { code, stderr } = await doctor(target('live.json', { baseUrl: 'https://vpn.cn-north-4.myhuaweicloud.com' }));
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^vpn-conformance: https:\/\/vpn\.cn-north-4\.myhuaweicloud\.com is production [^\n]*\n$/),
    ]);
  });
});

const scratch = scratchFolder();
