// @ts-check
import { Stop, duration } from '../messages.mjs';
import { figures, singleOutcome, sumOf } from './outcome.mjs';
import { SUITES } from './suites.mjs';

/**
 * @typedef {import('./outcome.mjs').Outcome} Outcome
 * @typedef {import('./suites.mjs').Suite} Suite
 *
 * @typedef {object} FinishedSuite
 * @property {Outcome} outcome
 * @property {number} ms how long it ran
 */

/**
 * Runs suites, all of them whatever fails, and sums them up: those that run aside at once, the others one after the
 * other when all is set up. What failed is named once more at the end, where it is found without the whole output; the last line is the
 * plain sum, which machines read.
 *
 * @param {Promise<import('../setup/electron.mjs').ElectronRuntime>} electron the end of the set-up, which may fail
 * @param {string[]} names
 * @param {string[]} [runnerArguments]
 * @returns {Promise<boolean>} whether all passed
 */
export async function runSuites(electron, names, runnerArguments = []) {
  const inTurn = names.filter((name) => !suiteOf(name).isAside);
  /** @type {Map<string, FinishedSuite>} */
  const finished = new Map();
  /** @param {string} name */
  const finish = async (name) => {
    const startedAt = Date.now();
    const outcome = await outcomeOf(() =>
      suiteOf(name).execute(electron, runnerArguments, inTurn.length > 0),
    );
    finished.set(name, { outcome, ms: Date.now() - startedAt });
    return outcome;
  };
  const aside = names
    .filter((name) => suiteOf(name).isAside)
    .map(async (name) => {
      const { output } = await finish(name);
      console.log(`\n${title(name)}${output ? `\n${output.trimEnd()}` : ''}`);
    });
  const oneAfterTheOther = async () => {
    await electron;
    for (const name of inTurn) {
      console.log(`\n${title(name)}`);
      await finish(name);
    }
  };
  await Promise.all([...aside, oneAfterTheOther()]);
  return tellSum(names.map((name) => [name, /** @type {FinishedSuite} */ (finished.get(name))]));
}

/**
 * @param {[string, FinishedSuite][]} suites
 * @returns {boolean} whether all passed
 */
function tellSum(suites) {
  const outcomes = suites.map(([, { outcome }]) => outcome);
  const failures = outcomes.flatMap((outcome) => outcome.failures ?? []);
  if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
  const lines = suites.map(([name, { outcome, ms }]) => {
    const remark = outcome.remark ? `, ${outcome.remark}` : '';
    return `${name}: ${figures(outcome)}${remark} (${duration(ms)})`;
  });
  const sum = sumOf(outcomes);
  console.log(`\n${lines.join('\n')}\n${figures(sum)}`);
  return sum.failed === 0;
}

/** @param {string} name */
function suiteOf(name) {
  return /** @type {Suite} */ (SUITES[name]);
}

/** @param {string} name */
function title(name) {
  return `== ${name}: ${suiteOf(name).about}`;
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
