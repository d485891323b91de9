// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { buildProgram } from '../build.mjs';
import { run } from '../command.mjs';
import { withDisplay } from '../display.mjs';
import { mustLeaveOutSandbox, programEnvironment } from '../launch.mjs';
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
 * @property {(electron: ElectronRuntime, args: string[]) => Promise<Outcome>} execute the arguments go to its runner
 */

const VITEST = inProject('node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = inProject('node_modules', '@playwright', 'test', 'cli.js');

/** @type {Record<string, Suite>} in the order in which they run, the quick ones first */
export const SUITES = {
  lint: {
    about: 'the rules of the code and its formatting',
    execute: async (_electron, args) => singleOutcome((await runNpmScript('lint', args)) === 0),
  },
  types: {
    about: 'the types',
    execute: async (_electron, args) => singleOutcome((await runNpmScript('typecheck', args)) === 0),
  },
  vitest: {
    about: 'unit and integration tests, in Node',
    execute: runVitest,
  },
  build: {
    about: 'the program can be built',
    execute: async () => {
      await buildProgram();
      return singleOutcome(true);
    },
  },
  e2e: {
    about: 'the built program in real windows, driven by Playwright',
    execute: runPlaywright,
  },
};

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} args
 */
function runVitest(electron, args) {
  return withReportFile(async (reportFile) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const exitCode = await run(process.execPath, [VITEST, 'run', ...reporters, ...args], {
      cwd: projectRoot,
      env: programEnvironment({ FLOWSHELF_TEST_ELECTRON: electron.executable }),
    });
    const report = readJson(reportFile);
    return runnerOutcome(exitCode, report && vitestOutcome(report));
  });
}

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} args
 */
async function runPlaywright(electron, args) {
  await buildProgram();
  return withReportFile((reportFile) =>
    withDisplay(async (display) => {
      const exitCode = await run(process.execPath, [PLAYWRIGHT, 'test', '--reporter=list,json', ...args], {
        cwd: projectRoot,
        env: programEnvironment({
          ...display,
          ...(mustLeaveOutSandbox() ? { FLOWSHELF_TEST_NO_SANDBOX: '1' } : {}),
          FLOWSHELF_TEST_ELECTRON: electron.executable,
          PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
        }),
      });
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
