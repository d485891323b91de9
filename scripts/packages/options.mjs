// @ts-check
import { parseArgs } from 'node:util';
import { Stop } from '../messages.mjs';

const VERSION = /^\d+\.\d+\.\d+$/;

/**
 * @param {readonly string[]} args of `npm run package`
 * @returns {{ version: string | undefined }} version: what the packages say instead of what package.json says
 */
export function readPackageOptions(args) {
  /** @type {{ 'as-version'?: string }} */
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: { 'as-version': { type: 'string' } } }));
  } catch (error) {
    throw new Stop(`${/** @type {Error} */ (error).message}\nnpm run package [-- --as-version 0.1.1]`);
  }
  const version = values['as-version'];
  if (version !== undefined && !VERSION.test(version)) {
    throw new Stop(`A version is three numbers, as in 0.1.1, not '${version}'.`);
  }
  return { version };
}
