import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from './package-root.js';

/** Where the build leaves the kit's own documents, parsed and found valid: JSON texts by `readyKey`. */
export const readyFile: string = path.join(packageRoot, 'dist', 'specs', 'ready.json');

const ownFolders = ['specs', 'requirements'].map((folder) => path.join(packageRoot, folder) + path.sep);
let ready: Readonly<Record<string, string>> | undefined;

/**
 * Names a document by all that reading it depends on: its text, and the schema it has to keep. One that was edited
 * since has another name.
 */
function readyKey(text: string, schemaFile: string | undefined): string {
  const schema = schemaFile === undefined ? '' : readFileSync(path.join(packageRoot, schemaFile), 'utf8');
  return createHash('sha256').update(schema).update('\0').update(text).digest('base64url');
}

/** The documents of the kit that were read so far and are valid, as JSON texts by name. */
export const usedDocuments: Map<string, string> = new Map<string, string>();

/** A valid document as its parser gives it: for one of the kit's own, what the build has left of it. */
export function readyOr<Value>(file: string, text: string, schemaFile: string | undefined, parse: () => Value): Value {
  const place = path.resolve(file);
  if (!ownFolders.some((folder) => place.startsWith(folder))) return parse();
  ready ??= existsSync(readyFile)
    ? (JSON.parse(readFileSync(readyFile, 'utf8')) as Readonly<Record<string, string>>)
    : {};
  const key = readyKey(text, schemaFile);
  const known = ready[key];
  const value = known === undefined ? parse() : (JSON.parse(known) as Value);
  usedDocuments.set(key, known ?? JSON.stringify(value));
  return value;
}
