// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the working copy. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * @param {...string} segments
 * @returns {string} an absolute path inside the working copy
 */
export function inProject(...segments) {
  return path.join(projectRoot, ...segments);
}

/**
 * @param {string} file
 * @returns {any} its content, or undefined where there is no such file or it holds no JSON
 */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @returns {string | undefined} its content without surrounding white space
 */
export function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @returns {string} the version of an installed package
 */
export function installedVersion(name) {
  return readJson(inProject('node_modules', name, 'package.json')).version;
}
