/**
 * The fields of an Authorization header such as `ALGORITHM Name=value, Other=value`; undefined when it is of another
 * algorithm.
 */
export function authorizationFields(header: string, algorithm: string): ReadonlyMap<string, string> | undefined {
  if (!header.startsWith(`${algorithm} `)) return undefined;
  return new Map(
    header
      .slice(algorithm.length + 1)
      .split(',')
      .map((field): readonly [string, string] => {
        const [name = '', ...value] = field.trim().split('=');
        return [name, value.join('=')];
      }),
  );
}
