// @ts-check
// npm run check: all that needs no window, that is lint, types, unit and integration tests, and the build.
import { runScript } from './entry.mjs';
import { setUpProject } from './set-up.mjs';
import { runSuites } from './suites/run-suites.mjs';

await runScript(async () => {
  const electron = await setUpProject();
  return (await runSuites(electron, ['lint', 'types', 'vitest', 'build'])) ? 0 : 1;
});
