import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport } from './read-output.js';
import { runCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { changedSpecs, toySpecs } from './toy-specs.js';

const folder = scratchFolder();

describe('an operation that is a folder of YAML and nothing else', () => {
  it('runs against the reference made from the same folder', async () => {
    const { code } = await runCli(['run', '--specs', toySpecs], { cwd: folder });
    const report = readReport(path.join(folder, 'conformance-report'));
    expect([code, report.operations.map(({ operation }) => operation)]).toEqual([0, ['acme.update-link']]);
    expect(report.totals).toMatchObject({ fail: 0, inconclusive: 0, skipped: 0, 'non-strict': 0 });
  });
  it('may be named by a relative path', async () => {
    const { code } = await runCli(['run', '--specs', path.relative(folder, toySpecs), '--output', 'relative'], { cwd: folder });
    expect(code).toBe(0);
  });
  it('has its limits checked from the YAML: with other limits the same target fails on exactly that clause', async () => {
    const specs = changedSpecs(path.join(folder, 'moved'), 'openapi.yaml', (text) =>
      text.replace("maximum: 9000, x-source: 'Table 2, mtu'", "maximum: 8999, x-source: 'Table 2, mtu'"),
    );
    const { code, stdout } = await runCli(['run', '--specs', specs, '--clause', 'acme.update-link/mtu#range', '--plan'], { cwd: folder });
    expect([code, /accepts-edges: 1 subjects/.test(stdout)]).toEqual([0, true]);
  });
});
