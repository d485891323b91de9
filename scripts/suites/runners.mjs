// @ts-check
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { run } from '../command.mjs';
import { withDisplays } from '../display.mjs';
import { programEnvironment } from '../launch.mjs';
import { inProject, projectRoot, readJson } from '../project.mjs';

/**
 * @typedef {import('../setup/electron.mjs').ElectronRuntime} ElectronRuntime
 *
 * @typedef {object} RunnerResult
 * @property {number} exitCode
 * @property {any} report what the runner's JSON reporter wrote; undefined when it did not come to that
 */

const VITEST = inProject('node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = inProject('node_modules', '@playwright', 'test', 'cli.js');

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} args for Vitest
 * @param {Record<string, string>} [environment] what the tests are told besides
 * @returns {Promise<RunnerResult>}
 */
export function runVitest(electron, args, environment = {}) {
  return withReportFile(async (reportFile) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    return run(process.execPath, [VITEST, 'run', ...reporters, ...args], {
      cwd: projectRoot,
      env: programEnvironment({ ...environment, FLOWSHELF_TEST_ELECTRON: electron.executable }),
    });
  });
}

/** More programs at once than a machine of two cores has: they mostly wait. */
const PROGRAMS_AT_ONCE = 3;

/**
 * Runs Playwright on the built program: several at once where each can have a virtual display of its own, for on one they
 * would fight for the focus, else one after the other on the display that is there.
 *
 * @param {ElectronRuntime} electron
 * @param {string[]} args for Playwright
 * @param {Record<string, string>} [environment] what the tests are told besides
 * @returns {Promise<RunnerResult>}
 */
export function runPlaywright(electron, args, environment = {}) {
  return withReportFile((reportFile) =>
    withDisplays(PROGRAMS_AT_ONCE, (displays) =>
      run(process.execPath, [PLAYWRIGHT, 'test', '--reporter=list,json', ...args], {
        cwd: projectRoot,
        env: programEnvironment({
          ...environment,
          FLOWSHELF_TEST_DISPLAYS: displays.join(' '),
          FLOWSHELF_TEST_ELECTRON: electron.executable,
          PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile,
        }),
      }),
    ),
  );
}

/**
 * @param {(reportFile: string) => Promise<number>} execute runs something that writes its report there
 * @returns {Promise<RunnerResult>}
 */
async function withReportFile(execute) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-report-'));
  const reportFile = path.join(folder, 'report.json');
  try {
    const exitCode = await execute(reportFile);
    return { exitCode, report: readJson(reportFile) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
