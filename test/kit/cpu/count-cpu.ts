/** A setup file of vitest: leaves with each test file how much CPU it took, loading included, for `CpuReporter`. */
import { afterAll } from 'vitest';
import { cpuSeconds } from './cpu-seconds.js';

declare module 'vitest' {
  interface TaskMeta {
    cpuSeconds?: number;
  }
}

const before = cpuSeconds();
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from it
afterAll(({}, file) => {
  file.meta.cpuSeconds = cpuSeconds() - before;
});
