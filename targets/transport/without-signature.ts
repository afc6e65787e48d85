import { secretForms } from '../../contract/facts/secret-forms.js';
import type { WireRequest } from '../../contract/target.js';
import { splitQuery } from '../drivers/wire-place.js';

const mark = '[redacted]';
const shortest = 20;
/** Of a secret that is known as such. */
const shortestIssued = 4;

function* added(unsigned: WireRequest, signed: WireRequest): Generator<string> {
  for (const [name, value] of Object.entries(signed.headers)) {
    if (unsigned.headers[name] === value) continue;
    yield value;
    yield* value.match(/[0-9a-f]{40,}/g) ?? [];
  }
  const before = new Set(splitQuery(unsigned.path).query.split('&'));
  for (const parameter of splitQuery(signed.path).query.split('&')) {
    if (before.has(parameter)) continue;
    const value = parameter.slice(parameter.indexOf('=') + 1);
    yield value;
    yield decodeURIComponent(value);
  }
}

/**
 * Hides what signing added to a request (signature, nonce, tokens) from a text that came back: some gateways repeat it
 * in their errors. `issued` are secrets that came to be known while running. Gives a function, as the same holds for
 * body and headers of an answer.
 */
export function withoutSignature(
  unsigned: WireRequest,
  signed: WireRequest,
  issued: readonly string[] = [],
): (text: string) => string {
  if (unsigned === signed) return (text) => text;
  const known = issued.filter((value) => value.length >= shortestIssued).flatMap(secretForms);
  const secrets = [
    ...new Set([...[...added(unsigned, signed)].filter((value) => value.length >= shortest), ...known]),
  ].sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
}
