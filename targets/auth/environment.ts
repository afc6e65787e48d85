import { ConfigurationError } from '../../contract/errors.js';
import { nearest } from '../../contract/load/read-yaml.js';
import { isObject } from '../../contract/pointer.js';
import type { TargetFile } from '../../generated/target-file.js';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of an environment variable; undefined when it is not set. What every object has by itself (`__proto__`,
 * `constructor`) is no variable.
 */
export function variableIn(environment: Environment, name: string): string | undefined {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The environment variables that a target file refers to (`{ env: NAME }`), anywhere in it. */
export function environmentNames(value: unknown): readonly string[] {
  if (!isObject(value) && !Array.isArray(value)) return [];
  if (isObject(value) && typeof value['env'] === 'string') return [value['env']];
  return [...new Set(Object.values(value).flatMap(environmentNames))];
}

/** What to ask where a variable is not set and one of a similar name is; nothing where none is. No value is told. */
export function meantVariable(name: string, environment: Environment): string {
  const near = nearest(
    name,
    Object.keys(environment).filter((other) => (variableIn(environment, other) ?? '') !== ''),
  );
  return near === undefined ? '' : ` (did you mean ${near}, which is?)`;
}

/** Those of the variables that are not set, or set to nothing. */
export function missingVariables(names: readonly string[], environment: Environment): readonly string[] {
  return names.filter((name) => (variableIn(environment, name) ?? '') === '');
}

/**
 * The headers of a target file with the values of their environment variables, these variables, and which of the values
 * must never be shown.
 * @throws ConfigurationError `variable-missing`, `variable-invalid`
 */
export function resolveHeaders(
  headers: TargetFile['headers'],
  environment: Environment,
): {
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
} {
  const secrets: string[] = [];
  const variables = Object.values(headers ?? {}).flatMap((value) => (typeof value === 'string' ? [] : [value.env]));
  const resolved = Object.entries(headers ?? {}).map(([name, value]): readonly [string, string] => {
    if (typeof value === 'string') return [name, value];
    const text = variableIn(environment, value.env) ?? '';
    if (text === '')
      throw new ConfigurationError(
        'variable-missing',
        `the environment variable ${value.env} is not set${meantVariable(value.env, environment)}; the header ${name} takes its value from it`,
      );
    if (!/^[\t -~\u0080-\u00ff]*$/.test(text))
      throw new ConfigurationError(
        'variable-invalid',
        `the environment variable ${value.env} holds characters that no header carries (a line break?)`,
      );
    secrets.push(text);
    return [name, text];
  });
  return { headers: Object.fromEntries(resolved), secrets, variables };
}
