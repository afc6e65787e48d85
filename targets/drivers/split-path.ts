import { splitQuery } from './wire-place.js';

/** Cuts a request path into its path proper and its query parameters; of a repeated parameter the last counts. */
export function splitPath(path: string): { readonly pathname: string; readonly query: ReadonlyMap<string, string> } {
  const { pathname, query } = splitQuery(path);
  return { pathname, query: new Map(new URLSearchParams(query)) };
}
