// @ts-check
import { brokenFiles } from './reports.mjs';

/**
 * One test, in the same form whichever runner it comes from.
 *
 * @typedef {object} TestResult
 * @property {string} kind the outermost group that the test stands in, or its own title
 * @property {string} title
 * @property {number} cases how many cases it looks at
 * @property {'passed' | 'failed' | 'left out'} outcome
 * @property {number} ms how long it took
 *
 * @typedef {object} PartResult
 * @property {string} name
 * @property {readonly TestResult[]} tests
 * @property {number} ms from its start to its end, with all that is no test
 */

/**
 * A test that looks at many cases says how many: `meta.cases`.
 *
 * @param {any} report written by Vitest's JSON reporter
 * @returns {TestResult[]}
 */
export function vitestResults(report) {
  const broken = brokenFiles(report).map((file) => failure(`${file.name} could not be run`));
  const tests = report.testResults.flatMap((/** @type {any} */ file) =>
    file.assertionResults.map((/** @type {any} */ test) => ({
      kind: test.ancestorTitles[0] ?? test.title,
      title: test.title,
      cases: test.meta?.cases ?? 1,
      outcome: test.status === 'passed' || test.status === 'failed' ? test.status : 'left out',
      ms: test.duration ?? 0,
    })),
  );
  return [...broken, ...tests];
}

/**
 * A test that looks at many cases says how many: an annotation of the type `cases`.
 *
 * @param {any} report written by Playwright's JSON reporter
 * @returns {TestResult[]}
 */
export function playwrightResults(report) {
  const broken = report.errors.map((/** @type {any} */ error) => failure(error.message ?? 'an error'));
  const specs = report.suites.flatMap((/** @type {any} */ file) => specsOf(file, []));
  return [...broken, ...specs];
}

/**
 * @param {any} suite a file or a group of tests
 * @param {readonly string[]} groups that it stands in, without the file
 * @returns {TestResult[]}
 */
function specsOf(suite, groups) {
  const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
    spec.tests.map((/** @type {any} */ test) => ({
      kind: groups[0] ?? spec.title,
      title: spec.title,
      cases: Number(
        test.annotations.find((/** @type {any} */ each) => each.type === 'cases')?.description ?? 1,
      ),
      outcome: test.status === 'skipped' ? 'left out' : spec.ok ? 'passed' : 'failed',
      ms: test.results.reduce((/** @type {number} */ sum, /** @type {any} */ run) => sum + run.duration, 0),
    })),
  );
  const inner = (suite.suites ?? []).flatMap((/** @type {any} */ group) =>
    specsOf(group, [...groups, group.title]),
  );
  return [...own, ...inner];
}

/**
 * @param {string} what went wrong where no test could tell it
 * @returns {TestResult}
 */
export function failure(what) {
  return { kind: what, title: what, cases: 1, outcome: 'failed', ms: 0 };
}

/**
 * @param {readonly PartResult[]} parts
 * @returns {boolean} whether something was looked at in each part, and all of it passed
 */
export function hasAllPassed(parts) {
  return parts.every(({ tests }) => {
    const { cases, passed } = sumOf(tests);
    return cases > 0 && cases === passed;
  });
}

/**
 * @param {readonly PartResult[]} parts
 * @returns {string} two tables in Markdown, by kind and by part, and what was left out on this machine
 */
export function faultTables(parts) {
  const byKind = parts.flatMap(({ name, tests }) =>
    [...groupBy(tests.filter(isLookedAt), ({ kind }) => kind)].map(([kind, ofKind]) => {
      const { cases, passed, ms } = sumOf(ofKind);
      return [name, kind, String(cases), String(passed), minutes(ms)];
    }),
  );
  const byPart = parts.map(({ name, tests, ms }) => {
    const { cases, passed } = sumOf(tests);
    return [name, String(cases), String(passed), minutes(ms)];
  });
  const all = sumOf(parts.flatMap(({ tests }) => tests));
  const totalMs = parts.reduce((sum, { ms }) => sum + ms, 0);
  const leftOut = parts.flatMap(({ name, tests }) =>
    tests.filter((test) => !isLookedAt(test)).map(({ title }) => `- ${name}: ${title}`),
  );
  return [
    markdownTable(2, [['part', 'kind', 'cases', 'passed', 'minutes'], ...byKind]),
    markdownTable(1, [
      ['part', 'cases', 'passed', 'minutes'],
      ...byPart,
      ['all', String(all.cases), String(all.passed), minutes(totalMs)],
    ]),
    ...(leftOut.length > 0 ? [`Left out here:\n${leftOut.join('\n')}`] : []),
  ].join('\n\n');
}

/** @param {TestResult} test */
function isLookedAt({ outcome }) {
  return outcome !== 'left out';
}

/** @param {readonly TestResult[]} tests */
function sumOf(tests) {
  const sum = { cases: 0, passed: 0, ms: 0 };
  for (const { cases, outcome, ms } of tests.filter(isLookedAt)) {
    sum.cases += cases;
    sum.passed += outcome === 'passed' ? cases : 0;
    sum.ms += ms;
  }
  return sum;
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {(each: T) => string} nameOf
 * @returns {Map<string, T[]>} in the order in which the names come first
 */
function groupBy(list, nameOf) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const each of list) {
    const name = nameOf(each);
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return groups;
}

/** @param {number} ms */
function minutes(ms) {
  return (ms / 60_000).toFixed(1);
}

/**
 * @param {number} textColumns so many columns hold text, those behind them numbers
 * @param {readonly (readonly string[])[]} rows the first is the head
 */
function markdownTable(textColumns, rows) {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widthOf = (/** @type {number} */ column) =>
    Math.max(3, ...cells.map((row) => row[column]?.length ?? 0));
  const line = (/** @type {string[]} */ row) => `| ${row.join(' | ')} |`;
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column < textColumns ? cell.padEnd(widthOf(column)) : cell.padStart(widthOf(column));
  const dashes = (/** @type {string} */ _cell, /** @type {number} */ column) =>
    column < textColumns ? '-'.repeat(widthOf(column)) : `${'-'.repeat(widthOf(column) - 1)}:`;
  const [head = [], ...body] = cells;
  return [head.map(pad), head.map(dashes), ...body.map((row) => row.map(pad))].map(line).join('\n');
}
