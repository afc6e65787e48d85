import { Buffer } from 'node:buffer';
import { escapePattern } from './escape-pattern.js';

const named: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** A byte as URLs write it, encoded as often as it may be. */
function percentByte(byte: number): string {
  return `%(?:25){0,3}${byte < 0x10 ? '0' : ''}${hexadecimal(byte)}`;
}

/** A number in hexadecimal digits of either case. */
function hexadecimal(value: number): string {
  return value.toString(16).replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** One character in every way in which it may be written: as it is, or as one of several languages escapes it. */
function characterPattern(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const units = [...Array(character.length).keys()].map(
    (index) => String.raw`\\{1,8}u0{0,3}${hexadecimal(character.charCodeAt(index))}`,
  );
  const entity = named[character];
  const decimal = `#0{0,6}${code}`;
  return [
    escapePattern(character),
    // What is no character of its own cannot be a URL's bytes, but for U+FFFD.
    [...Buffer.from(character, 'utf8')].map(percentByte).join(''),
    `&(?:amp;){0,2}(?:${[decimal, `#[xX]0{0,6}${hexadecimal(code)}`, ...(entity === undefined ? [] : [entity])].join('|')});`,
    units.join(''),
    ...(/["\\/']/.test(character)
      ? [String.raw`\\{1,8}${escapePattern(character)}`, `(?:%(?:25){0,3}5[cC]){1,8}${percentByte(code)}`]
      : []),
    ...(character === ' ' ? [String.raw`\+`, percentByte(0x2b)] : []),
  ].join('|');
}

/**
 * The source of a regular expression for a secret in which each character may be written in a way of its own: raw,
 * percent-encoded once or more, HTML- or JSON-escaped. What clients, proxies and error pages make of a URL is often a
 * mixture.
 */
export function secretPattern(secret: string): string {
  return [...secret].map((character) => `(?:${characterPattern(character)})`).join('');
}
