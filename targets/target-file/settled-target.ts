import path from 'node:path';
import { ConfigurationError } from '../../contract/errors.js';
import { isObject } from '../../contract/pointer.js';
import type { FixtureEntry, TargetFile } from '../../generated/target-file.js';
import { type Environment, meantVariable, variableIn } from '../auth/environment.js';

/** A fixture whose values are known. */
export interface SettledFixture extends Omit<FixtureEntry, 'values'> {
  values: Record<string, string | string[]>;
}

type Operation = TargetFile['operations'][string];

/** A target file in which addresses and ids stand themselves, whatever they were taken from. */
export interface SettledTarget extends Omit<TargetFile, 'baseUrl' | 'operations'> {
  baseUrl: string;
  operations: Record<
    string,
    Omit<Operation, 'baseUrl' | 'fixtures'> & { baseUrl?: string; fixtures: SettledFixture[] }
  >;
}

type Text = string | { readonly env: string };

/** The same with absolute paths in place of those relative to the target file. */
function withPlaces<T>(value: T, folder: string): T {
  if (Array.isArray(value) || !isObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]): readonly [string, unknown] =>
    name === 'file' && typeof member === 'string'
      ? [name, path.resolve(folder, member)]
      : [name, withPlaces(member, folder)],
  );
  return Object.fromEntries(entries) as T;
}

/**
 * Takes addresses and values from the environment, and makes the paths of credential files absolute.
 * @throws ConfigurationError `variable-missing` naming variable and place
 */
export function settledTarget(target: TargetFile, place: string, environment: Environment): SettledTarget {
  const text = (given: Text, at: string): string => {
    if (typeof given === 'string') return given;
    const value = variableIn(environment, given.env) ?? '';
    if (value !== '') return value;
    const hint = target.setup === undefined ? '' : '; setup may give it, and runs before requests are sent only';
    throw new ConfigurationError(
      'variable-missing',
      `${place}: ${at}: the environment variable ${given.env} is not set${meantVariable(given.env, environment)}${hint}`,
    );
  };
  const folder = path.dirname(path.resolve(place));
  const fixture = ({ values, ...rest }: FixtureEntry, at: string): SettledFixture => ({
    ...rest,
    values: Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? value.map((one) => text(one, `${at}.values.${name}`))
          : text(value, `${at}.values.${name}`),
      ]),
    ),
  });
  const operations = Object.entries(target.operations).map(([id, { baseUrl, fixtures, ...rest }]) => {
    const at = `operations.${id}`;
    return [
      id,
      {
        ...withPlaces(rest, folder),
        ...(baseUrl === undefined ? {} : { baseUrl: text(baseUrl, `${at}.baseUrl`) }),
        fixtures: fixtures.map((entry, index) => fixture(entry, `${at}.fixtures[${index}]`)),
      },
    ] as const;
  });
  const { auth, headers } = target;
  return {
    ...target,
    ...(auth === undefined ? {} : { auth: withPlaces(auth, folder) }),
    ...(headers === undefined ? {} : { headers: withPlaces(headers, folder) }),
    baseUrl: text(target.baseUrl, 'baseUrl'),
    operations: Object.fromEntries(operations),
  };
}
