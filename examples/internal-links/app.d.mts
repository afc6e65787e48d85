import type { RequestListener } from 'node:http';

/** The request listener of a service with two links, one of them locked. */
export function createApp(): RequestListener;
