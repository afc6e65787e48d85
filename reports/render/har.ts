import type { Cause, ConformanceReport } from '../../generated/report.js';
import { headlineOf } from './headline.js';
import { printable } from './printable.js';

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A log of HTTP exchanges, HAR 1.2. */
export interface HarLog {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly unknown[];
  };
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** HAR has a number for what is not known. */
const unknown = -1;

function named(entries: Iterable<readonly [string, string]>): readonly NamedValue[] {
  return [...entries].map(([name, value]) => ({ name, value }));
}

function entryOf(cause: Cause, startedAt: string): readonly unknown[] {
  const { exchange } = cause.minimal;
  if (exchange === undefined) return [];
  const { request, reply } = exchange;
  const type = request.headers['content-type'] ?? '';
  const query = URL.canParse(request.url) ? new URL(request.url).searchParams : new URLSearchParams();
  return [
    {
      startedDateTime: startedAt,
      time: 0,
      request: {
        method: request.method,
        url: request.url,
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: named(Object.entries(request.headers)),
        queryString: named(query),
        ...(request.body === undefined ? {} : { postData: { mimeType: type, text: request.body } }),
        headersSize: unknown,
        bodySize: request.body === undefined ? 0 : bytesOf(request.body),
      },
      response: {
        status: reply?.status ?? 0,
        statusText: '',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: reply?.contentType === undefined ? [] : [{ name: 'content-type', value: reply.contentType }],
        content: {
          size: bytesOf(reply?.body ?? ''),
          mimeType: reply?.contentType ?? '',
          text: reply?.body ?? '',
        },
        redirectURL: '',
        headersSize: unknown,
        bodySize: unknown,
      },
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
      comment: printable(
        `${cause.verdict}: ${headlineOf(cause)}; clause ${cause.minimal.clause}, case ${cause.minimal.case}`,
      ),
    },
  ];
}

/**
 * The evidence of a report as HAR: the smallest exchange of each cause, secrets redacted. When each was sent is not
 * kept; all have the time at which the run began.
 */
export function harOf({ kit, causes, startedAt }: ConformanceReport): HarLog {
  return {
    log: {
      version: '1.2',
      creator: { name: 'vpn-conformance', version: kit },
      entries: causes.flatMap((cause) => entryOf(cause, startedAt)),
    },
  };
}
