import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestModule } from 'vitest/node';
import type { Reporter } from 'vitest/reporters';

/** A test file and what it took, in seconds. */
export interface FileCost {
  readonly file: string;
  /** CPU of the worker and of the processes it started. */
  readonly cpu: number;
  /** By the clock. */
  readonly wall: number;
}

/** Writes the cost of each test file, the highest first, as JSON to the file that `CPU_OF_TESTS` names. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class CpuReporter implements Reporter {
  readonly #costs: FileCost[] = [];

  onTestModuleEnd(module: TestModule): void {
    const { duration } = module.diagnostic();
    this.#costs.push({
      file: path.relative(process.cwd(), module.moduleId),
      cpu: module.meta().cpuSeconds ?? 0,
      wall: duration / 1000,
    });
  }

  onTestRunEnd(): void {
    const place = process.env['CPU_OF_TESTS'];
    if (place !== undefined)
      writeFileSync(
        place,
        JSON.stringify(
          this.#costs.sort((a, b) => b.cpu - a.cpu),
          null,
          1,
        ),
      );
  }
}
