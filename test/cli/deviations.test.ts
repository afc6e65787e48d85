import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { reasonPlaceholder } from '../../reports/verdicts/deviations.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readReport } from './read-output.js';
import { type CliResult, runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { changedSpecs, toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const length = 'acme.update-link/name#length';
const range = 'acme.update-link/mtu#range';
let url = '';
let runs = 0;

beforeAll(async () => {
  // It takes names of 17 characters where the document says 16.
  const served = loadOperation(
    'acme.update-link',
    changedSpecs(path.join(folder, 'served'), 'openapi.yaml', (text) => text.replace('maxLength: 16', 'maxLength: 17')),
  );
  const reference = await startReference({ contracts: [served], settleMs: 1 });
  url = reference.url;
  return () => reference.close();
});

interface Declared {
  /** What the target file says under `deviations`. */
  readonly deviations?: unknown;
  /** The content of deviations.yaml beside it. */
  readonly file?: string;
  readonly flags?: readonly string[];
}

/** Runs the clauses about name and mtu against the target, in a folder of its own. */
async function declared({ deviations, file, flags = [] }: Declared): Promise<CliResult & { readonly at: string }> {
  runs += 1;
  const at = path.join(folder, `target-${runs}`);
  const { fixtures } = toyContract();
  const target = {
    baseUrl: url,
    ...(deviations === undefined ? {} : { deviations }),
    operations: {
      'acme.update-link': { fixtures: fixtures.map(({ id, traits, values }) => ({ id, traits, values })) },
    },
  };
  mkdirSync(at);
  writeFileSync(path.join(at, 'conformance.config.json'), JSON.stringify(target));
  if (file !== undefined) writeFileSync(path.join(at, 'deviations.yaml'), file);
  const select = flags.includes('--clause') ? [] : ['--clause', `${length}`, '--clause', range];
  const result = await runCli(['run', '--specs', toySpecs, '--seed', '1', '--cases', '0', ...select, ...flags], {
    cwd: at,
  });
  return { ...result, at };
}

function deviationsOf(at: string): ReturnType<typeof readReport>['deviations'] {
  return readReport(path.join(at, 'conformance-report')).deviations;
}

describe('a run against a declaration', () => {
  const known = {
    clause: length,
    reason: 'old clients send 17',
    issue: 'https://acme.example/1',
    expires: '2999-12-31',
  };
  it.each<readonly [string, 0 | 1, string | undefined, unknown]>([
    ['without any', 1, undefined, undefined],
    ['that knows the failure', 0, 'holds', [known]],
    ['that knows it by a prefix', 0, 'holds', [{ ...known, clause: 'acme.update-link/name*' }]],
    ['that knows it by its member', 0, 'holds', [{ ...known, clause: 'acme.update-link/name' }]],
    ['that has expired', 1, 'expired', [{ ...known, expires: '2020-01-31' }]],
    ['without a reason', 1, 'unreasoned', [{ ...known, reason: reasonPlaceholder }]],
  ])('%s ends with exit code %i', async (_, code, outcome, deviations) => {
    const result = await declared({ deviations });
    expect([result.code, deviationsOf(result.at)?.[0]?.outcome]).toEqual([code, outcome]);
    // It shows as failed in any case.
    expect(result.stdout).toMatch(
      outcome === 'holds' || outcome === 'unreasoned' ? /KNOWN accepted name/ : /FAIL accepted name/,
    );
  });
  it.each<readonly [string, string, RegExp]>([
    ['passes', range, /acme\.update-link\/mtu#range: PASSES now: take it out/],
    ['matches nothing', 'acme.update-link/nmae#length', /MATCHES NOTHING/],
  ])('with one that %s ends with exit code 1 and says so', async (_, clause, told) => {
    const result = await declared({ deviations: [known, { clause, reason: 'old' }] });
    expect(result.code).toBe(1);
    expect(result.stdout.replaceAll(/\s+/g, ' ')).toMatch(told);
    expect(result.stdout).toContain('exit code 1: 1 declared deviation does not hold');
  });
  it('names the clause that was probably meant before anything is sent', async () => {
    const { stderr } = await declared({ deviations: [{ clause: 'acme.update-link/nmae#length', reason: 'old' }] });
    expect(stderr).toContain("names no clause that is checked; did you mean 'acme.update-link/name#length'?");
  });
  it('does not call one stale of which it asked nothing', async () => {
    const result = await declared({ deviations: [{ clause: length, reason: 'known' }], flags: ['--clause', range] });
    expect([result.code, deviationsOf(result.at)?.[0]?.outcome]).toEqual([0, 'undecided']);
  });
  it.each<readonly [string, Declared, string]>([
    ['without a reason at all', { deviations: [{ clause: length }] }, 'at /deviations/0'],
    ['in a file that is not there', { deviations: './deviations.yaml' }, 'run once with --update-deviations'],
    ['to be updated in the target file', { deviations: [known], flags: ['--update-deviations'] }, 'a file of its own'],
  ])('that is declared %s is refused with exit code 2', async (_, given, told) => {
    const { code, stderr } = await declared(given);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('--update-deviations', () => {
  const flags = ['--update-deviations'];
  const here = './deviations.yaml';
  const written = (at: string): string => readFileSync(path.join(at, 'deviations.yaml'), 'utf8');

  it('writes what fails into a new file, without a reason: a person has to give it', async () => {
    const first = await declared({ deviations: here, flags });
    expect(first.code).toBe(1);
    expect(first.stdout).toContain('1 added, 0 taken out');
    expect(written(first.at)).toContain(`- clause: ${length}\n    reason: "${reasonPlaceholder}"`);
    const unread = await declared({ deviations: here, file: written(first.at) });
    expect([unread.code, deviationsOf(unread.at)?.[0]?.outcome]).toEqual([1, 'unreasoned']);
    const read = await declared({
      deviations: here,
      file: written(first.at).replace(reasonPlaceholder, 'old clients'),
    });
    expect(read.code).toBe(0);
  });
  it('takes out what passes and what matches nothing, and leaves the rest as it is written', async () => {
    const file = `# Ours.
deviations:
  # Until 3.0.
  - clause: ${length} # the name
    reason: "old clients"
    expires: '2999-01-01'
  - { clause: ${range}, reason: mended meanwhile }
  - { clause: acme.update-link/gone, reason: retired }
  # Not selected by this run.
  - { clause: acme.update-link/mode#enum, reason: who knows }
`;
    const { at, stdout } = await declared({ deviations: here, file, flags });
    expect(stdout).toContain('0 added, 2 taken out');
    expect(written(at)).toBe(`# Ours.
deviations:
  # Until 3.0.
  - clause: ${length} # the name
    reason: "old clients"
    expires: '2999-01-01'
  # Not selected by this run.
  - { clause: acme.update-link/mode#enum, reason: who knows }
`);
  });
  it('neither prolongs nor repeats one that has expired', async () => {
    const file = `deviations:\n  - clause: ${length}\n    reason: old clients\n    expires: 2020-01-01\n`;
    const { at, code, stdout } = await declared({ deviations: here, file, flags });
    expect([code, written(at)]).toEqual([1, file]);
    expect(stdout).toContain('nothing to change');
  });
  it('is refused without a target file', async () => {
    const { code, stderr } = await runCli(['run', '--specs', toySpecs, '--url', url, ...flags], { cwd: folder });
    expect([code, stderr]).toEqual([2, expect.stringContaining('needs a target file that names a file of deviations')]);
  });
});

describe('--clause with ! in front', () => {
  async function embedded(...wishes: readonly string[]): Promise<CliResult & { readonly ids: readonly string[] }> {
    runs += 1;
    const output = path.join(folder, `embedded-${runs}`);
    const flags = wishes.flatMap((wish) => ['--clause', wish]);
    const result = await runCli(['run', '--specs', toySpecs, '--seed', '1', '--output', output, ...flags], {
      cwd: folder,
    });
    const { operations } = result.code === 2 ? { operations: [] } : readReport(output);
    return { ...result, ids: operations.flatMap(({ clauses }) => clauses.map(({ id }) => id)) };
  }
  it('leaves a clause, a member or a prefix out and takes all others', async () => {
    const { clauses } = toyContract();
    const got = await embedded(`!${length}`, '!acme.update-link/mode', '!acme.update-link/200*');
    expect(got.code).toBe(0);
    expect(got.ids).toEqual(
      clauses.flatMap(({ id }) => (/\/name#length$|\/mode#|\/mode\/|update-link\/200/.test(id) ? [] : [id])),
    );
    expect(got.ids.length).toBeGreaterThan(clauses.length / 3);
  });
  it('leaves out of what others take in', async () => {
    const { ids } = await embedded('acme.update-link/name', `!${length}`);
    expect(ids.every((id) => id.startsWith('acme.update-link/name') && id !== length)).toBe(true);
    expect(ids.length).toBeGreaterThan(1);
  });
  it.each([
    [['!acme.update-link/nmae'], "unknown clause 'acme.update-link/nmae'"],
    [[length, `!${length}`], 'leaves no clause'],
  ])('is refused where it names nothing or leaves nothing: %o', async (wishes, told) => {
    const { code, stderr } = await embedded(...wishes);
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
  });
});

describe('--requirements', () => {
  it('is refused for a date that has no set', async () => {
    const { code, stderr } = await runCli(['run', '--specs', toySpecs, '--requirements', '1999-01-01'], {
      cwd: folder,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining("no requirement set '1999-01-01'")]);
  });
  it('takes a later clause out of the score: it is run, shown, and ends nothing', async () => {
    const specs = changedSpecs(path.join(folder, 'scored'), 'clauses.yaml', (text) => text);
    mkdirSync(path.join(specs, 'requirements'));
    writeFileSync(
      path.join(specs, 'requirements/2026-01-01.yaml'),
      `date: 2026-01-01\nkit: 0.1.0\noperations:\n  acme.update-link: { digest: '', core: [/mtu#range], extended: [] }\n`,
    );
    const run = async (...flags: readonly string[]): Promise<readonly unknown[]> => {
      runs += 1;
      const output = path.join(folder, `scored-${runs}`);
      const select = ['--clause', length, '--clause', range, '--cases', '0', '--output', output];
      const { code } = await runCli(['run', '--specs', specs, '--url', url, ...select, ...flags], { cwd: folder });
      const { operations } = readReport(output);
      return [
        code,
        operations[0]?.requirements,
        ...(operations[0]?.clauses ?? []).map(({ verdict, wouldBe }) => wouldBe ?? verdict),
        operations[0]?.totals['not-scored'],
      ];
    };
    expect(await run()).toEqual([0, '2026-01-01', 'fail', 'pass', 1]);
    expect(await run('--requirements', 'none')).toEqual([1, undefined, 'fail', 'pass', 0]);
  });
});
