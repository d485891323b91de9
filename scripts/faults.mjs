// @ts-check
// npm run test:faults [-- parts] [--without part …] [--grep words]: the full tables of faults, printed as kind, cases, passed.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildProgram } from './build.mjs';
import { runScript } from './entry.mjs';
import { Stop } from './messages.mjs';
import { setUpProject } from './set-up.mjs';
import { FAULT_PARTS } from './suites/fault-parts.mjs';
import {
  failure,
  faultTables,
  hasAllPassed,
  playwrightResults,
  vitestResults,
} from './suites/fault-table.mjs';
import { runPlaywright, runVitest } from './suites/runners.mjs';

/**
 * @typedef {import('./setup/electron.mjs').ElectronRuntime} ElectronRuntime
 * @typedef {import('./suites/fault-table.mjs').PartResult} PartResult
 */

const USAGE = `Usage: npm run test:faults [-- [part …] [--without part …] [--grep words]]

${Object.entries(FAULT_PARTS)
  .map(([name, { about }]) => `  ${name.padEnd(14)}${about}`)
  .join('\n')}

Without a name every part runs, with all of its cases: about two hours, most of them for the two parts of kills.
  npm run test:faults -- downloads answers
  npm run test:faults -- --without kill-points --without kill-moments
  npm run test:faults -- downloads --grep "416"       only tests with these words in their title`;

const FULL = { FLOWSHELF_FAULTS: 'full' };

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        without: { type: 'string', multiple: true, default: [] },
        grep: { type: 'string' },
      },
    });
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

/** @param {string[]} args */
function readArguments(args) {
  const { values, positionals } = parsed(args);
  const unknown = [...positionals, ...values.without].find((name) => !Object.hasOwn(FAULT_PARTS, name));
  if (unknown !== undefined) throw new Stop(`There is no part ${unknown}.\n\n${USAGE}`);
  const names = positionals.length > 0 ? positionals : Object.keys(FAULT_PARTS);
  return {
    isForHelp: values.help === true,
    names: names.filter((name) => !values.without.includes(name)),
    grep: values.grep,
  };
}

/**
 * @param {ElectronRuntime} electron
 * @param {string} name
 * @param {string | undefined} grep
 * @returns {Promise<PartResult>}
 */
async function runPart(electron, name, grep) {
  const { about, files } = FAULT_PARTS[name];
  console.log(`\n== ${name}: ${about}`);
  const startedAt = performance.now();
  const windowFiles = files.filter((file) => file.endsWith('.e2e.ts'));
  const otherFiles = files.filter((file) => !windowFiles.includes(file));
  const tests = [];
  if (otherFiles.length > 0) {
    const chosen = grep === undefined ? [] : ['--testNamePattern', grep];
    tests.push(...resultsOf(await runVitest(electron, [...chosen, ...otherFiles], FULL), vitestResults));
  }
  if (windowFiles.length > 0) {
    const chosen = grep === undefined ? [] : ['--pass-with-no-tests', '--grep', grep];
    tests.push(
      ...resultsOf(await runPlaywright(electron, [...chosen, ...windowFiles], FULL), playwrightResults),
    );
  }
  const chosenTests = grep === undefined ? tests : tests.filter(({ outcome }) => outcome !== 'left out');
  return { name, tests: chosenTests, ms: performance.now() - startedAt };
}

/**
 * A runner that died, or that reported nothing wrong and says that something was, has failed.
 *
 * @param {import('./suites/runners.mjs').RunnerResult} result
 * @param {(report: any) => import('./suites/fault-table.mjs').TestResult[]} read
 */
function resultsOf({ exitCode, report }, read) {
  const results = report ? read(report) : [];
  const hasToldFailure = results.some(({ outcome }) => outcome === 'failed');
  return exitCode === 0 || hasToldFailure
    ? results
    : [...results, failure(`the runner ended with ${exitCode}`)];
}

await runScript(async () => {
  const { isForHelp, names, grep } = readArguments(process.argv.slice(2));
  if (isForHelp) {
    console.log(USAGE);
    return 0;
  }
  const electron = await setUpProject();
  if (names.some((name) => FAULT_PARTS[name].files.some((file) => file.endsWith('.e2e.ts')))) {
    await buildProgram();
  }
  const parts = [];
  for (const name of names) parts.push(await runPart(electron, name, grep));
  console.log(`\n${faultTables(parts)}`);
  return hasAllPassed(parts) ? 0 : 1;
});
