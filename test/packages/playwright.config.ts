import { defineConfig } from '@playwright/test';

/** The installed package, step after step: `npm run package:prove` makes what it needs. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.package.ts',
  outputDir: '../../test-results/packages',
  timeout: 900_000,
  expect: { timeout: 60_000 },
  workers: 1,
});
