import { secretForms } from '../../contract/facts/secret-forms.js';
import { isObject } from '../../contract/pointer.js';
import { escapePattern } from './escape-pattern.js';
import { mark, memberPattern, redactMembers } from './redact-members.js';
import { secretPattern } from './secret-pattern.js';

/** What must not appear in a report. All names are matched in any case. */
export interface RedactionRules {
  /**
   * Values: passwords, keys, tokens. Those of fewer than four characters are replaced only where they are a whole
   * value.
   */
  readonly secrets?: readonly string[];
  /** Header names beyond those that are always redacted. */
  readonly headers?: readonly string[];
  /** Query and form parameters beyond those that are always redacted. */
  readonly parameters?: readonly string[];
  /** Members of requests and answers, e.g. those marked `x-secret` in a contract. */
  readonly members?: readonly string[];
}

/** Replaces secrets by `[redacted]`. Pure and safe to apply twice. */
export interface Redactor {
  /** A text of any kind: body, URL, header line, message. */
  text(text: string): string;
  /** A JSON-like value: all texts in it, and whatever stands under a redacted name. */
  value(value: unknown): unknown;
  /** Headers, of which the redacted ones lose their whole value. */
  headers(headers: Readonly<Record<string, string>>): Record<string, string>;
}

const alwaysHeaders: readonly string[] = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-auth-token',
  'x-subject-token',
  'x-security-token',
  'x-bce-security-token',
  'x-acs-security-token',
  'x-api-key',
];
const alwaysParameters: readonly string[] = ['Signature', 'AccessKeyId', 'AccessKeySecret', 'SecurityToken'];
const shortestInText = 4;

function union(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat().map((name) => name.toLowerCase()))]
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
}

function parameterPattern(names: readonly string[]): RegExp {
  // The name may be the last step of a path, as in TunnelOptions.1.Psk=… or rules[0][psk]=…
  return new RegExp(
    String.raw`((?:^|[?&\s'"])(?:[^=&?\s'"]*(?:\.|%2E|\[|%5B))?(?:${names.map(escapePattern).join('|')})(?:\]|%5D)?=)[^&\s"#]+`,
    'gi',
  );
}

function headerPattern(names: readonly string[]): RegExp {
  return new RegExp(
    String.raw`((?:^|[\s'"])(?:${names.map(escapePattern).join('|')}):[ \t]*)[^\r\n'" \t][^\r\n'"]*`,
    'gi',
  );
}

/** Makes a redactor. All patterns are built once, here: it is called for each line of a journal. */
export function createRedactor(rules: RedactionRules = {}): Redactor {
  const { secrets = [] } = rules;
  const headerNames = union(alwaysHeaders, rules.headers ?? []);
  const members = union(headerNames, alwaysParameters, rules.parameters ?? [], rules.members ?? []);
  const names = new Set(members);
  const wholes = new Set(secrets.filter((secret) => secret !== ''));
  const forms = [...new Set([...wholes].filter((secret) => secret.length >= shortestInText).flatMap(secretForms))].sort(
    (a, b) => b.length - a.length,
  );
  const mixed = [...wholes]
    .filter((secret) => secret.length >= shortestInText)
    .sort((a, b) => b.length - a.length)
    .map(secretPattern);
  const anySecret = forms.length === 0 ? undefined : new RegExp([...forms.map(escapePattern), ...mixed].join('|'), 'g');
  const inMembers = memberPattern(members);
  const inParameters = parameterPattern(members);
  const inHeaders = headerPattern(headerNames);

  const values = (text: string): string => (anySecret === undefined ? text : text.replaceAll(anySecret, mark));
  const text = (given: string): string =>
    values(redactMembers(given, inMembers))
      .replaceAll(inParameters, `$1${mark}`)
      .replaceAll(inHeaders, `$1${mark}`)
      .replaceAll(/(:\/\/)[^/\s@'"?#]+@/g, `$1${mark}@`);
  const value = (given: unknown): unknown => {
    if (typeof given === 'string') return wholes.has(given) ? mark : text(given);
    if (Array.isArray(given)) return given.map(value);
    if (!isObject(given)) return given;
    return Object.fromEntries(
      Object.entries(given).map(([name, member]) => [
        values(name),
        names.has(name.toLowerCase()) ? hidden(member) : value(member),
      ]),
    );
  };
  const headers = (given: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(given).map(([name, content]) => [
        name,
        names.has(name.toLowerCase()) && content !== '' ? mark : text(content),
      ]),
    );
  return { text, value, headers };
}

/** The mark in place of a secret; what cannot be one (null, a boolean, anything empty) stays to be seen. */
function hidden(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0 ? value : mark;
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? mark : value;
}
