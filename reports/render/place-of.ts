/** Where a request went, apart from what it asked for there. */
export function placeOf(url: string): { readonly origin: string; readonly rest: string } {
  const [origin = ''] = /^https?:\/\/[^/?#]*/.exec(url) ?? [];
  return { origin, rest: url.slice(origin.length) };
}
