import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { distance } from 'fastest-levenshtein';
import { parseDocument } from 'yaml';
import { ConfigurationError } from '../errors.js';
import { oneLine } from './one-line.js';
import { packageRoot } from './package-root.js';
import { readyOr } from './ready-documents.js';

// Each schema is used once or twice a run: code that is faster to make than to run.
const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true, code: { optimize: false } });
ajv.addFormat('regex', (text: string) => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
});
const validators = new Map<string, ValidateFunction>();

function schemaValidator(file: string): ValidateFunction {
  let validate = validators.get(file);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(readFileSync(path.join(packageRoot, file), 'utf8')));
    validators.set(file, validate);
  }
  return validate;
}

/** The candidate closest to `word`, if it is close enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}

function explain(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'at the top' : `at ${error.instancePath}`;
  if (error.keyword === 'additionalProperties') {
    const unknown = String(error.params['additionalProperty']);
    const known = Object.keys(error.parentSchema?.['properties'] ?? {});
    const near = nearest(unknown, known);
    return `unknown key '${unknown}' ${place}; ${near === undefined ? `known: ${known.join(', ')}` : `did you mean '${near}'?`}`;
  }
  const values: unknown = error.params['allowedValues'];
  const allowed = Array.isArray(values) ? ` (${values.join(', ')})` : '';
  const data = JSON.stringify(error.data) ?? '';
  return `${place}: ${error.message ?? error.keyword}${allowed}${data.length <= 80 && data !== '' ? `, not ${data}` : ''}`;
}

/** The most telling error of a failed validation: an unknown key or the deepest place, never the `oneOf` around it. */
function chosen(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const telling = errors.filter(({ keyword }) => !['oneOf', 'anyOf', 'if', 'propertyNames'].includes(keyword));
  const rank = (error: ErrorObject): number =>
    error.instancePath.split('/').length * 2 + (error.keyword === 'additionalProperties' ? 1 : 0);
  return [...(telling.length > 0 ? telling : errors)].sort((a, b) => rank(b) - rank(a))[0];
}

/** What is wrong with a value under one of the package's schemas, in one line; undefined when nothing is. */
export function schemaProblem(schemaFile: string, value: unknown): string | undefined {
  const validate = schemaValidator(schemaFile);
  if (validate(value)) return undefined;
  const error = chosen(validate.errors ?? []);
  return error === undefined ? 'is invalid' : oneLine(explain(error));
}

/** Larger files are refused unread, in bytes. */
const largest = 16 * 1024 * 1024;

/** Anything that parsing throws: what is nested or aliased beyond measure ends in a RangeError or ReferenceError. */
function parsed(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const document = parseDocument(text, { prettyErrors: true, logLevel: 'error' });
    const [error] = document.errors;
    if (error !== undefined) return { problem: error.message.split('\n')[0] ?? '' };
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'it cannot be parsed' };
  }
}

/**
 * Reads a YAML (or JSON) file and checks it, in the form that `prepare` gives it, against one of the package's schemas.
 * @throws ConfigurationError naming file, place and remedy
 */
export function readYaml<Shape>(
  file: string,
  schemaFile?: string,
  prepare: (value: unknown) => unknown = (value) => value,
): Shape {
  let text: string;
  // A pipe or a device may never end, or never begin.
  const state = statSync(file, { throwIfNoEntry: false });
  if (state !== undefined && !state.isFile() && !state.isDirectory())
    throw new ConfigurationError('file-unreadable', oneLine(`cannot read ${file}: it is no regular file`));
  if (state !== undefined && state.size > largest)
    throw new ConfigurationError(
      'file-too-large',
      oneLine(`${file} has ${state.size} bytes; at most ${largest} are read`),
    );
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError(
      'file-unreadable',
      oneLine(`cannot read ${file}: ${cause instanceof Error ? cause.message.split(',')[0] : 'unknown reason'}`),
      {
        cause,
      },
    );
  }
  return readyOr(file, text, schemaFile, () => {
    const document = parsed(text);
    if ('problem' in document)
      throw new ConfigurationError('file-malformed', oneLine(`${file} is not YAML: ${document.problem}`));
    const value = prepare(document.value);
    const problem = schemaFile === undefined ? undefined : schemaProblem(schemaFile, value);
    if (problem !== undefined) throw new ConfigurationError('file-invalid', `${file}: ${problem}`);
    return value as Shape;
  });
}
