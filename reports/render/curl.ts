import { mark } from '../redact/redact-members.js';
import { variableName } from '../redact/variable-name.js';
import { placeOf } from './place-of.js';
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
  /** The environment variable that may name another origin; absent: the URL as it is. */
  readonly base?: string;
}

/** The scheme, and the environment variables that hold the credentials. */
export interface CurlSigning {
  readonly scheme: string;
  readonly variables: readonly string[];
  /** Headers that carry the value of a variable as it is, by header name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Headers that a client computes itself; a recorded value would be wrong or stale. */
export const computedHeaders: ReadonlySet<string> = new Set([
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

/** A part of a text: as it stands, or a redacted secret as the environment variable named after its member. */
export type TextPart = { readonly text: string } | { readonly variable: string };

/** A text in parts: what stands there, and the redacted secrets in between. */
export function partsOf(text: string): readonly TextPart[] {
  const pieces = text.split(mark);
  let before = '';
  return pieces.flatMap((piece, index): readonly TextPart[] => {
    before += piece;
    if (index === pieces.length - 1) return piece === '' && pieces.length > 1 ? [] : [{ text: piece }];
    const variable = variableName(nameBefore(before));
    before += mark;
    return piece === '' ? [{ variable }] : [{ text: piece }, { variable }];
  });
}

/** A word in which each redacted secret is an environment variable named after its member: `'{"psk":"'"$PSK"'"}'`. */
function wordOf(text: string): string {
  return partsOf(text)
    .map((part) => ('text' in part ? shellWord(part.text) : `"$${part.variable}"`))
    .join('');
}

/**
 * What curl cannot compute, as a command that does nothing: the line runs as it is where nobody asks for a signature.
 */
function signingNote({ scheme, variables }: CurlSigning): string {
  return `&& : to be signed as ${scheme} says, with ${variables.join(', ')}`;
}

/** The URL as a word, with an origin that a variable may replace. */
function placeWord(url: string, base: string | undefined): string {
  const { origin, rest } = placeOf(url);
  // Within double quotes, a shell would read more than a host.
  if (base === undefined || !/^[\w:/.[\]-]+$/.test(origin)) return wordOf(url);
  return `"\${${base}:-${origin}}"${rest === '' ? '' : wordOf(rest)}`;
}

/**
 * A request as a curl command that can be pasted into a shell. Redacted secrets and credentials become environment
 * variables.
 */
export function curlLine({ method, url, headers, body, signing, base }: CurlRequest): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const words = ['curl', '-i', '-X', shellWord(method)];
  // Without these, curl expands brackets and removes dot segments: another request than the recorded one.
  if (/[[\]{}]/.test(url.replaceAll(mark, ''))) words.push('--globoff');
  if (/\/\.{1,2}(?:\/|$|\?)/.test(url)) words.push('--path-as-is');
  words.push(placeWord(url, base));
  for (const [name, value] of Object.entries(headers)) {
    if (computedHeaders.has(name.toLowerCase())) continue;
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
