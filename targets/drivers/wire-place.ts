/** Where a request arrives, as its receiver sees it. */
export interface WirePlace {
  /** With the port, unless it is the scheme's own. */
  readonly host: string;
  readonly pathname: string;
  /** Without the question mark. */
  readonly query: string;
}

/** Where a request with this path goes to below a base URL; the path is taken byte for byte. */
export function wirePlace(path: string, baseUrl: string): WirePlace {
  const { host, pathname } = new URL(baseUrl);
  return { host, ...splitQuery(`${pathname.replace(/\/+$/, '')}${path}`) };
}

/** Cuts a request path at its first question mark. */
export function splitQuery(path: string): Pick<WirePlace, 'pathname' | 'query'> {
  const mark = path.indexOf('?');
  return mark < 0 ? { pathname: path, query: '' } : { pathname: path.slice(0, mark), query: path.slice(mark + 1) };
}
