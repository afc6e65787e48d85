import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { costLines, costProblems, mostCpu } from './cost-problems.js';
import { cpuSeconds } from './cpu-seconds.js';

const cheap = { file: 'test/a.test.ts', cpu: 0.4, wall: 300 };
const dear = { file: 'test/b.test.ts', cpu: mostCpu + 1, wall: 1 };

describe('what test files cost', () => {
  it('is too much by CPU, not by the clock', () => {
    expect(costProblems([cheap, dear])).toEqual([expect.stringMatching(/^test\/b\.test\.ts takes 121 s of CPU, /)]);
    expect(costProblems([cheap])).toEqual([]);
  });
  it('is not known where nobody counted', () => {
    expect(costProblems([{ ...cheap, cpu: 0 }])).toHaveLength(1);
    expect(costProblems([])).toHaveLength(1);
  });
  it('is printed for the ten dearest', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ ...cheap, file: `test/${index}.test.ts`, cpu: index }));
    const lines = costLines(many);
    expect([lines.length, lines[0], lines[1]]).toEqual([
      11,
      '66 s of CPU in 12 test files; the dearest:',
      '11.0 s (300.0 s by the clock) test/11.test.ts',
    ]);
  });
  it.skipIf(process.platform !== 'linux')('counts what the children of a process did', () => {
    const before = cpuSeconds();
    const { user, system } = process.cpuUsage();
    execFileSync(process.execPath, ['-e', 'const end = Date.now() + 150; while (Date.now() < end);']);
    const own = process.cpuUsage({ user, system });
    expect(cpuSeconds() - before - (own.user + own.system) / 1e6).toBeGreaterThan(0.02);
  });
});
