import type { Redactor } from '../../reports/redact/redact.js';
import { curlLine } from '../../reports/render/curl.js';
import type { Restoration } from '../../suites/restore/restore-fixture.js';

/** A restoration as it may be shown. */
export function redactRestoration(restoration: Restoration, { text, headers }: Redactor): Restoration {
  const { request, problem, retyped } = restoration;
  return {
    ...restoration,
    ...(retyped === undefined ? {} : { retyped: retyped.map(text) }),
    ...(problem === undefined ? {} : { problem: text(problem) }),
    ...(request === undefined
      ? {}
      : {
          request: {
            method: request.method,
            url: text(request.url),
            headers: headers(request.headers),
            ...(request.body === undefined ? {} : { body: text(request.body) }),
          },
        }),
  };
}

/**
 * What the user has to know of a fixture after the run; undefined when it is as it was. `byHand`: whether the request
 * to send by hand is told, too (default).
 */
export function restorationNews(
  { operation, fixture, outcome, problem, secrets, retyped = [], request }: Restoration,
  { byHand = true }: { readonly byHand?: boolean } = {},
): string | undefined {
  const place = `${operation}, fixture ${fixture}`;
  const command = request === undefined || !byHand ? '' : `; restore it by hand with: ${curlLine(request)}`;
  const overwritten =
    secrets.length === 0 ? '' : `${secrets.join(', ')} was overwritten and cannot be read back: set it again by hand`;
  if (outcome === 'failed')
    return `${place} could not be restored: ${problem ?? 'unknown reason'}${command}${overwritten === '' ? '' : `; ${overwritten}`}`;
  const types =
    retyped.length === 0
      ? ''
      : `the values are those of before, in another type: ${retyped.join(', ')}; the update has no other`;
  const news = [overwritten, types].filter((text) => text !== '');
  return news.length === 0 ? undefined : `${place}: ${news.join('; ')}`;
}
