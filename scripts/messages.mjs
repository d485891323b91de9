// @ts-check
import process from 'node:process';

/** Something that the person at the keyboard has to mend. Shown as its message alone, without a stack. */
export class Stop extends Error {}

/**
 * Tells one line of news. News goes to standard error, so that standard output holds results only
 * (a path, the test figures) and can be piped.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** The step whose line is not ended yet. @type {string | undefined} */
let openLine;

/**
 * Does one step of the set-up and tells it in one line: what is being set up as soon as it begins (some
 * steps take a minute), and how it ended behind it. Of steps that go on beside each other each end has a line of its own.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @param {(result: T) => string | undefined} [remark] what to say instead of the time that it took
 * @returns {Promise<T>}
 */
export async function setUp(what, work, remark = () => undefined) {
  const startedAt = Date.now();
  beginLine(what);
  try {
    const result = await work();
    endLine(what, remark(result) ?? duration(Date.now() - startedAt));
    return result;
  } catch (error) {
    endLine(what, 'failed');
    throw error;
  }
}

/** @param {string} what */
function beginLine(what) {
  process.stderr.write(`${openLine === undefined ? '' : '\n'}set up: ${what} … `);
  openLine = what;
}

/**
 * @param {string} what
 * @param {string} ending
 */
function endLine(what, ending) {
  if (openLine !== what) beginLine(what);
  process.stderr.write(`${ending}\n`);
  openLine = undefined;
}

/**
 * @param {number} ms
 * @returns {string} for example `0.4 s` or `76 s`
 */
export function duration(ms) {
  const seconds = ms / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
