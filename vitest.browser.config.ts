import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Tests in a real browser: `npm run test:browser`. Nothing else runs them. */
const config: ViteUserConfig = defineConfig({
  test: { include: ['test/browser/**/*.browser.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});

export default config;
