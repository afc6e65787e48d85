import { describe, expect, it } from 'vitest';
import { createProgress, type ProgressOptions } from '../../../cli/output/progress.js';
import { finding, operation, result } from '../../reports/sample-journal.js';

type Weight = ProgressOptions['clauses'] extends ReadonlyMap<string, infer Own> ? Own : never;

const weight: Weight = { level: 'must', basis: 'stated' };

function progressOf(more: Partial<ProgressOptions> = {}): {
  readonly written: string[];
  readonly progress: ReturnType<typeof createProgress>;
  wait(milliseconds: number): void;
} {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({
    write: (text) => written.push(text),
    terminal: false,
    width: 80,
    now: () => now,
    clauses: new Map<string, Weight>([
      [`${operation}/name#length`, weight],
      [`${operation}/mtu#range`, weight],
      [`${operation}/hint`, { ...weight, level: 'should' }],
    ]),
    strict: false,
    ...more,
  });
  return {
    written,
    progress,
    wait: (milliseconds) => {
      now += milliseconds;
    },
  };
}

describe('progress where nothing can be drawn over', () => {
  it('tells the state every few seconds: share, rate, time gone and left; and the end of an operation', () => {
    const { written, progress, wait } = progressOf({ width: 120 });
    progress.planned(operation, 10);
    for (let done = 0; done < 10; done += 1) {
      wait(2000);
      progress.result(result({ requests: 20 }));
    }
    expect(written[0]).toBe(`[######..............] 3/10, 10 requests/s, 6 s, about 14 s left, ${operation}\n`);
    expect(written.at(-1)).toBe(`${operation} 10/10\n`);
    expect(written).toHaveLength(4);
  });
  it('tells a failure when it is found, each clause once, and nothing of what does not fail', () => {
    const { written, progress } = progressOf();
    progress.planned(operation, 9);
    const wrong = finding('/name#length', { change: '/name: "a" → ""' });
    progress.result(result({ findings: [wrong, wrong, finding('/hint'), finding('/unknown')] }));
    progress.result(result({ findings: [wrong, finding('/mtu#range', { outcome: 'undecided' })] }));
    expect(written).toEqual([`FAIL ${operation}/name#length: /name: "a" → ""\n`]);
    expect([...progress.failed]).toEqual([`${operation}/name#length`]);
  });
  it('tells no more than twenty, and that there are more', () => {
    const ids = Array.from({ length: 30 }, (_, index) => `/m${index}`);
    const { written, progress } = progressOf({ clauses: new Map(ids.map((id) => [`${operation}${id}`, weight])) });
    progress.planned(operation, 2);
    progress.result(result({ findings: ids.map((id) => finding(id)) }));
    expect(written.filter((text) => text.startsWith('FAIL'))).toHaveLength(20);
    expect(written.at(-1)).toBe('further failures: see the summary\n');
    expect(progress.failed.size).toBe(30);
  });
  it('counts what is not strict as failed with --strict', () => {
    const { progress } = progressOf({ strict: true });
    progress.planned(operation, 2);
    progress.result(result({ findings: [finding('/hint')] }));
    expect(progress.failed.size).toBe(1);
  });
});

describe('progress on a terminal', () => {
  it('draws one line over and over that fits the width, and takes it away at the end', () => {
    const { written, progress, wait } = progressOf({ terminal: true, width: 40 });
    progress.planned(operation, 50);
    for (let done = 0; done < 50; done += 1) {
      wait(200);
      progress.result(result({ requests: 3 }));
    }
    progress.stop();
    expect(written.every((text) => text.startsWith('\r\u001b[2K'))).toBe(true);
    expect(Math.max(...written.map((text) => text.slice(5).length))).toBeLessThan(40);
    expect(written.join('')).not.toContain('\n');
    expect(written.at(-1)).toBe('\r\u001b[2K');
  });
  it('lets nothing of the target begin a line or move the cursor', () => {
    const { written, progress } = progressOf({ terminal: true, width: 400 });
    progress.planned(operation, 2);
    progress.result(result({ findings: [finding('/name#length', { change: 'x\n::error::\u001b[2J' })] }));
    expect(written[0]?.slice(0, 9)).toBe('\r\u001b[2KFAIL');
    expect(written[0]?.slice(9, -1)).toMatch(/^[ -~→]*$/);
  });
});
