// @ts-check
import { buildProgram } from '../build.mjs';
import { captureNpmScript } from '../npm.mjs';
import { runnerOutcome, singleOutcome } from './outcome.mjs';
import { playwrightOutcome, vitestOutcome } from './reports.mjs';
import { runPlaywright, runVitest } from './runners.mjs';

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {import('../setup/electron.mjs').ElectronRuntime} ElectronRuntime
 *
 * @typedef {object} Suite
 * @property {string} about
 * @property {boolean} hasRunner whether it takes arguments, which go to its test runner
 * @property {boolean} [isAside] it runs beside the others and the set-up, in the time that they wait, needs nothing but the
 *   npm packages, and shows nothing until it ends
 * @property {(electron: Promise<ElectronRuntime>, runnerArguments: string[], hasOthers: boolean) => Promise<Outcome>} execute
 *   it is handed the end of the set-up, and told whether one that runs aside has others beside it
 */

/** @type {Record<string, Suite>} in the order in which they are told; those that do not run aside run in it */
export const SUITES = {
  lint: {
    about: 'the rules of the code and its formatting',
    hasRunner: false,
    isAside: true,
    execute: (_electron, _arguments, hasOthers) => npmScriptOutcome('lint', hasOthers),
  },
  types: {
    about: 'the types',
    hasRunner: false,
    isAside: true,
    execute: (_electron, _arguments, hasOthers) => npmScriptOutcome('typecheck', hasOthers),
  },
  vitest: {
    about: 'unit and integration tests, in Node',
    hasRunner: true,
    execute: async (electron, runnerArguments) => {
      const { exitCode, report } = await runVitest(await electron, runnerArguments);
      return runnerOutcome(exitCode, report && vitestOutcome(report));
    },
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
    execute: async (electron, runnerArguments) => {
      await buildProgram();
      const { exitCode, report } = await runPlaywright(await electron, runnerArguments);
      return runnerOutcome(exitCode, report && playwrightOutcome(report));
    },
  },
};

/**
 * @param {string} name of a script in package.json
 * @param {boolean} isBehind whether it is to leave the processors to others
 * @returns {Promise<Outcome>}
 */
async function npmScriptOutcome(name, isBehind) {
  const { code, output } = await captureNpmScript(name, { isBehind });
  return { ...singleOutcome(code === 0), output };
}
