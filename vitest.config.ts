import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { LongestFirst } from './test/kit/longest-first.js';

const commandLine = 'test/cli/**/*.test.ts';
/** Whole runs against lawful variations and against implementations by others: `npm run test:wide`, and in CI. */
const wide = ['test/independent/**/*.test.ts', 'test/matrix/**/*.test.ts'];

const config: ViteUserConfig = defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Much of a test's time is waiting for targets that settle, hang or are slow on purpose.
    maxWorkers: 3,
    // No test changes what modules hold; loading them once for each worker instead of once for each file takes a third
    // off.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    setupFiles: 'test/kit/cpu/count-cpu.ts',
    projects: [
      { extends: true, test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: [commandLine, ...wide] } },
      { extends: true, test: { name: 'wide', include: wide, testTimeout: 180_000 } },
      {
        extends: true,
        test: {
          name: 'cli',
          include: [commandLine, 'examples/**/*.test.mjs'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          globalSetup: 'test/cli/build-kit.ts',
        },
      },
    ],
  },
});

export default config;
