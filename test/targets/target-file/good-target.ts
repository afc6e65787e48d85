/** A target file of the toy contract that uses every key but `auth`. */
export const goodTarget = {
  $schema: './node_modules/vpn-conformance/targets/target-file.schema.json',
  implementation: {
    organization: 'Acme',
    project: 'links',
    version: '1.2.0',
    url: 'https://links.acme.example',
    contact: 'links@acme.example',
  },
  baseUrl: 'http://127.0.0.1:8080/api',
  headers: { 'X-Tenant': 'blue', 'X-Token': { env: 'LINKS_TOKEN' } },
  tls: { insecure: false },
  timeoutMs: 2000,
  settleMs: 5000,
  requestsPerSecond: 20.5,
  maxRequests: 5000,
  concurrency: 2,
  features: ['acme.update-link', 'acme.update-link/name#*'],
  operations: {
    'acme.update-link': {
      baseUrl: 'http://127.0.0.1:8081',
      fixtures: [
        { id: 'plain', traits: ['plain'], values: { link_id: 'link-1' } },
        { id: 'locked', traits: ['locked'], values: { link_id: ['link-2'] } },
      ],
    },
  },
} as const;
