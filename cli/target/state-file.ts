import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import type { StandInControl } from '../../targets/reference/control/control.js';

/**
 * Writes what a stand-in holds into a file: a reader finds the former content or the new one. The user alone may read
 * it, as it holds keys.
 */
export function writeState(file: string, control: StandInControl): void {
  const states: Record<string, Record<string, unknown>> = {};
  for (const { operation, fixture, state } of control.resources())
    states[operation] = { ...states[operation], [fixture]: state };
  const fresh = `${file}.new`;
  try {
    writeFileSync(fresh, `${JSON.stringify(states, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(fresh, file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigurationError('state-unwritable', `--state: ${file} cannot be written: ${reason}`, { cause });
  }
}

/**
 * Gives a stand-in what the file holds of it; resources that are no longer there are passed over. A file that is not
 * there yet holds nothing.
 * @throws ConfigurationError `state-malformed`
 */
export function readState(file: string, control: StandInControl): void {
  if (!existsSync(file)) return;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new ConfigurationError('state-malformed', `--state: ${file} holds no JSON; remove it to begin anew`, {
      cause,
    });
  }
  for (const [operation, fixtures] of isObject(content) ? Object.entries(content) : [])
    for (const [fixture, state] of isObject(fixtures) ? Object.entries(fixtures) : [])
      control.set(operation, fixture, state);
}
