import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderSummary, runConformance } from 'vpn-conformance';
import { createApp } from './app.mjs';

test('the links service does what its document says', async () => {
  const report = await runConformance(
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
  assert.equal(report.exitCode, 0, renderSummary(report));
});
