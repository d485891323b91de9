import { defineConfig } from '@playwright/test';

/** End to end through the real window. `npm test` brings the display and tells which Electron to use. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // Windows of several programs at once would fight for two cores and for the keyboard focus.
  workers: 1,
  forbidOnly: process.env['CI'] === 'true',
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
