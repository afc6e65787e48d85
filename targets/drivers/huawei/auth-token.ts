import type { AuthScheme } from '../auth-scheme.js';

/**
 * A token of the identity service, bound to a project and valid for a day, as Huawei Cloud and Open Telekom Cloud take
 * it.
 */
export const authToken: AuthScheme = {
  name: 'x-auth-token',
  needs: ['token'],
  takes: [],
  dated: false,
  tokenHeader: 'x-auth-token',
  sign: (request, _baseUrl, { token = '' }) => ({ ...request, headers: { ...request.headers, 'x-auth-token': token } }),
};
