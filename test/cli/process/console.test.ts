import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../contract/load/catalogue.js';
import { startReference } from '../../../targets/reference/start-reference.js';
import { toyContract } from '../../targets/toy-contract.js';
import { readEntries, readReport } from '../read-output.js';
import { runCli, startCli } from '../run-cli.js';
import { scratchFolder } from '../scratch-folder.js';
import { startStub } from '../stub-target.js';
import { toySpecs, twoOperations } from '../toy-specs.js';

const folder = scratchFolder();
const escapeCharacter = '\u001b';

/** Something to wait for. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('colours', () => {
  it.each([
    { environment: {}, coloured: false },
    { environment: { FORCE_COLOR: '1' }, coloured: true },
    { environment: { FORCE_COLOR: '0' }, coloured: false },
    { environment: { FORCE_COLOR: '1', NO_COLOR: '1' }, coloured: false },
    { environment: { FORCE_COLOR: '1', TERM: 'dumb' }, coloured: false },
  ])('of a summary that goes into a pipe, with $environment: $coloured', async ({ environment, coloured }) => {
    const { code, stdout, stderr } = await runCli(['run', '--specs', toySpecs], { cwd: folder, environment });
    expect([code, stdout.includes(escapeCharacter), stderr.includes(escapeCharacter)]).toEqual([0, coloured, false]);
  });
});

describe('progress', () => {
  it('is one plain line for each operation where standard error is no terminal, with the subjects that have findings', async () => {
    const stub = await startStub((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    );
    try {
      const { stderr } = await runCli(['run', '--specs', toySpecs, '--url', stub.url, '--output', 'findings'], {
        cwd: folder,
      });
      expect(stderr).toMatch(/^(?:FAIL acme\.update-link\/.*\n)+acme\.update-link (\d+)\/\1\n$/);
    } finally {
      await stub.close();
    }
  });
});

describe('a run that is interrupted', () => {
  it('twice ends at once, whatever the target holds back, and leaves its reports', async () => {
    const reached = gate();
    let answered = 0;
    const reference = await startReference({
      contracts: [toyContract()],
      intercept: async (answer) => {
        answered += 1;
        if (answered < 60) return answer;
        reached.open();
        return new Promise(() => {});
      },
    });
    try {
      const running = startCli(['run', '--specs', toySpecs, '--url', reference.url, '--output', 'twice'], {
        cwd: folder,
      });
      await Promise.race([reached.opened, running.result]);
      running.process.kill('SIGINT');
      await delay(1100);
      running.process.kill('SIGINT');
      const { stderr } = await running.result;
      expect([running.process.signalCode, stderr]).toEqual([
        'SIGINT',
        expect.stringContaining('ended at once; what was seen is in twice'),
      ]);
      expect(readReport(path.join(folder, 'twice')).completion).toEqual({
        state: 'interrupted',
        problem: 'interrupted by the user; ended at once by the user',
      });
    } finally {
      await reference.close();
    }
  });

  // Several operations are run by threads, one by the thread that listens to signals.
  it.each([
    ['SIGINT', 'one operation', toySpecs, 1],
    ['SIGTERM', 'two operations', twoOperations(path.join(folder, 'two')), 2],
  ] as const)(
    'by %s while it runs %s keeps a readable journal, writes a report of all clauses and ends with exit code 3',
    async (signal, _, specs, operations) => {
      const output = path.join(folder, signal);
      // The target holds one answer back in the middle of the run until the signal is out.
      const reached = gate();
      const released = gate();
      let answered = 0;
      const reference = await startReference({
        contracts: loadCatalogue(specs),
        settleMs: 1,
        intercept: async (answer) => {
          answered += 1;
          if (answered === 60) {
            reached.open();
            await released.opened;
          }
          return answer;
        },
      });
      try {
        const running = startCli(['run', '--specs', specs, '--url', reference.url, '--output', output], {
          cwd: folder,
        });
        await Promise.race([reached.opened, running.result]);
        running.process.kill(signal);
        released.open();
        const { code, stdout, stderr } = await running.result;
        expect([code, readEntries(output).at(-1)?.type]).toEqual([3, 'end']);
        const report = readReport(output);
        expect(report.operations).toHaveLength(operations);
        expect(report.completion).toEqual({ state: 'interrupted', problem: 'interrupted by the user' });
        expect(report.operations[0]?.clauses.length).toBeGreaterThan(40);
        expect([report.totals.fail, report.totals.inconclusive > 0, report.totals.pass > 0]).toEqual([0, true, true]);
        expect(stdout).toContain('INTERRUPTED: interrupted by the user');
        expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
      } finally {
        await reference.close();
      }
    },
  );
});
