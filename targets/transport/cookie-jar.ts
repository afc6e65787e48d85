/** The cookies of one target, as far as a client without a browser needs them: by name, for all its paths. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  /** Takes what an answer sets, one field of Set-Cookie an entry (RFC 6265, section 4.1). */
  take(fields: readonly string[]): void {
    for (const field of fields) {
      const [pair = '', ...attributes] = field.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (at <= 0) continue;
      const name = pair.slice(0, at);
      if (attributes.some(isOver)) this.#cookies.delete(name);
      else this.#cookies.set(name, pair.slice(at + 1));
    }
  }

  /** The header of a request; undefined: none. */
  get header(): string | undefined {
    return this.#cookies.size === 0 ? undefined : [...this.#cookies].map((pair) => pair.join('=')).join('; ');
  }
}

/** Whether an attribute takes its cookie away, as a server does that ends a session. */
function isOver(attribute: string): boolean {
  return /^max-age=(?:0|-\d+)$/i.test(attribute) || /^expires=.*\b1970\b/i.test(attribute);
}
