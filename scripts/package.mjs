// @ts-check
// npm run package [-- --as-version 0.1.1]: makes the packages that this machine can, and says what was left out and why.
import process from 'node:process';
import { buildProgram } from './build.mjs';
import { runScript } from './entry.mjs';
import { say } from './messages.mjs';
import { readPackageOptions } from './packages/options.mjs';
import { inProject, readJson } from './project.mjs';
import { setUpProject } from './set-up.mjs';

await runScript(async () => {
  const { version } = readPackageOptions(process.argv.slice(2));
  const electron = await setUpProject();
  await buildProgram();
  if (electron.kind === 'fallback') {
    say(
      `Electron ${electron.version} is not the one that ships: the package is a test, called -test, and never released`,
    );
  }
  // Its parts are there only after the set-up.
  const { makePackages, tellPackages } = await import('./packages/make.mjs');
  tellPackages(await makePackages(electron, version ?? readJson(inProject('package.json')).version));
});
