import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunningCli, runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();

async function serving(...flags: readonly string[]): Promise<{ readonly cli: RunningCli; readonly url: string }> {
  const cli = startCli(['serve', '--port', '0', '--settle-ms', '0', '--specs', toySpecs, ...flags], { cwd: folder });
  const [, url = ''] = await cli.printed(/^listening on (http:\S+)$/m);
  return { cli, url };
}

async function stop({ cli }: { readonly cli: RunningCli }): Promise<string> {
  cli.process.kill('SIGTERM');
  return (await cli.result).stdout;
}

const put = async (url: string, id: string, body: object): Promise<number> => {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/v1/links/${id}`, { method: 'PUT', headers, body: JSON.stringify(body) })).status;
};

function written(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return name;
}

describe('serve as a stand-in', () => {
  it('prints a line that runs and what each resource answers, keeps its state, and logs requests', async () => {
    const first = await serving('--log', '--state', 'state.json');
    const [, line = ''] = await first.cli.printed(/^ {2}try: (curl .*)$/m);
    await expect(first.cli.printed(/^ {4}answers every update with 4\d\d \S+$/m)).resolves.toBeDefined();
    expect(execFileSync('sh', ['-c', `${line} -s`], { encoding: 'utf8' })).toMatch(/^HTTP\/1\.1 200 /);
    expect(await put(first.url, 'link-1', { name: 'kept' })).toBe(200);
    expect(await put(first.url, 'link-1', { name: 'geheim'.repeat(3) })).toBe(400);
    const printed = await stop(first);
    expect(printed).toMatch(/^PUT \/v1\/links\/link-1 400 \S+ {2}breaks acme\.update-link\/name#length$/m);
    expect(printed).not.toContain('geheim');
    expect(statSync(path.join(folder, 'state.json')).mode & 0o077).toBe(0);
    expect(readFileSync(path.join(folder, 'state.json'), 'utf8')).toContain('"kept"');
    const second = await serving('--state', 'state.json', '--no-control');
    expect(await (await fetch(`${second.url}/v1/links/link-1`)).text()).toContain('kept');
    expect((await fetch(`${second.url}/_control`)).status).toBe(404);
    await stop(second);
  });

  it('serves resources of one’s own', async () => {
    const file = written(
      'own.yaml',
      'acme.update-link:\n  - { id: mine, traits: [plain], values: { link_id: my-link }, state: { link_id: my-link, name: mine, status: active } }\n',
    );
    const own = await serving('--fixtures', file);
    expect([await put(own.url, 'my-link', { name: 'new' }), await put(own.url, 'link-1', { name: 'new' })]).toEqual([
      200, 404,
    ]);
    await stop(own);
  });

  it.each([
    ['other.yaml', 'acme.other: []\n', /'acme\.other' is no operation that is served; served: acme\.update-link/],
    ['empty.yaml', '[]\n', /it lists no resources/],
    ['stateless.yaml', 'acme.update-link: [{ id: a, traits: [], values: { link_id: b } }]\n', /state/],
    [
      'trait.yaml',
      'acme.update-link: [{ id: a, traits: [plein], values: { link_id: b }, state: {} }]\n',
      /did you mean 'plain'/,
    ],
    ['id.yaml', 'acme.update-link: [{ id: a, traits: [], values: {}, state: {} }]\n', /values has no link_id/],
  ])('refuses resources that are none: %s', async (name, text, told) => {
    const { code, stderr } = await runCli(['serve', '--specs', toySpecs, '--fixtures', written(name, text)], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(told)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a file of state that is none', async () => {
    const state = written('broken.json', '{');
    const { code, stderr } = await runCli(['serve', '--port', '0', '--specs', toySpecs, '--state', state], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/--state: broken\.json holds no JSON; remove it/)]);
  });
});
