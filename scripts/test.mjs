// @ts-check
// npm test [-- suites] [arguments for the runner]: sets up what is missing, builds, runs the suites. See --help.
import process from 'node:process';
import { runScript } from './entry.mjs';
import { Stop } from './messages.mjs';
import { setUpPrograms } from './set-up.mjs';
import { provideDependencies } from './setup/dependencies.mjs';
import { runSuites } from './suites/run-suites.mjs';
import { SUITES } from './suites/suites.mjs';

const USAGE = `Usage: npm test [-- [suite …] [arguments for its runner]]

${Object.entries(SUITES)
  .map(([name, { about }]) => `  ${name.padEnd(8)}${about}`)
  .join('\n')}

Without a name every suite runs. What follows vitest or e2e alone goes to the test runner:
  npm test -- lint types
  npm test -- vitest test/unit
  npm test -- e2e --grep "plays a song"`;

/**
 * @param {string[]} args
 * @returns {{ names: string[], runnerArguments: string[] }}
 */
function readArguments(args) {
  const firstOther = args.findIndex((arg) => !Object.hasOwn(SUITES, arg));
  const names = firstOther === -1 ? args : args.slice(0, firstOther);
  const runnerArguments = args.slice(names.length);
  if (runnerArguments.length > 0 && !(names.length === 1 && SUITES[names[0]].hasRunner)) {
    throw new Stop(`There is no suite ${runnerArguments[0]}.\n\n${USAGE}`);
  }
  return { names: names.length > 0 ? names : Object.keys(SUITES), runnerArguments };
}

await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    return 0;
  }
  const { names, runnerArguments } = readArguments(args);
  await provideDependencies();
  return (await runSuites(setUpPrograms(), names, runnerArguments)) ? 0 : 1;
});
