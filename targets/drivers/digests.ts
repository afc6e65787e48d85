import { Buffer } from 'node:buffer';
import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** HMAC-SHA256 of a text, in hexadecimal. */
export function hmacSha256(key: string | Buffer, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** HMAC-SHA1 of a text, in base64. */
export function hmacSha1(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('base64');
}

/** A key for HMAC-SHA256 that is derived from another by these texts, one after the other. */
export function derivedKey(key: string, texts: readonly string[]): Buffer {
  return texts.reduce((last, text) => createHmac('sha256', last).update(text).digest(), Buffer.from(key));
}
