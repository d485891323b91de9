// @ts-check
import { Stop, duration } from '../messages.mjs';
import { figures, singleOutcome, sumOf } from './outcome.mjs';
import { SUITES } from './suites.mjs';

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {import('./suites.mjs').Suite} Suite
 */

/**
 * Runs suites one after the other, all of them whatever fails, and sums them up. What failed is named once more at the
 * end, where it is found without the whole output; the last line is the plain sum, which machines read.
 *
 * @param {import('../setup/electron.mjs').ElectronRuntime} electron
 * @param {string[]} names
 * @param {string[]} [runnerArguments]
 * @returns {Promise<boolean>} whether all passed
 */
export async function runSuites(electron, names, runnerArguments = []) {
  const lines = [];
  const outcomes = [];
  for (const name of names) {
    const suite = /** @type {Suite} */ (SUITES[name]);
    console.log(`\n== ${name}: ${suite.about}`);
    const startedAt = Date.now();
    const outcome = await outcomeOf(() => suite.execute(electron, runnerArguments));
    const remark = outcome.remark ? `, ${outcome.remark}` : '';
    lines.push(`${name}: ${figures(outcome)}${remark} (${duration(Date.now() - startedAt)})`);
    outcomes.push(outcome);
  }
  const sum = sumOf(outcomes);
  const failures = outcomes.flatMap((outcome) => outcome.failures ?? []);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
  console.log(`\n${lines.join('\n')}\n${figures(sum)}`);
  return sum.failed === 0;
}

/**
 * A suite that cannot even begin has failed, and the others run all the same.
 *
 * @param {() => Promise<Outcome>} execute
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(execute) {
  try {
    return await execute();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    console.log(error.message);
    return singleOutcome(false);
  }
}
