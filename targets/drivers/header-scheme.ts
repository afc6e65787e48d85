import type { AuthScheme } from './auth-scheme.js';

/** Headers of fixed values: an API key, a bearer token. What internal targets ask for. */
export const headerScheme: AuthScheme = {
  name: 'headers',
  needs: ['headers'],
  takes: [],
  dated: false,
  sign: (request, _baseUrl, { headers = {} }) => {
    const added = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return { ...request, headers: { ...request.headers, ...added } };
  },
};
