// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { inProject, readJson } from '../project.mjs';

/**
 * Stamps remember what a finished step was based on, so that it is not done twice. They live in node_modules:
 * whoever deletes that folder deletes the stamps with it.
 *
 * @param {string} step
 */
function stampFile(step) {
  return inProject('node_modules', '.flowshelf', `${step}.json`);
}

/**
 * @param {string} step
 * @param {unknown} basis plain JSON
 * @returns {boolean} whether the step was finished on this very basis
 */
export function isStamped(step, basis) {
  return isDeepStrictEqual(readJson(stampFile(step)), basis);
}

/**
 * @param {string} step
 * @param {unknown} basis
 */
export function stamp(step, basis) {
  const file = stampFile(step);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(basis, null, 2));
}
