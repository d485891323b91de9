// @ts-check
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from '../project.mjs';

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
    failures: vitestFailures(report),
  };
}

/** @param {any} report */
function vitestFailures(report) {
  return report.testResults.flatMap((/** @type {any} */ file) => {
    const name = path.relative(projectRoot, file.name);
    const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
    if (file.status === 'failed' && failed.length === 0) return [failureLine([name], file.message)];
    return failed.map((/** @type {any} */ test) =>
      failureLine([name, ...test.ancestorTitles, test.title], test.failureMessages[0]),
    );
  });
}

/**
 * @param {any} report written by Playwright's JSON reporter
 * @returns {Outcome}
 */
export function playwrightOutcome({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    remark: stats.flaky > 0 ? `${stats.flaky} passed only when tried again` : undefined,
    failures: [
      ...errors.map((/** @type {any} */ error) => failureLine([], error.message)),
      ...suites.flatMap((/** @type {any} */ file) => playwrightFailures(file, [])),
    ],
  };
}

/**
 * @param {any} suite a file or a group of tests
 * @param {readonly string[]} outer titles of what it stands in
 * @returns {string[]}
 */
function playwrightFailures(suite, outer) {
  const titles = [...outer, suite.title];
  return [
    ...(suite.specs ?? [])
      .filter((/** @type {any} */ spec) => !spec.ok)
      .map((/** @type {any} */ spec) => {
        const results = spec.tests.flatMap((/** @type {any} */ test) => test.results);
        return failureLine(
          [...titles, spec.title],
          results.find((/** @type {any} */ run) => run.error)?.error.message,
        );
      }),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ group) => playwrightFailures(group, titles)),
  ];
}

/** The lines by which a property that failed (fast-check) can be tried again: how it was reached, and for what it fails. */
const OF_PROPERTIES = /^(?:\{ seed: |Counterexample: )/;
/** Characters of one of them that are told. */
const MOST_TOLD = 400;

/**
 * @param {readonly string[]} titles from the file inwards
 * @param {string | undefined} message what the runner says about it; its first line is told, and of a property which one fails
 */
function failureLine(titles, message) {
  const [reason = '', ...more] = stripVTControlCharacters(message ?? '').split('\n');
  const told = more.filter((line) => OF_PROPERTIES.test(line)).map(cut);
  return [...titles, [reason || 'no reason told', ...told].join(' · ')].join(' › ');
}

/** @param {string} line */
function cut(line) {
  return line.length > MOST_TOLD ? `${line.slice(0, MOST_TOLD)}…` : line;
}
