import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOperation } from '../../contract/load/catalogue.js';
import { packageRoot } from '../../contract/load/package-root.js';
import { valueAt } from '../../contract/pointer.js';
import { readJournal } from '../../reports/journal/journal-reader.js';
import { buildReport } from '../../reports/verdicts/build-report.js';
import {
  type ReferenceOptions,
  type ReferenceTarget,
  startReference,
} from '../../targets/reference/start-reference.js';
import { toyContract } from '../targets/toy-contract.js';
import { lastRun, readEntries, readReport } from './read-output.js';
import { runCli, startCli } from './run-cli.js';
import { scratchFolder } from './scratch-folder.js';
import { toySpecs } from './toy-specs.js';

const folder = scratchFolder();
const toy = ['--specs', toySpecs, '--seed', '1'];

async function withReference<Value>(
  options: Partial<ReferenceOptions>,
  work: (reference: ReferenceTarget) => Promise<Value>,
): Promise<Value> {
  const reference = await startReference({ contracts: [toyContract()], settleMs: 1, ...options });
  try {
    return await work(reference);
  } finally {
    await reference.close();
  }
}

function stateOf(url: string, link = 'link-1'): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(`${url}/v1/links/${link}`, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve(text));
      })
      .once('error', reject);
  });
}

/** Requests that a reference took as updates, and that changed something. */
function countingChanges(): {
  readonly changed: string[];
  readonly intercept: NonNullable<ReferenceOptions['intercept']>;
} {
  const changed: string[] = [];
  return {
    changed,
    intercept: (answer, { role, isAccepted, request }) => {
      if (role === 'update' && isAccepted) changed.push(JSON.stringify(request));
      return answer;
    },
  };
}

describe('a production cloud', () => {
  it.each([
    'https://vpc.cn-shanghai.aliyuncs.com',
    'https://vpn.cn-north-4.myhuaweicloud.com',
    'https://vpn.eu-de.otc.t-systems.com',
    'https://bcc.bj.baidubce.com',
  ])('%s is refused in one line without --allow-live, also to replay and with --mutate', async (url) => {
    const { code, stdout, stderr } = await runCli(['run', '--url', url, '--mutate'], { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^vpn-conformance: https:\S+ is production of [^\n]+--allow-live[^\n]*\n$/);
    expect(existsSync(path.join(folder, 'conformance-report'))).toBe(false);
  });
  it('can be planned for without the flag: nothing is sent, and nothing that changes state is planned', async () => {
    const { code, stdout } = await runCli(
      ['run', ...toy, '--plan=full', '--url', 'https://vpn.cn-north-4.myhuaweicloud.com'],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('refused       PUT https://vpn.cn-north-4.myhuaweicloud.com/v1/links/link-1 {"name":');
    expect(stdout).not.toContain('CHANGES STATE');
    expect(stdout).toContain('changes nothing PUT the stored values of plain');
  });
});

describe('--plan=full', () => {
  it('lists every update, marks those that change state, and is as long as the counts say', async () => {
    const { stdout } = await runCli(['run', ...toy, '--cases', '0', '--plan=full'], { cwd: folder });
    const lines = (mark: string): readonly string[] =>
      stdout.split('\n').filter((line) => line.startsWith(`  ${mark} `));
    const [, change, refuse] = /at most (\d+) updates that change state and (\d+) that/.exec(stdout) ?? [];
    expect([lines('CHANGES STATE').length, lines('refused').length]).toEqual([Number(change), Number(refuse)]);
    expect(
      lines('CHANGES STATE').some((line) =>
        line.endsWith('PUT http://reference.invalid/v1/links/link-1 {"name":"edge"}'),
      ),
    ).toBe(true);
    expect(lines('CHANGES STATE').some((line) => line.includes('link-2'))).toBe(false);
  });
  it('shows no secret', async () => {
    const clause = 'huawei.update-vpn-connection/vpn_connection/psk#*';
    const { stdout } = await runCli(['run', '--clause', clause, '--plan=full'], { cwd: folder });
    expect(stdout).toContain('\\"psk\\":\\"[redacted]\\"'.replaceAll('\\', ''));
    expect(stdout.replaceAll('"psk":"[redacted]"', '')).not.toMatch(/"psk":"[^"]/);
  });
  it('refuses another word', async () => {
    const { code, stderr } = await runCli(['run', ...toy, '--plan=all'], { cwd: folder });
    expect([code, stderr]).toEqual([2, "vpn-conformance: --plan takes full or nothing, not 'all'\n"]);
  });
});

describe('a run that may change nothing', () => {
  it('has no update taken but the one with the stored values', async () => {
    const { changed, intercept } = countingChanges();
    await withReference({ intercept }, async ({ url }) => {
      const before = await stateOf(url);
      const { code } = await runCli(['run', ...toy, '--no-mutate', '--url', url, '--output', 'careful'], {
        cwd: folder,
      });
      expect([code, await stateOf(url)]).toEqual([0, before]);
    });
    expect([...new Set(changed)]).toEqual([
      JSON.stringify({ link_id: 'link-1', name: 'edge', mtu: 1500, mode: 'fast' }),
    ]);
    const report = readReport(path.join(folder, 'careful'));
    expect(report.totals).toMatchObject({ fail: 0, inconclusive: 0 });
    expect(
      report.operations[0]?.clauses.filter(({ verdict }) => verdict === 'skipped').map(({ reason }) => reason),
    ).toContain('what shows it would change the resource; --mutate sends it');
  });
  it('writes the stored values back at once when the target takes what it should refuse', async () => {
    const lax = toyContract();
    const name = lax.update.request.properties?.['name'];
    const served = {
      ...lax,
      update: {
        ...lax.update,
        request: {
          ...lax.update.request,
          properties: { ...lax.update.request.properties, name: { ...name, maxLength: 99 } },
        },
      },
    };
    await withReference({ contracts: [served] }, async ({ url }) => {
      const before = await stateOf(url);
      const { code } = await runCli(['run', ...toy, '--no-mutate', '--url', url, '--output', 'lax'], { cwd: folder });
      expect([code, await stateOf(url)]).toEqual([1, before]);
    });
    expect(readReport(path.join(folder, 'lax')).causes.map(({ minimal }) => minimal.clause)).toContain(
      'acme.update-link/name#length',
    );
  });
});

describe('--restore', () => {
  it('leaves every fixture as it was, and says nothing of it', async () => {
    await withReference({}, async ({ url }) => {
      const before = await Promise.all([stateOf(url), stateOf(url, 'link-2')]);
      const { code, stderr } = await runCli(['run', ...toy, '--restore', '--url', url, '--output', 'restored'], {
        cwd: folder,
      });
      expect([code, stderr.includes('restored')]).toEqual([0, false]);
      expect(await Promise.all([stateOf(url), stateOf(url, 'link-2')])).toEqual(before);
    });
  });
  it.each([
    ['', []],
    [', in a thread as well', [loadOperation('otc.update-vpn-connection')]],
  ])('names what it cannot bring back before it changes anything%s', async (_, others) => {
    const huawei = loadOperation('huawei.update-vpn-connection');
    const contracts = [huawei, ...others];
    const told = path.join(folder, 'told.txt');
    const toldAtUpdates: string[] = [];
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { role, request, contract }) => {
      // Before that stored values are written back, to see what of them the target takes.
      if (contract.id === huawei.id && role === 'update' && valueAt(request, '/vpn_connection/psk') !== undefined)
        toldAtUpdates.push(readFileSync(told, 'utf8'));
      return answer;
    };
    await withReference({ contracts, intercept }, async ({ url }) => {
      const stderr = openSync(told, 'w');
      const flags = [
        '--url',
        url,
        '--restore',
        ...contracts.flatMap(({ id }) => ['--clause', `${id}/vpn_connection/psk#length`]),
        '--output',
        'told',
      ];
      const child = spawn(process.execPath, [path.join(packageRoot, 'dist/cli/main.js'), 'run', ...flags], {
        cwd: folder,
        stdio: ['ignore', 'ignore', stderr],
      });
      await once(child, 'close');
      closeSync(stderr);
    });
    expect(toldAtUpdates[0]).toMatch(
      /^huawei\.update-vpn-connection: .*may be overwritten, .* fixtures? policy[^:]*: \/vpn_connection\/psk\n/m,
    );
  });
  it('restores a fixture although checks failed', async () => {
    let broken = false;
    await withReference(
      {
        intercept: (answer, { role }) =>
          role === 'update' && !broken && answer.status === 400 ? { ...answer, status: 500 } : answer,
      },
      async ({ url }) => {
        const before = await stateOf(url);
        const { code } = await runCli(['run', ...toy, '--restore', '--url', url, '--output', 'failed'], {
          cwd: folder,
        });
        broken = true;
        expect([code, await stateOf(url)]).toEqual([1, before]);
      },
    );
  });
  it('tells, with the request to send by hand, what could not be restored', async () => {
    let accepted = 0;
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { role, isAccepted, before, overwrite }) => {
      if (role !== 'update' || !isAccepted) return answer;
      accepted += 1;
      if (accepted < 4) return answer;
      // From now on nothing is stored any more.
      overwrite(before);
      return { status: 400, headers: answer.headers, body: { code: 'Closed', message: 'no' } };
    };
    await withReference({ intercept }, async ({ url }) => {
      const { stderr } = await runCli(
        ['run', ...toy, '--clause', 'acme.update-link/name#length', '--restore', '--url', url, '--output', 'lost'],
        {
          cwd: folder,
        },
      );
      const told = 'could not be restored: the update was answered with status 400 Closed';
      expect(stderr.replace(/ and is "[^"]+"/, '')).toContain(
        `${told}; /name was "edge"; restore it by hand with: curl -i -X PUT ${url}/v1/links/link-1`,
      );
      const report = readReport(path.join(folder, 'lost'));
      expect(report.completion).toMatchObject({ state: 'interrupted', problem: expect.stringContaining(told) });
    });
  });
  it('changes nothing where no snapshot can be taken', async () => {
    const { changed, intercept } = countingChanges();
    await withReference(
      {
        intercept: (answer, context) =>
          context.role === 'read-back' ? { status: 404, headers: {}, text: '' } : intercept(answer, context),
      },
      async ({ url }) => {
        const { code } = await runCli(['run', ...toy, '--restore', '--url', url, '--output', 'blind'], { cwd: folder });
        expect([code, changed]).toEqual([3, []]);
      },
    );
    expect(
      readReport(path.join(folder, 'blind')).operations[0]?.clauses.find(({ id }) => id.endsWith('/name#length'))
        ?.reason,
    ).toContain('could not be restored: no read-back shows what it is like');
  });
});

describe.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a run that gets %s in the middle of a mutating check',
  (signal) => {
    it('leaves the fixture as it was, a journal that can be read, and a report', async () => {
      let updates = 0;
      let kill = (): void => undefined;
      const intercept: NonNullable<ReferenceOptions['intercept']> = (answer, { role, isAccepted }) => {
        if (role === 'update' && isAccepted) updates += 1;
        if (updates !== 9) return answer;
        updates += 1;
        // npm passes on what the terminal has sent already.
        kill();
        kill();
        return answer;
      };
      await withReference({ intercept }, async ({ url }) => {
        const before = await stateOf(url);
        const running = startCli(['run', ...toy, '--restore', '--url', url, '--output', signal], { cwd: folder });
        kill = () => void running.process.kill(signal);
        const { code, stderr } = await running.result;
        expect([code, await stateOf(url)]).toEqual([3, before]);
        expect(stderr).toContain('interrupted: nothing more is checked');
      });
      const output = path.join(folder, signal);
      const { entries, torn } = readJournal(readFileSync(path.join(lastRun(output), 'journal.jsonl'), 'utf8'));
      expect([torn, entries.at(-1)]).toEqual([
        false,
        expect.objectContaining({ type: 'end', problem: 'interrupted by the user' }),
      ]);
      expect(buildReport(entries)).toEqual(readReport(output));
      expect(JSON.parse(readFileSync(path.join(lastRun(output), 'restorations.json'), 'utf8'))).toContainEqual(
        expect.objectContaining({ fixture: 'plain', outcome: 'restored' }),
      );
      expect(readEntries(output).filter(({ type }) => type === 'result').length).toBeGreaterThan(1);
    });
  },
);

describe('the limits of a run', () => {
  it.each([40, 7])('are a budget of %i requests, read-backs included, that is never exceeded', async (budget) => {
    await withReference({}, async (reference) => {
      const { code } = await runCli(
        ['run', ...toy, '--max-requests', String(budget), '--url', reference.url, '--output', `budget-${budget}`],
        { cwd: folder },
      );
      expect([code, reference.requests]).toEqual([3, budget]);
    });
    const report = readReport(path.join(folder, `budget-${budget}`));
    const reasons =
      report.operations[0]?.clauses.filter(({ verdict }) => verdict === 'inconclusive').map(({ reason }) => reason) ??
      [];
    expect(reasons.length).toBeGreaterThan(5);
    expect(
      reasons.filter((reason) => reason?.includes(`the budget of ${budget} requests is used up`)).length,
    ).toBeGreaterThan(reasons.length / 2);
  });
  it('are a rate that no second exceeds', async () => {
    const at: number[] = [];
    const intercept: NonNullable<ReferenceOptions['intercept']> = (answer) => {
      at.push(performance.now());
      return answer;
    };
    await withReference({ intercept }, async ({ url }) => {
      await runCli(['run', ...toy, '--rate', '20', '--max-requests', '40', '--url', url, '--output', 'rate'], {
        cwd: folder,
        isRealTime: true,
      });
    });
    expect(at.length).toBeGreaterThan(30);
    // Requests are sent evenly; what they take to arrive differs by some milliseconds.
    for (const start of at)
      expect(at.filter((time) => time >= start && time < start + 950).length).toBeLessThanOrEqual(21);
  });
  it.each([
    [['--rate', '0'], '--rate takes requests per second'],
    [['--rate', 'fast'], '--rate takes requests per second'],
    [['--max-requests', '0'], '--max-requests takes a whole number'],
    [['--max-requests', '10', '--restore'], 'leaves none for checks: 24 are kept for restoring 2 fixtures'],
  ])('are refused as %j in one line', async (flags, told) => {
    const { code, stdout, stderr } = await runCli(['run', ...toy, ...flags], { cwd: folder });
    expect([code, stdout, stderr.split('\n').length]).toEqual([2, '', 2]);
    expect(stderr).toContain(told);
  });
});
