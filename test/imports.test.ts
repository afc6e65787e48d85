import { describe, expect, it } from 'vitest';
import { packageRoot } from '../contract/load/package-root.js';
import { readSources } from '../scripts/source-imports.js';
import { importProblems, rooms } from './import-rules.js';

describe('the rules of imports', () => {
  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'a target that imports a domain',
      { 'targets/a.ts': "import { b } from '../properties/b.js';" },
      ['targets/a.ts may not import properties/b.ts'],
    ],
    [
      'a target that imports the type of a check',
      { 'targets/a.ts': "import type { b } from '../suites/b.js';" },
      ['targets/a.ts may not import suites/b.ts'],
    ],
    [
      'a spec that imports anything',
      { 'contract/a.ts': "export { b } from '../reports/b.js';" },
      ['contract/a.ts may not import reports/b.ts'],
    ],
    [
      'a suite that imports a target late',
      { 'suites/a.ts': "await import('../targets/b.js');" },
      ['suites/a.ts may not import targets/b.ts'],
    ],
    [
      'a report that names the type of a suite',
      { 'reports/a.ts': "let a: import('../suites/b.js').B;" },
      ['reports/a.ts may not import suites/b.ts'],
    ],
    [
      'a room that imports the command line',
      { 'reports/a.ts': "import '../cli/b.js';" },
      ['reports/a.ts may not import cli/b.ts'],
    ],
    [
      'a product file that imports a test',
      { 'cli/a.ts': "import { b } from '../test/b.js';" },
      ['cli/a.ts may not import test/b.ts'],
    ],
    [
      'values from generated code',
      { 'contract/a.ts': "import { b } from '../generated/b.js';" },
      ['contract/a.ts imports more than types from generated/b.ts'],
    ],
    [
      'the internals of another folder',
      { 'reports/a.ts': "import { b } from './b/_internals/c.js';" },
      ['reports/a.ts may not import reports/b/_internals/c.ts, which is private to reports/b'],
    ],
    [
      'a circle of types',
      {
        'properties/a.ts': "import type { b } from './b.js';",
        'properties/b.ts': "import { c } from './c.js';",
        'properties/c.ts': "import { a } from './a.js';",
      },
      ['properties/a.ts → properties/b.ts → properties/c.ts → properties/a.ts'],
    ],
    ['a default export', { 'contract/a.ts': 'export default 1;' }, ['contract/a.ts has a default export']],
    [
      'a default function',
      { 'contract/a.ts': 'export default function a() {}' },
      ['contract/a.ts has a default export'],
    ],
    [
      'a renamed default export',
      { 'contract/a.ts': 'const a = 1; export { a as default };' },
      ['contract/a.ts has a default export'],
    ],
    ['console outside the command line', { 'reports/a.ts': 'console.log(1);' }, ['reports/a.ts uses console']],
    [
      'a check that waits by itself',
      { 'suites/a.ts': "import { setTimeout } from 'node:timers/promises';" },
      [
        'suites/a.ts imports node:timers/promises; time is handed in',
        'suites/a.ts looks at a clock; time is handed in',
      ],
    ],
    ...['Date.now()', 'new Date()', 'Date.now', 'performance.now()', 'setTimeout(f, 1)', 'process.hrtime.bigint()'].map(
      (text): [string, Readonly<Record<string, string>>, readonly string[]] => [
        `a check that looks at a clock by ${text}`,
        { 'suites/a.ts': `use(${text});` },
        ['suites/a.ts looks at a clock; time is handed in'],
      ],
    ),
    [
      'a target that looks at a clock',
      { 'targets/reference/a.ts': 'use(Date.now());' },
      ['targets/reference/a.ts looks at a clock; time is handed in'],
    ],
    [
      'a judge that knows the session',
      { 'suites/judges/a.ts': "import type { b } from '../session/b.js';" },
      ['suites/judges/a.ts may not import suites/session/b.ts, which stands no floor below it'],
    ],
    [
      'a neighbour on the same floor',
      { 'suites/exchange/a.ts': "import { b } from '../secrets/b.js';" },
      ['suites/exchange/a.ts may not import suites/secrets/b.ts, which stands no floor below it'],
    ],
    [
      'a folder that stands on no floor',
      { 'reports/new/a.ts': "import { b } from '../render/b.js';" },
      ['reports/new stands on no floor of test/import-rules.ts'],
    ],
    ['a file called helpers', { 'reports/url-helpers.ts': '' }, ['reports/url-helpers.ts says nothing by its name']],
    ['a folder called utils', { 'reports/utils/a.ts': '' }, ['reports/utils/a.ts says nothing by its name']],
  ])('refuse %s', (_, files, problems) => {
    expect(importProblems(new Map(Object.entries(files)))).toEqual(problems);
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    [
      'generated types',
      { 'reports/a.ts': "import type { b } from '../generated/b.js'; import { type c } from '../generated/c.js';" },
    ],
    [
      'rooms below',
      {
        'suites/a.ts':
          "import { b } from '../properties/b.js'; import { c } from '../contract/c.js'; import fc from 'fast-check';",
      },
    ],
    [
      'everything, for the command line',
      { 'cli/a.ts': "import '../targets/b.js'; import '../suites/c.js'; import '../reports/d.js'; console.log(1);" },
    ],
    [
      'a room and its own internals',
      {
        'reports/b/a.ts': "import { b } from './_internals/c.js';",
        'reports/b/_internals/c.ts': "import { d } from './d.js';",
      },
    ],
    [
      'the place where time is made, and dates of other times',
      {
        'targets/transport/process-timing.ts': "import { setTimeout } from 'node:timers/promises';",
        'suites/a.ts': 'use(new Date(0), Date.parse(text));',
      },
    ],
    [
      'a diamond',
      {
        'properties/a.ts': "import './b.js'; import './c.js';",
        'properties/b.ts': "import './d.js';",
        'properties/c.ts': "import './d.js';",
      },
    ],
    ['a floor below', { 'suites/trials/a.ts': "import { b } from '../judges/b.js'; import type { c } from './c.js';" }],
    ['words that only contain a banned one', { 'contract/commonwealth.ts': '' }],
  ])('allow %s', (_, files) => {
    expect(importProblems(new Map(Object.entries(files)))).toEqual([]);
  });

  it('are kept by every file of the product', () => {
    const sources = readSources(packageRoot, rooms);
    expect(rooms.filter((room) => ![...sources.keys()].some((file) => file.startsWith(room)))).toEqual([]);
    expect(importProblems(sources)).toEqual([]);
  });
});
