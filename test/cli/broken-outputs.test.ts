import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../contract/load/package-root.js';
import { type ReferenceTarget, startReference } from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { lastRun, readReport } from './read-output.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const main = path.join(packageRoot, 'dist/cli/main.js');
const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

/** Waits until something holds, and fails after a while. */
async function until(holds: () => boolean, what: string): Promise<void> {
  for (const started = performance.now(); !holds(); ) {
    if (performance.now() - started > 60_000) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Shell {
  /** Runs in the shell; `$RUN` is the command line. */
  readonly script: string;
  /** Whether it runs in a terminal of its own. */
  readonly isTerminal: boolean;
  /** Called when the fixture was changed some times; the answer is held back until then. */
  readonly changed: (shell: ChildProcess, output: string) => void;
}

/** Runs a mutating run in a shell, and gives what it left: the fixture before and after, and the folder. */
async function runIn(
  name: string,
  { script, isTerminal, changed }: Shell,
): Promise<{ readonly before: string; readonly after: string; readonly output: string }> {
  const output = path.join(folder, name);
  const pidFile = path.join(folder, `${name}.pid`);
  let updates = 0;
  let shell: ChildProcess | undefined;
  const reference: ReferenceTarget = await startReference({
    contracts: [toyContract()],
    settleMs: 1,
    intercept: (answer, { role, isAccepted }) => {
      if (role === 'update' && isAccepted) updates += 1;
      if (updates === 9 && shell !== undefined) changed(shell, output);
      if (updates === 9) updates += 1;
      return answer;
    },
  });
  const state = async (): Promise<string> => (await fetch(`${reference.url}/v1/links/link-1`)).text();
  try {
    const before = await state();
    // The run's own process writes down its id: that of the shell may end before.
    const run = `sh -c 'echo $$ > ${pidFile}; exec ${process.execPath} ${main} run --specs ${toySpecs} --seed 1 --restore --url ${reference.url} --output ${output}'`;
    const line = script.replaceAll('$RUN', () => run);
    const [command = '', ...args] = isTerminal ? ['script', '-qec', line, '/dev/null'] : ['bash', '-c', line];
    shell = spawn(command, args, { cwd: folder, env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    shell.stdout?.resume();
    shell.stderr?.resume();
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'), 'the run has begun');
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await until(() => !isAlive(pid), 'the run is over');
    return { before, after: await state(), output };
  } finally {
    await reference.close();
  }
}

const nothing = (): void => undefined;
const press = (key: string) => (shell: ChildProcess) => void shell.stdin?.write(key);

describe.skipIf(process.platform === 'win32')(
  'a run whose output goes nowhere restores the fixture and writes its reports',
  () => {
    it.each<[string, Shell]>([
      ['after a reader that takes one line', { script: '$RUN 2>&1 | head -1', isTerminal: false, changed: nothing }],
      ['on a full disk', { script: '$RUN > /dev/full 2>&1', isTerminal: false, changed: nothing }],
      ['with closed streams', { script: '$RUN >&- 2>&-', isTerminal: false, changed: nothing }],
    ])('%s', async (name, shell) => {
      const { before, after, output } = await runIn(name.replaceAll(' ', '-'), shell);
      expect([after, readReport(output).completion.state, readReport(output).exitCode]).toEqual([
        before,
        'complete',
        0,
      ]);
    });
  },
);

describe.skipIf(!existsSync('/usr/bin/script'))(
  'a run in a terminal restores the fixture and writes its reports',
  () => {
    it.each<[string, Shell]>([
      [
        'when the terminal is closed',
        { script: '$RUN', isTerminal: true, changed: (shell) => void shell.kill('SIGKILL') },
      ],
      ['when it is interrupted', { script: '$RUN', isTerminal: true, changed: press('\u0003') }],
      [
        'when it is interrupted together with the reader of its output',
        { script: '$RUN 2>&1 | tee log', isTerminal: true, changed: press('\u0003') },
      ],
      [
        'when it is interrupted again at once',
        {
          script: '$RUN',
          isTerminal: true,
          changed: (shell, output) => {
            press('\u0003')(shell);
            // The first report of an interrupted run tells that it was told.
            void until(() => existsSync(path.join(lastRun(output), 'report.json')), 'the run was told').then(() =>
              press('\u0003')(shell),
            );
          },
        },
      ],
    ])('%s', async (name, shell) => {
      const { before, after, output } = await runIn(name.replaceAll(' ', '-'), shell);
      expect([after, readReport(output).completion]).toEqual([
        before,
        { state: 'interrupted', problem: 'interrupted by the user' },
      ]);
      expect(readReport(output).operations[0]?.clauses.length).toBeGreaterThan(40);
    });
  },
);

describe.skipIf(process.platform === 'win32')('a run whose folder', () => {
  it('is deleted meanwhile stops, restores the fixture and writes journal and reports all the same', async () => {
    const { before, after, output } = await runIn('deleted', {
      script: '$RUN',
      isTerminal: false,
      changed: (_, place) => rmSync(realpathSync(lastRun(place)), { recursive: true }),
    });
    const [run = ''] = readdirSync(output).filter((name) => name !== 'latest');
    const report = JSON.parse(readFileSync(path.join(output, run, 'report.json'), 'utf8'));
    expect([after, report.completion.state, report.completion.problem]).toEqual([
      before,
      'interrupted',
      expect.stringMatching(/^the journal takes no more: ENOENT/),
    ]);
    expect(readFileSync(path.join(output, run, 'journal.jsonl'), 'utf8')).toMatch(
      /^\{"type":"run".*\n\{"type":"end"[^\n]*\n$/s,
    );
  });
});
