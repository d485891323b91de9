// @ts-check
import { buildProgram } from '../build.mjs';
import { runNpmScript } from '../npm.mjs';
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
 * @property {(electron: ElectronRuntime, runnerArguments: string[]) => Promise<Outcome>} execute
 */

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
    execute: async (electron, runnerArguments) => {
      const { exitCode, report } = await runVitest(electron, runnerArguments);
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
      const { exitCode, report } = await runPlaywright(electron, runnerArguments);
      return runnerOutcome(exitCode, report && playwrightOutcome(report));
    },
  },
};
