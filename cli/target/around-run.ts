import { ConfigurationError } from '../../contract/errors.js';
import { schemaProblem } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';
import type { CommandOutput, ModuleFunction } from '../../generated/target-file.js';
import { runCommandOf, shownCommand } from '../../targets/auth/command.js';
import { callModuleFunction } from '../../targets/auth/module-function.js';
import { readTargetFile } from '../../targets/target-file/read-target-file.js';
import type { Console } from '../process/console.js';
import { type TargetOptions, targetFileOf } from './resolve-target.js';

/** In bytes. */
const longestOutput = 1024 * 1024;

function isStep(value: unknown): value is CommandOutput | ModuleFunction {
  return isObject(value) && ('command' in value || 'module' in value);
}

function fail(name: string, problem: string): never {
  throw new ConfigurationError(`${name}-failed`, `${name} of the target file ${problem}`);
}

/** What a step prints or gives. @throws ConfigurationError `setup-failed`, `teardown-failed`, `function-failed` */
async function outcomeOf(name: string, step: CommandOutput | ModuleFunction): Promise<unknown> {
  if ('module' in step) return callModuleFunction(step);
  const outcome = await runCommandOf(step, longestOutput, `${longestOutput} bytes`);
  if ('problem' in outcome) return fail(name, `${outcome.problem}; run it by hand to see why: ${shownCommand(step)}`);
  try {
    return outcome.printed.trim() === '' ? {} : JSON.parse(outcome.printed);
  } catch {
    return name === 'setup' ? fail(name, 'printed no JSON object; what is for people belongs on standard error') : {};
  }
}

function variablesOf(given: unknown): Readonly<Record<string, string>> {
  if (given === undefined || given === null) return {};
  if (!isObject(given)) return fail('setup', 'gave no object of texts');
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || !(typeof value === 'string' || typeof value === 'number'))
        return fail('setup', `gave ${JSON.stringify(name)}, which is no variable with a text or a number`);
      return [name, String(value)];
    }),
  );
}

/**
 * Runs the setup of a target file, then `work`, then its teardown, whatever became of `work`. What setup gives is set
 * as environment variables, which the file refers to and threads are given. Gives the exit code of `work`, or 3 where
 * only teardown failed: something may be left behind.
 * @throws ConfigurationError
 */
export async function aroundRun(flags: TargetOptions, console: Console, work: () => Promise<number>): Promise<number> {
  const file = targetFileOf(flags);
  // A file that does not go with the flags is refused by `work`, and nothing is run of one that will be refused.
  const content = file === undefined || flags.url !== undefined ? undefined : await readTargetFile(file);
  const isRight = schemaProblem('targets/target-file.schema.json', content) === undefined;
  const { setup, teardown } = isRight && isObject(content) ? content : {};
  let code: number | undefined;
  let isClean = true;
  try {
    if (isStep(setup)) Object.assign(process.env, variablesOf(await outcomeOf('setup', setup)));
    code = await work();
  } finally {
    try {
      if (isStep(teardown)) await outcomeOf('teardown', teardown);
    } catch (error) {
      isClean = false;
      console.error(`${error instanceof Error ? error.message : String(error)}; what setup created may be left\n`);
    }
  }
  return isClean || code !== 0 ? code : 3;
}
