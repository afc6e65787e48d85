import { Buffer } from 'node:buffer';

/** Shifted base64 shorter than this would also match texts that hold no secret. */
const shortestShifted = 8;

function percentEncoded(text: string): readonly string[] {
  // encodeURIComponent throws on lone surrogates; Buffer writes U+FFFD for them as HTTP clients do.
  const common = encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
  const strict = common.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  const forms = [
    common,
    strict,
    common.replaceAll('%20', '+'),
    strict.replaceAll('%20', '+'),
    strict.replaceAll('%20', '+').replaceAll('%2A', '*'),
  ];
  return [...forms, ...forms.map((form) => form.replaceAll(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))];
}

function codeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text as it stands inside a JSON string, as the writers of several languages put it. */
function jsonEscaped(text: string): readonly string[] {
  const plain = JSON.stringify(text).slice(1, -1);
  return [
    plain,
    plain.replaceAll('/', '\\/'),
    plain.replaceAll(/[^\x20-\x7e]/g, codeUnit),
    plain.replaceAll(/[&<>]/g, codeUnit),
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as it stands on a page: what must be escaped, as several libraries put it. */
function htmlEscaped(text: string): readonly string[] {
  const plain = text.replaceAll(/[&<>]/g, (character) => entities[character] ?? character);
  const quotes = text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
  return [
    plain,
    quotes,
    quotes.replaceAll('&#39;', '&#x27;'),
    quotes.replaceAll('&quot;', '&#34;'),
    quotes.replaceAll('&#39;', '&apos;'),
  ];
}

/**
 * Base64 of a text alone and, at each of the three alignments, of the part of it that does not depend on its
 * neighbours.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'utf8');
  const whole = bytes.toString('base64').replace(/=+$/, '');
  const shifted = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const partialEnd = (bytes.length + offset) % 3 === 0 ? 0 : 1;
    return encoded.slice([0, 2, 3][offset], encoded.length - partialEnd);
  });
  const forms = [whole, ...shifted.filter((form) => form.length >= shortestShifted)];
  return forms.flatMap((form) => [
    form,
    form.replaceAll('+', '-').replaceAll('/', '_'),
    ...percentEncoded(form),
    form.replaceAll('/', '\\/'),
  ]);
}

const remembered = new Map<string, readonly string[]>();
const mostRemembered = 1000;

/**
 * Every way in which a secret may stand in an HTTP message: raw, JSON-escaped (twice, for JSON in a string),
 * URL-encoded (once, twice), HTML-escaped, base64; longest first.
 */
export function secretForms(secret: string): readonly string[] {
  const known = remembered.get(secret);
  if (known !== undefined) return known;
  if (remembered.size >= mostRemembered) remembered.clear();
  const forms = formsOf(secret);
  remembered.set(secret, forms);
  return forms;
}

function formsOf(secret: string): readonly string[] {
  const once = jsonEscaped(secret);
  const texts = [secret, ...once, ...once.flatMap(jsonEscaped)];
  const twice = [secret, ...once].flatMap(percentEncoded).map((form) => form.replaceAll('%', '%25'));
  const forms = [...texts, ...texts.flatMap(percentEncoded), ...twice, ...htmlEscaped(secret), ...base64Forms(secret)];
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
