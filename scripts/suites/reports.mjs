// @ts-check

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * A file that cannot be loaded has no test that could have failed; where its preparation fails, all are skipped.
 *
 * @param {any} report written by vitest's JSON reporter
 * @returns {any[]} the results of such files
 */
export function brokenFiles(report) {
  return report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' &&
      file.assertionResults.every((/** @type {any} */ test) => test.status !== 'failed'),
  );
}

/**
 * @param {any} report written by vitest's JSON reporter
 * @returns {Outcome}
 */
export function vitestOutcome(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles(report).length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {any} report written by Playwright's JSON reporter
 * @returns {Outcome}
 */
export function playwrightOutcome({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    remark: stats.flaky > 0 ? `${stats.flaky} passed only when tried again` : undefined,
  };
}
