import { defineConfig } from '@playwright/test';
import { displayNames } from './test/e2e/displays';

const displays = displayNames();

/** End to end through the real window. `npm test` brings the display and tells which Electron to use. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Only for what hangs: no test is about speed, and machines that run it may be busy.
  timeout: 300_000,
  expect: { timeout: 20_000 },
  // Windows of several programs on one display would fight for the keyboard focus.
  workers: Math.max(1, displays.length),
  forbidOnly: process.env['CI'] === 'true',
  // A trace costs an eighth of the whole time: `npm test -- e2e <words> --trace on` makes one.
  use: { screenshot: 'only-on-failure' },
});
