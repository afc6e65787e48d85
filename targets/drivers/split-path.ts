/** Cuts a request path into its path proper and its query parameters; of a repeated parameter the last counts. */
export function splitPath(path: string): { readonly pathname: string; readonly query: ReadonlyMap<string, string> } {
  const mark = path.indexOf('?');
  if (mark < 0) return { pathname: path, query: new Map() };
  return { pathname: path.slice(0, mark), query: new Map(new URLSearchParams(path.slice(mark + 1))) };
}
