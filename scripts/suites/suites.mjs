// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildProgram } from '../build.mjs';
import { run } from '../command.mjs';
import { withDisplay } from '../display.mjs';
import { programEnvironment } from '../launch.mjs';
import { runNpmScript } from '../npm.mjs';
import { inProject, projectRoot, readJson } from '../project.mjs';
import { runnerOutcome, singleOutcome } from './outcome.mjs';
import { playwrightOutcome, vitestOutcome } from './reports.mjs';

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {import('../setup/electron.mjs').ElectronRuntime} ElectronRuntime
 *
 * @typedef {object} Suite
 * @property {string} about
 * @property {boolean} hasRunner whether it takes arguments, which go to its test runner
 * @property {(electron: ElectronRuntime, runnerArguments: string[]) => Promise<Outcome>} execute
 */

const VITEST = inProject('node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = inProject('node_modules', '@playwright', 'test', 'cli.js');

/** @type {Record<string, Suite>} in the order in which they run, the quick ones first */
export const SUITES = {
  lint: {
    about: 'the rules of the code and its formatting',
    hasRunner: false,
    execute: async () => singleOutcome((await runNpmScript('lint')) === 0),
  },
  types: {
    about: 'the types',
    hasRunner: false,
    execute: async () => singleOutcome((await runNpmScript('typecheck')) === 0),
  },
  vitest: {
    about: 'unit and integration tests, in Node',
    hasRunner: true,
    execute: runVitest,
  },
  build: {
    about: 'the program can be built',
    hasRunner: false,
    execute: async () => {
      await buildProgram();
      return singleOutcome(true);
    },
  },
  e2e: {
    about: 'the built program in real windows, driven by Playwright',
    hasRunner: true,
    execute: runPlaywright,
  },
};

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} runnerArguments
 */
function runVitest(electron, runnerArguments) {
  return withReportFile(async (reportFile) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const exitCode = await run(process.execPath, [VITEST, 'run', ...reporters, ...runnerArguments], {
      cwd: projectRoot,
      env: programEnvironment({ FLOWSHELF_TEST_ELECTRON: electron.executable }),
    });
    const report = readJson(reportFile);
    return runnerOutcome(exitCode, report && vitestOutcome(report));
  });
}

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} runnerArguments
 */
async function runPlaywright(electron, runnerArguments) {
  await buildProgram();
  return withReportFile((reportFile) =>
    withDisplay(async (display) => {
      const exitCode = await run(
        process.execPath,
        [PLAYWRIGHT, 'test', '--reporter=list,json', ...runnerArguments],
        {
          cwd: projectRoot,
          env: programEnvironment({
            ...display,
            FLOWSHELF_TEST_ELECTRON: electron.executable,
            PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
          }),
        },
      );
      const report = readJson(reportFile);
      return runnerOutcome(exitCode, report && playwrightOutcome(report));
    }),
  );
}

/**
 * @template T
 * @param {(reportFile: string) => Promise<T>} body
 * @returns {Promise<T>}
 */
async function withReportFile(body) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-report-'));
  try {
    return await body(path.join(folder, 'report.json'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
