// @ts-check

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [remark] what the figures do not tell
 * @property {readonly string[]} [failures] what failed and why, a line each
 * @property {string} [output] what it had to say, where that was not shown yet
 */

/**
 * A check without tests of its own counts as one test.
 *
 * @param {boolean} hasPassed
 * @returns {Outcome}
 */
export function singleOutcome(hasPassed) {
  return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, skipped: 0 };
}

/**
 * @param {Outcome[]} outcomes
 * @returns {Outcome}
 */
export function sumOf(outcomes) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of outcomes) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/**
 * @param {Outcome} outcome
 * @returns {string}
 */
export function figures({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * The outcome of a test runner. One that crashed, or that ran no test at all, has failed, whatever it reported.
 *
 * @param {number} exitCode
 * @param {Outcome | undefined} reported
 * @returns {Outcome}
 */
export function runnerOutcome(exitCode, reported) {
  if (!reported)
    return { ...singleOutcome(false), remark: `the runner ended with ${exitCode} and without a report` };
  if (reported.failed > 0) return reported;
  if (reported.passed === 0) return { ...reported, failed: 1, remark: 'no test was executed' };
  if (exitCode !== 0) return { ...reported, failed: 1, remark: `the runner ended with ${exitCode}` };
  return reported;
}
