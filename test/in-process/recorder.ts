import type { VitestFunctions } from '../../in-process/define-conformance.js';

/** What became of a test. */
export interface Outcome {
  readonly name: string;
  readonly error?: string;
  readonly isSkipped?: true;
}

type Step = (context?: { readonly skip: () => void }) => unknown;

/** Stands for vitest: keeps what is registered, and runs it. */
export class Recorder {
  readonly #before: Step[] = [];
  readonly #after: Step[] = [];
  readonly #tests: { readonly name: string; readonly step: Step }[] = [];

  readonly functions: VitestFunctions = JSON.parse('{}');

  constructor() {
    Object.assign(this.functions, {
      beforeAll: (step: Step) => this.#before.push(step),
      afterAll: (step: Step) => this.#after.push(step),
      describe: (_: string, ...rest: readonly unknown[]) => callLast(rest),
      test: (name: string, ...rest: readonly unknown[]) =>
        this.#tests.push({ name, step: (context) => callLast(rest, context) }),
    });
  }

  async run(): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const step of this.#before) await step();
    for (const { name, step } of this.#tests) {
      let isSkipped = false;
      const skip = (): void => {
        isSkipped = true;
      };
      try {
        await step({ skip });
        outcomes.push(isSkipped ? { name, isSkipped } : { name });
      } catch (error) {
        outcomes.push({ name, error: error instanceof Error ? error.message : String(error) });
      }
    }
    for (const step of this.#after) await step();
    return outcomes;
  }
}

function callLast(given: readonly unknown[], context?: unknown): unknown {
  const last = given.at(-1);
  return typeof last === 'function' ? last(context) : undefined;
}
