/** What is wrong with an address that requests go below; undefined: nothing. No credential in it is told. */
export function urlProblem(url: string): string | undefined {
  // What stands before an @ may be a password.
  const shown = url.replace(/\/\/[^/?#]*@/, '//[redacted]@');
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    return `'${shown}' is not a URL; write it as in http://127.0.0.1:8080`;
  const { username, password, search, hash } = new URL(url);
  if (username !== '' || password !== '')
    return 'a URL must not hold credentials; refer to environment variables instead';
  return search === '' && hash === ''
    ? undefined
    : `'${shown.replace(/[?#].*/, '')}' has a query or fragment behind it; give the part that all requests share`;
}
