import { mark } from '../redact/redact-members.js';
import { variableName } from '../redact/variable-name.js';
import { shellWord } from './shell-word.js';

/** What a curl line is made from. */
export interface CurlRequest {
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How the request was authenticated when it was sent. */
  readonly signing?: CurlSigning;
}

/** The scheme, and the environment variables that hold the credentials. */
export interface CurlSigning {
  readonly scheme: string;
  readonly variables: readonly string[];
  /** Headers that carry the value of a variable as it is, by header name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers that curl computes itself; a recorded value would be wrong or stale. */
const computed: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'accept-encoding',
  'transfer-encoding',
]);

/** The name whose value ends `before`: of a JSON member, a parameter or a header. */
function nameBefore(before: string): string {
  return (
    /([A-Za-z_][\w-]*)(?:\]|%5D)?[\\"']*(?:%5C|%22)*\s*(?:[:=]|%3A)[\s[{]*(?:[\\"']|%5C|%22)*$/i.exec(before)?.[1] ??
    'SECRET'
  );
}

/** A word in which each redacted secret is an environment variable named after its member: `'{"psk":"'"$PSK"'"}'`. */
function wordOf(text: string): string {
  const pieces = text.split(mark);
  if (pieces.length === 1) return shellWord(text);
  let before = '';
  return pieces
    .map((piece, index) => {
      before += piece;
      const variable = index === pieces.length - 1 ? '' : `"$${variableName(nameBefore(before))}"`;
      before += variable === '' ? '' : mark;
      return `${piece === '' ? '' : shellWord(piece)}${variable}`;
    })
    .join('');
}

/**
 * What curl cannot compute, as a command that does nothing: the line runs as it is where nobody asks for a signature.
 */
function signingNote({ scheme, variables }: CurlSigning): string {
  return `&& : to be signed as ${scheme} says, with ${variables.join(', ')}`;
}

/**
 * A request as a curl command that can be pasted into a shell. Redacted secrets and credentials become environment
 * variables.
 */
export function curlLine({ method, url, headers, body, signing }: CurlRequest): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const words = ['curl', '-i', '-X', shellWord(method)];
  // Without these, curl expands brackets and removes dot segments: another request than the recorded one.
  if (/[[\]{}]/.test(url.replaceAll(mark, ''))) words.push('--globoff');
  if (/\/\.{1,2}(?:\/|$|\?)/.test(url)) words.push('--path-as-is');
  words.push(wordOf(url));
  for (const [name, value] of Object.entries(headers)) {
    if (computed.has(name.toLowerCase())) continue;
    words.push('-H', wordOf(value === '' ? `${name};` : `${name}: ${value}`));
  }
  for (const [name, variable] of Object.entries(signing?.headers ?? {}))
    words.push('-H', `${shellWord(`${name}: `)}"$${variable}"`);
  if (body !== undefined) {
    // curl would add the media type of a form.
    if (!names.includes('content-type')) words.push('-H', shellWord('Content-Type:'));
    words.push('--data-raw', body === '' ? "''" : wordOf(body));
  }
  if (signing !== undefined && signing.headers === undefined) words.push(signingNote(signing));
  return words.join(' ');
}
