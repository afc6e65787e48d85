import type { Finding } from '../../generated/journal.js';

const uuid = /\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/gi;

/** A text without the ids in it: UUIDs become `<id>`. */
export function withoutIds(text: string): string {
  return text.replaceAll(uuid, '<id>');
}

/** A text without what differs from one exchange to the next: ids become `<id>`, numbers `#`. */
export function withoutNumbers(text: string): string {
  return withoutIds(text)
    .replaceAll(/\b(?=[a-z_-]*\d)(?=[\w-]*[a-z])[\w-]{8,}\b/gi, '<id>')
    .replaceAll(/\d+(?:\.\d+)*/g, '#');
}

/**
 * What a finding's reply has in common with other replies of the same cause: status and error code (digits in a code
 * tell codes apart and stay), status and media type where there is no code, or the reason why there is no reply.
 */
export function normaliseReply({ exchange, actual }: Pick<Finding, 'exchange' | 'actual'>): string {
  const reply = exchange?.reply;
  if (reply === undefined) return withoutNumbers(exchange?.problem ?? actual);
  if (reply.code !== undefined && reply.code !== '') return `${reply.status} ${withoutIds(reply.code)}`;
  const mediaType = reply.contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return mediaType === '' ? String(reply.status) : `${reply.status} ${mediaType}`;
}
