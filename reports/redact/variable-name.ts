/**
 * The environment variable for a secret member, parameter or header: SECRET_KEY for secretKey, X_AUTH_TOKEN for
 * X-Auth-Token.
 */
export function variableName(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toUpperCase();
  return /^[A-Z_]/.test(words) ? words : `_${words}`;
}
