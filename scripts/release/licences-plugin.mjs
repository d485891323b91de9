// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { inProject } from '../project.mjs';

/**
 * @typedef {object} PackageLicence
 * @property {string} name
 * @property {string} version
 * @property {string} licence as SPDX has it
 * @property {string} text empty where the package brings none
 */

/** What may be built in: all of it may be passed on with a program under the MIT licence. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
]);

const LICENCE_FILE = /^(licen[cs]e|copying)([.-].*)?$/i;
const OUTPUT = 'licences.json';

/**
 * Writes `licences.json` beside what is built: each package of which something is in it, with its licence. A package under
 * a licence that was not decided upon ends the build.
 *
 * @param {object} [options]
 * @param {readonly string[]} [options.besides] packages that are used without being built in
 * @returns {import('vite').Plugin}
 */
export function licences({ besides = [] } = {}) {
  return {
    name: 'flowshelf:licences',
    apply: 'build',
    generateBundle() {
      const folders = new Set(besides.map((name) => inProject('node_modules', name)));
      for (const id of this.getModuleIds()) {
        const folder = packageFolder(id);
        if (folder !== undefined) folders.add(folder);
      }
      const packages = [...folders]
        .map(readPackage)
        .sort((one, other) => one.name.localeCompare(other.name, 'en'));
      const refused = packages.filter(({ licence }) => !ALLOWED.has(licence));
      if (refused.length > 0) {
        const names = refused.map(({ name, licence }) => `${name} (${licence})`).join(', ');
        this.error(`Not among the licences that may be built in: ${names}.`);
      }
      this.emitFile({ type: 'asset', fileName: OUTPUT, source: JSON.stringify(packages) });
    },
  };
}

/**
 * @param {string} id of a module, which may begin with a sign that it is made up and end with a query
 * @returns {string | undefined} the folder of the package that it is from
 */
export function packageFolder(id) {
  const file = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//.exec(file) ?? [];
  return folder;
}

/**
 * @param {string} folder
 * @returns {PackageLicence}
 */
function readPackage(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find((each) => LICENCE_FILE.test(each));
  const text = file === undefined ? '' : fs.readFileSync(path.join(folder, file), 'utf8').trim();
  return { name, version, licence: String(license), text };
}
