/**
 * Writes reports/published/: what the reference and the example app come to, as anybody would publish it. With --check,
 * only tells whether they are of the present kit and contracts, and fit to be published; exit code 1 when one is not.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Contract } from '../contract/contract.js';
import { loadCatalogue } from '../contract/load/catalogue.js';
import { kitVersion } from '../contract/load/kit-version.js';
import { packageRoot } from '../contract/load/package-root.js';
import { createApp } from '../examples/internal-links/app.mjs';
import { startReference } from '../targets/reference/start-reference.js';

const published = path.join(packageRoot, 'reports/published');
const program = path.join(packageRoot, 'dist/cli/main.js');
const toySpecs = path.join(packageRoot, 'test/contracts');

/** An implementation that is published, with the way in which anybody starts it. */
interface Implementation {
  readonly contract: Contract;
  readonly name: string;
  readonly organization: string;
  readonly version: string;
  /** Commands of Reproduce.md, the target file beside them. */
  readonly how: readonly string[];
  /** Further flags of the run. */
  readonly flags: readonly string[];
  start(): Promise<{ readonly url: string; close(): Promise<void> }>;
}

const reference = (contract: Contract): Implementation => ({
  contract,
  name: 'reference',
  organization: 'vpn-conformance',
  version: kitVersion,
  how: [`npx vpn-conformance serve --port 8080 --operation ${contract.id} &`],
  flags: [],
  start: () => startReference({ contracts: [contract], settleMs: 1 }),
});

const example: Implementation = {
  contract: loadCatalogue(toySpecs).find(({ id }) => id === 'acme.update-link') ?? missing(),
  name: 'internal-links',
  organization: 'Acme',
  version: '1.0.0',
  how: ['PORT=8080 node examples/internal-links/server.mjs &'],
  flags: ['--specs', path.relative(packageRoot, toySpecs)],
  start: async () => {
    const server = createServer(createApp());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () => new Promise((resolve) => server.close(() => resolve())),
    };
  },
};

function missing(): never {
  throw new Error('the contract of the example app is gone');
}

const implementations = [...loadCatalogue().map(reference), example];

function folderOf({ contract, name }: Implementation): string {
  return path.join(published, contract.id, name);
}

function targetFile({ contract, name, organization, version }: Implementation, baseUrl: string): string {
  const fixtures = contract.fixtures.map(({ id, traits, values }) => ({ id, traits, values }));
  const implementation = { organization, project: name, version };
  return `${JSON.stringify({ implementation, baseUrl, operations: { [contract.id]: { fixtures } } }, null, 2)}\n`;
}

function runFlags({ contract, flags }: Implementation, target: string): readonly string[] {
  return ['run', '--target', target, '--operation', contract.id, '--seed', '1', '--cases', '1', ...flags];
}

async function publish(implementation: Implementation): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'publish-'));
  const { url, close } = await implementation.start();
  try {
    const target = path.join(scratch, 'target.json');
    writeFileSync(target, targetFile(implementation, url));
    const output = path.join(scratch, 'runs');
    const args = [program, ...runFlags(implementation, target), '--quiet', '--output', output];
    // The target lives in this process: it must be able to answer meanwhile.
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: packageRoot, stdio: ['ignore', 'ignore', 'inherit'] });
      child.once('error', reject);
      child.once('close', resolve);
    });
    const folder = folderOf(implementation);
    mkdirSync(folder, { recursive: true });
    copyFileSync(path.join(output, 'latest/report.json'), path.join(folder, 'report.json'));
    writeFileSync(path.join(folder, 'target.json'), targetFile(implementation, 'http://127.0.0.1:8080'));
    const place = path.relative(packageRoot, path.join(folder, 'target.json'));
    const command = `npx vpn-conformance ${runFlags(implementation, place).join(' ')}`;
    writeFileSync(
      path.join(folder, 'Reproduce.md'),
      `# ${implementation.name} ${implementation.version}, ${implementation.contract.id}\n\nWith vpn-conformance ${kitVersion}, in a checkout of it:\n\n\`\`\`sh\n${[...implementation.how, command].join('\n')}\n\`\`\`\n`,
    );
    console.log(`${path.relative(packageRoot, folder)}: exit code ${code}`);
  } finally {
    await close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Why a published report is not what a run of today would give. */
function staleness(implementation: Implementation): readonly string[] {
  const file = path.join(folderOf(implementation), 'report.json');
  if (!existsSync(file)) return [`${file} is missing`];
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const { digest } = report.operations[0] ?? {};
  return [
    ...(report.kit === kitVersion ? [] : [`${file} is of kit ${report.kit}`]),
    ...(digest === implementation.contract.digest ? [] : [`${file} is of another contract`]),
  ];
}

if (!process.argv.includes('--check')) {
  for (const implementation of implementations) await publish(implementation);
  const args = [program, 'matrix', published, '--badges', '--output', path.join(published, 'README.md')];
  spawnSync(process.execPath, args, { stdio: 'inherit' });
}
const stale = implementations.flatMap(staleness);
for (const problem of stale) console.error(`${problem}; run npm run publish-examples`);
const lint = spawnSync(process.execPath, [program, 'matrix', published, '--lint'], { stdio: 'inherit' });
if (stale.length > 0 || lint.status !== 0) process.exitCode = 1;
