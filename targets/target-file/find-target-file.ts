import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';

/** Endings of target files that are read. */
const readable: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'];

/** Names of target files that are found without being named, in the order they are looked for. */
const targetFileNames: readonly string[] = readable.map((extension) => `conformance.config.${extension}`);

/**
 * Names that somebody may have given to a target file: other endings, none, copies, and other spellings of
 * `conformance.config`.
 */
const lookalikes: readonly RegExp[] = [
  /^\.?(?:vpn[-_.]?)?conformance[-_.]?(?:conf|config|configuration|cfg|rc|target)(?:[-_.~].*)?$/i,
  /^\.vpn-?conformance(?:\..*)?$/i,
  /^\.?(?:vpn-)?conformance\.(?:json[5c]?|ya?ml|ymal|toml|ini)$/i,
];

/** Files that tests and builds leave, whatever they are about. */
const others = /\.(?:test|spec|suite|d)\.[cm]?[jt]sx?$|\.(?:md|txt|log|html?|xml|map|lock)$/i;

/** A target file to which an editor has added an ending that the desktop does not show. */
const hiddenEnding = /\.(?:[cm]?[jt]s|json|ya?ml)\.txt$/i;

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [] : [entry.name]));
  } catch {
    return [];
  }
}

function looksLikeOne(name: string): boolean {
  return (hiddenEnding.test(name) || !others.test(name)) && lookalikes.some((pattern) => pattern.test(name));
}

/** Whether a file is a copy that an editor or a person keeps beside the one in use. */
function isCopy(name: string): boolean {
  return /(?:~|\.(?:bak|orig|old|swp|tmp|sample|example|template|dist))(?:\.|$)/i.test(name);
}

/**
 * The target file of a folder; undefined when it has none. A file that looks like one is read or refused: to pass it
 * over would test something else.
 * @throws ConfigurationError `target-file-ambiguous` when there are several, `target-file-unread` when there is one
 * whose name is none of those that are read
 */
export function findTargetFile(folder: string): string | undefined {
  const found = targetFileNames.filter((name) => existsSync(path.join(folder, name)));
  const [file] = found;
  const alike = filesIn(folder).filter((name) => !found.includes(name) && looksLikeOne(name));
  const other = found[1] ?? alike.find((name) => !isCopy(name));
  if (file !== undefined && other !== undefined)
    throw new ConfigurationError('target-file-ambiguous', `both ${file} and ${other} are here; name one with --target`);
  const unread = file === undefined ? (other ?? alike[0]) : undefined;
  if (unread !== undefined)
    throw new ConfigurationError(
      'target-file-unread',
      `${unread} looks like a target file and is not read under that name; call it conformance.config.{${readable.join(',')}}, or name it with --target`,
    );
  return file;
}

/** Folders below the working folder in which target files are kept. */
const below: readonly string[] = ['.config', 'config', 'conformance', 'test', 'tests'];

/**
 * A target file near a folder that has none: in a folder above it, up to that of the repository, or in a usual one
 * below; undefined when none is in sight.
 */
export function targetFileInSight(folder: string): string | undefined {
  const isOne = (name: string): boolean => targetFileNames.includes(name) || looksLikeOne(name);
  const start = path.resolve(folder);
  const places = below.map((name) => path.join(start, name));
  for (let place = start; !existsSync(path.join(place, '.git')) && place !== path.dirname(place); ) {
    place = path.dirname(place);
    places.push(place);
  }
  for (const place of places) {
    const [name] = filesIn(place).filter(isOne);
    if (name !== undefined) return path.relative(start, path.join(place, name));
  }
  return undefined;
}
