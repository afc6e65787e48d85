import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../contract/load/catalogue.js';
import { startReference } from '../../targets/reference/start-reference.js';
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
    const { code } = await runCli(['run', '--specs', path.relative(folder, toySpecs), '--output', 'relative'], {
      cwd: folder,
    });
    expect(code).toBe(0);
  });
  it('has its limits from there: with one of them moved, the target that keeps the other fails on exactly that clause', async () => {
    const specs = changedSpecs(path.join(folder, 'moved'), 'openapi.yaml', (text) =>
      text.replace(/(mtu: .*?maximum: )9000/, '$18999'),
    );
    const reference = await startReference({ contracts: loadCatalogue(toySpecs), settleMs: 1 });
    try {
      const { code } = await runCli(['run', '--specs', specs, '--url', reference.url, '--output', 'against'], {
        cwd: folder,
      });
      const report = readReport(path.join(folder, 'against'));
      expect([code, report.causes.map(({ clauses }) => clauses.map(({ id }) => id))]).toEqual([
        1,
        [['acme.update-link/mtu#range']],
      ]);
    } finally {
      await reference.close();
    }
  });
});
