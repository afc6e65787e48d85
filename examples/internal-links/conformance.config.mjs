import { defineTarget } from 'vpn-conformance';

/** What the kit is told of the service: where it answers, and the links that it may change. */
export default defineTarget({
  implementation: { organization: 'Acme', project: 'internal-links', version: '1.0.0', contact: 'links@acme.example' },
  baseUrl: `http://127.0.0.1:${process.env.PORT ?? 8090}`,
  operations: {
    'acme.update-link': {
      fixtures: [
        { id: 'edge', traits: ['plain'], values: { link_id: 'link-1' } },
        { id: 'core', traits: ['locked'], values: { link_id: 'link-2' } },
      ],
    },
  },
});
