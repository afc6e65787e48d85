import type { Transport, WireRequest } from '../../contract/target.js';
import type { SentRequest } from './sent-request.js';

/** Where a transport sends a request, and how it authenticates it. */
export function addressed(
  { baseUrl, signing }: Transport,
  { path }: WireRequest,
): Pick<SentRequest, 'url' | 'signing'> {
  return { url: `${baseUrl.replace(/\/$/, '')}${path}`, ...(signing === undefined ? {} : { signing }) };
}
