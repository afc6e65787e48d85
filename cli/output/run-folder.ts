import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';

/**
 * Name beside the run folders that leads to the one of the last run that was started: a link or, where there can be
 * none, a file that holds its name.
 */
const latest = 'latest';

/** Where runs make their folders unless another place is named. */
export const usualOutput = 'conformance-report';

/** The file that makes a folder one of a run. */
export const journalName = 'journal.jsonl';

/** Puts something in place at once: whoever looks finds what was there before or what is there now. */
function replace(made: string, place: string): void {
  try {
    renameSync(made, place);
  } catch (error) {
    // A folder of that name is somebody's; a link to one must be taken away first on some systems.
    if (lstatSync(place, { throwIfNoEntry: false })?.isDirectory() !== false) throw error;
    rmSync(place);
    renameSync(made, place);
  }
}

/** Lets `latest` lead to a run folder. A convenience: a run does not fail for it. */
function pointLatest(output: string, name: string): void {
  const made = path.join(output, `.${latest}-${name}`);
  try {
    try {
      // What Windows calls a junction needs no rights, but an absolute path; elsewhere the folder may be moved as a
      // whole.
      if (process.platform === 'win32') symlinkSync(path.resolve(output, name), made, 'junction');
      else symlinkSync(name, made);
    } catch {
      writeFileSync(made, `${name}\n`);
    }
    replace(made, path.join(output, latest));
  } catch {
    rmSync(made, { force: true });
  }
}

/**
 * Makes a folder of its own for a run below `output`, named after its start and an id (no colons: Windows has none),
 * and lets `latest` lead to it unless there is nothing to be reported of it.
 * @throws ConfigurationError `output-unwritable`
 */
export function createRunFolder(
  output: string,
  startedAt: Date,
  id: string,
  { isReported = true }: { readonly isReported?: boolean } = {},
): string {
  const name = `${startedAt
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')}-${id}`;
  const folder = path.join(output, name);
  try {
    mkdirSync(output, { recursive: true });
    // Not recursive: a folder that is there already belongs to another run.
    mkdirSync(folder);
    writeFileSync(path.join(folder, journalName), '');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unknown reason';
    throw new ConfigurationError(
      'output-unwritable',
      `cannot write to ${output}: ${reason}; choose another folder with --output`,
      { cause },
    );
  }
  if (isReported) pointLatest(output, name);
  return folder;
}

/**
 * The run folder that a path names: itself, where `latest` leads from it, or what a file `latest` names; undefined when
 * there is none.
 */
export function runFolderAt(place: string): string | undefined {
  if (existsSync(path.join(place, journalName))) return place;
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return runFolderAt(path.join(place, latest));
  if (found?.isFile() !== true || path.basename(place) !== latest) return undefined;
  const named = path.join(path.dirname(place), readFileSync(place, 'utf8').trim());
  return existsSync(path.join(named, journalName)) ? named : undefined;
}

/** Whether a folder is named as those of runs are. */
export function isRunFolder(folder: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[0-9a-f]{6}$/.test(path.basename(folder));
}
