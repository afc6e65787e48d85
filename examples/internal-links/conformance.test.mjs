import { defineConformance } from 'vpn-conformance/vitest';
import { createApp } from './app.mjs';

// The same fixtures as in conformance.config.mjs, on an app that lives in this process.
defineConformance(
  {
    app: createApp(),
    operations: {
      'acme.update-link': {
        fixtures: [
          { id: 'edge', traits: ['plain'], values: { link_id: 'link-1' } },
          { id: 'core', traits: ['locked'], values: { link_id: 'link-2' } },
        ],
      },
    },
  },
  { specs: new URL('../../test/contracts', import.meta.url).pathname },
);
