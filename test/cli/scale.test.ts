import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../contract/load/package-root.js';
import { startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { readReport } from './read-output.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly parallelism: number;
    readonly backoffLimitPerIndex: number;
    readonly podFailurePolicy: {
      readonly rules: readonly {
        readonly action: string;
        readonly onExitCodes?: {
          readonly containerName: string;
          readonly operator: string;
          readonly values: readonly number[];
        };
      }[];
    };
    readonly template: {
      readonly spec: {
        readonly restartPolicy: string;
        readonly containers: readonly {
          readonly name: string;
          readonly command: readonly string[];
          readonly args: readonly string[];
          readonly env: readonly { readonly name: string; readonly value?: string }[];
          readonly volumeMounts: readonly { readonly name: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

const guides = path.join(packageRoot, 'docs/guides');
const manifest = (name: string): Job => parse(readFileSync(path.join(guides, 'scale', name), 'utf8'));
const folder = scratchFolder();

describe.each(['share-job.yaml', 'fleet-job.yaml'])('the manifest %s', (name) => {
  const { apiVersion, kind, spec } = manifest(name);
  const { containers, volumes, restartPolicy } = spec.template.spec;
  it('keeps the rules of batch/v1 that it depends on', () => {
    expect([apiVersion, kind, spec.completionMode]).toEqual(['batch/v1', 'Job', 'Indexed']);
    // A policy for failed pods, and a limit for each index, are taken with restartPolicy Never only.
    expect(restartPolicy).toBe('Never');
    expect(spec.backoffLimitPerIndex).toBeGreaterThan(0);
    for (const { action, onExitCodes } of spec.podFailurePolicy.rules) {
      expect(['FailIndex', 'Ignore']).toContain(action);
      if (onExitCodes === undefined) continue;
      expect(containers.map((container) => container.name)).toContain(onExitCodes.containerName);
      expect([...onExitCodes.values]).toEqual([...onExitCodes.values].sort());
      expect(onExitCodes.values).not.toContain(0);
    }
    expect(spec.parallelism).toBeLessThanOrEqual(spec.completions);
  });
  it('mounts the volumes that it has, and gives no secret as a value', () => {
    for (const { volumeMounts, env } of containers) {
      expect(volumeMounts.map((mount) => mount.name).sort()).toEqual(volumes.map((volume) => volume.name).sort());
      expect(env.filter(({ value }) => value !== undefined).map((entry) => entry.name)).toEqual(
        expect.arrayContaining(['SEED']),
      );
      expect(env.filter(({ name: own, value }) => /AK|SK|TOKEN|SECRET|PSK/.test(own) && value !== undefined)).toEqual(
        [],
      );
    }
  });
  it('tells each pod how many there are where the parts hang on it', () => {
    const [container] = containers;
    const total = container?.env.find((entry) => entry.name === 'VPN_CONFORMANCE_JOB_TOTAL')?.value;
    const isShared = container?.args.join(' ').includes('--shard auto') === true;
    expect(total).toBe(isShared ? String(spec.completions) : undefined);
  });
});

const bin = path.join(folder, 'bin');
/** Puts a program that runs the built command line into a folder, ready before anything starts it. */
function install(place: string, name: string, before: string, after: string): void {
  mkdirSync(place, { recursive: true });
  const main = path.join(packageRoot, 'dist/cli/main.js');
  writeFileSync(path.join(place, name), `#!/bin/sh\n${before}exec "${process.execPath}" "${main}" "$@"${after}\n`);
  chmodSync(path.join(place, name), 0o755);
}
install(bin, 'vpn-conformance', '', ` --specs "${toySpecs}" --cases 0 --quiet`);

/** Runs the command of a manifest as a pod would, with the paths of this machine. */
function pod(name: string, index: number): Promise<number | null> {
  const [container] = manifest(name).spec.template.spec.containers;
  const script = (container?.args ?? [])
    .join(' ')
    .replaceAll(/\/(targets?|reports)\b/g, `${folder}/$1`)
    .replace(/--rate \S+/, '');
  const given = Object.fromEntries(
    (container?.env ?? []).flatMap(({ name: own, value }) => (value === undefined ? [] : [[own, value]])),
  );
  const [file = 'sh', ...flags] = container?.command ?? [];
  const child = spawn(file, [...flags, script], {
    env: { PATH: `${bin}:${process.env['PATH']}`, ...given, JOB_COMPLETION_INDEX: String(index) },
    stdio: 'ignore',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

describe('a job without a cluster', () => {
  const { fixtures } = toyContract();
  const target = (url: string): string =>
    JSON.stringify({
      implementation: { project: 'fleet' },
      baseUrl: url,
      operations: {
        'acme.update-link': { fixtures: fixtures.map(({ id, traits, values }) => ({ id, traits, values })) },
      },
    });
  it('asks one target in as many parts as it has pods, and merge makes one run of them', async () => {
    const reference = await startReference({ contracts: [toyContract()], settleMs: 1 });
    try {
      mkdirSync(path.join(folder, 'target'));
      writeFileSync(path.join(folder, 'target/conformance.config.yaml'), target(reference.url));
      const codes = await Promise.all([0, 1, 2, 3].map((index) => pod('share-job.yaml', index)));
      expect(codes).toEqual([0, 0, 0, 0]);
      const parts = [0, 1, 2, 3].map((index) => path.join(folder, 'reports', String(index)));
      const { code } = await runCli(['merge', ...parts, '--output', path.join(folder, 'whole')], { cwd: folder });
      expect([code, readReport(path.join(folder, 'whole')).shards]).toEqual([0, { of: 4, present: [1, 2, 3, 4] }]);
    } finally {
      await reference.close();
    }
  });
  it('asks each target of a fleet by its number', async () => {
    const references = await Promise.all([0, 1].map(() => startReference({ contracts: [toyContract()], settleMs: 1 })));
    try {
      mkdirSync(path.join(folder, 'targets'));
      for (const [index, { url }] of references.entries())
        writeFileSync(path.join(folder, `targets/${index}.yaml`), target(url));
      expect(await Promise.all([0, 1].map((index) => pod('fleet-job.yaml', index)))).toEqual([0, 0]);
      for (const [index, { url }] of references.entries())
        expect(readReport(path.join(folder, 'reports', String(index))).target.url).toBe(url);
    } finally {
      for (const reference of references) await reference.close();
    }
  });
});

describe('the guides', () => {
  const blocks = ['ci.md', 'scale.md', 'targets.md'].flatMap((name) =>
    [...readFileSync(path.join(guides, name), 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => ({
      name,
      text,
    })),
  );
  it.each(blocks)('show YAML that can be read: $name $#', ({ text }) => {
    expect(parse(text)).toBeTypeOf('object');
  });
  it('show how GitHub and GitLab keep, tell and merge', () => {
    const shown = blocks.map(({ text }) => text).join('');
    for (const part of ['--shard auto', 'merge', 'artifacts', 'junit', 'strategy.job-index', 'comment'])
      expect(shown).toContain(part);
  });
});

describe('the action for GitHub', () => {
  const action: {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly runs: {
      readonly using: string;
      readonly steps: readonly { readonly run?: string; readonly shell?: string }[];
    };
  } = parse(readFileSync(path.join(packageRoot, 'action.yml'), 'utf8'));
  const scripts = action.runs.steps.flatMap(({ run, shell }) => (run === undefined ? [] : [{ run, shell }]));
  it('has a shell for each script, and no input inside one: what stands in it is never run', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell } of scripts) {
      expect(shell).toBe('bash');
      expect(run).not.toContain('${{');
    }
  });
  it('runs, tells the exit code, and renders what the job shows', async () => {
    const work = path.join(folder, 'action');
    mkdirSync(work);
    const output = path.join(work, 'outputs');
    install(work, 'npx', 'shift 2\n', '');
    const script = path.join(work, 'script');
    writeFileSync(script, scripts[0]?.run ?? '');
    const child = spawn('bash', [script], {
      cwd: work,
      env: {
        PATH: `${work}:${process.env['PATH']}`,
        GITHUB_OUTPUT: output,
        TARGET: '',
        SHARD: '',
        MERGE: '',
        ARGS: `--specs ${toySpecs} --seed 1 --cases 0 --clause acme.update-link/mtu#range`,
      },
      stdio: 'ignore',
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(readFileSync(output, 'utf8')).toBe('exit-code=0\n');
    expect(readFileSync(path.join(work, 'conformance-report/comment.md'), 'utf8')).toContain('nothing unexpected');
  });
});
