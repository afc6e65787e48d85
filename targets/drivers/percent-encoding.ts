/** Percent-encodes all but the unreserved characters of RFC 3986, section 2.3; lone surrogates become U+FFFD. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Undoes percent-encoding; text that is wrongly encoded stays as it is. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Writes names and values as a query string or form body (spaces as %20, which both readings of a form accept). */
export function encodedPairs(pairs: Iterable<readonly [string, string]>): string {
  return [...pairs].map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`).join('&');
}
