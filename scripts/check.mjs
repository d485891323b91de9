// @ts-check
// npm run check: all that needs no window, that is lint, types, unit and integration tests, and the build.
import { runScript } from './entry.mjs';
import { setUpPrograms } from './set-up.mjs';
import { provideDependencies } from './setup/dependencies.mjs';
import { runSuites } from './suites/run-suites.mjs';

await runScript(async () => {
  await provideDependencies();
  return (await runSuites(setUpPrograms(), ['lint', 'types', 'vitest', 'build'])) ? 0 : 1;
});
