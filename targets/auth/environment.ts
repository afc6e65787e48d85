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

/** Headers of a target file, ready to be sent. */
export interface ResolvedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** Which of the values must never be shown. */
  readonly secrets: readonly string[];
  /** The environment variables that they come from. */
  readonly variables: readonly string[];
}

/** @throws ConfigurationError `variable-missing`, `variable-invalid` */
function headerFrom(name: string, variable: string, environment: Environment): string {
  const text = variableIn(environment, variable) ?? '';
  if (text === '')
    throw new ConfigurationError(
      'variable-missing',
      `the environment variable ${variable} is not set${meantVariable(variable, environment)}; the header ${name} takes its value from it`,
    );
  if (!/^[\t -~\u0080-\u00ff]*$/.test(text))
    throw new ConfigurationError(
      'variable-invalid',
      `the environment variable ${variable} holds characters that no header carries (a line break?)`,
    );
  return text;
}

/**
 * The headers of a target file with the values of their environment variables. `given` are those that a command, a file
 * or a function gave.
 * @throws ConfigurationError `variable-missing`, `variable-invalid`, `header-not-given`
 */
export function resolveHeaders(
  headers: TargetFile['headers'],
  environment: Environment,
  given: Readonly<Record<string, string>> = {},
): ResolvedHeaders {
  const secrets: string[] = [];
  const variables: string[] = [];
  const resolved = Object.entries(headers ?? {}).map(([name, value]): readonly [string, string] => {
    if (typeof value === 'string') return [name, value];
    const text = 'env' in value ? headerFrom(name, value.env, environment) : given[name];
    if (text === undefined)
      throw new ConfigurationError(
        'header-not-given',
        `headers.${name} is asked for while running, which only auth does in this process: auth: { scheme: 'headers', headers: { ${name}: … } }`,
      );
    if ('env' in value) variables.push(value.env);
    secrets.push(text);
    return [name, text];
  });
  return { headers: Object.fromEntries(resolved), secrets, variables };
}
