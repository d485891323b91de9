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

/**
 * Does one step of the set-up and tells it in one line: what is being set up as soon as it begins (some
 * steps take a minute), and how it ended behind it.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @param {(result: T) => string | undefined} [remark] what to say instead of the time that it took
 * @returns {Promise<T>}
 */
export async function setUp(what, work, remark = () => undefined) {
  const startedAt = Date.now();
  process.stderr.write(`set up: ${what} … `);
  try {
    const result = await work();
    process.stderr.write(`${remark(result) ?? duration(Date.now() - startedAt)}\n`);
    return result;
  } catch (error) {
    process.stderr.write('failed\n');
    throw error;
  }
}

/**
 * @param {number} ms
 * @returns {string} for example `0.4 s` or `76 s`
 */
export function duration(ms) {
  const seconds = ms / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
