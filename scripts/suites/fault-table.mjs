// @ts-check

/**
 * Sums the tests of faults up by their kind, which is the outermost group that a test stands in. A test that looks at
 * many cases says how many (`meta.cases`).
 *
 * @param {any} report written by vitest's JSON reporter
 * @returns {string} a table in Markdown: kind, cases, passed
 */
export function faultTable(report) {
  /** @type {Map<string, { cases: number, passed: number }>} */
  const kinds = new Map();
  for (const file of report.testResults) {
    // A file that cannot even be loaded has no test that could have failed.
    if (file.assertionResults.length === 0) count(file.name, 1, false);
    for (const test of file.assertionResults) {
      if (test.status === 'passed' || test.status === 'failed') {
        count(test.ancestorTitles[0] ?? test.title, test.meta?.cases ?? 1, test.status === 'passed');
      }
    }
  }

  /** @param {string} kind @param {number} cases @param {boolean} hasPassed */
  function count(kind, cases, hasPassed) {
    const sum = kinds.get(kind) ?? { cases: 0, passed: 0 };
    kinds.set(kind, { cases: sum.cases + cases, passed: sum.passed + (hasPassed ? cases : 0) });
  }

  const rows = [...kinds].map(([kind, { cases, passed }]) => [kind, String(cases), String(passed)]);
  const sums = [...kinds.values()];
  const total = [
    'all',
    String(sums.reduce((sum, each) => sum + each.cases, 0)),
    String(sums.reduce((sum, each) => sum + each.passed, 0)),
  ];
  return markdownTable([['kind', 'cases', 'passed'], ...rows, total]);
}

/** @param {string[][]} rows the first is the head; all columns but the first hold numbers */
function markdownTable(rows) {
  const widths = rows[0].map((_cell, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const text = rows.map((row) =>
    line(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))),
  );
  const rule = line(
    widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)),
  );
  return [text[0], rule, ...text.slice(1)].join('\n');
}
