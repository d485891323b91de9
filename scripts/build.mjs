// @ts-check
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { captureNpm } from './npm.mjs';
import { excerpt } from './command.mjs';
import { Stop, setUp } from './messages.mjs';
import { inProject } from './project.mjs';
import { isStamped, stamp } from './setup/stamp.mjs';

const STEP = 'build';

/** All that a build depends on: folders, and the files at the root that have such an ending. */
const SOURCE_FOLDERS = ['src', 'resources'];
const SOURCE_FILES = /^(electron\.vite\.config\..*|tsconfig.*\.json|package(-lock)?\.json|\.env.*)$/;

const OUTPUT_FOLDER = 'out';

/** Builds the program where out/ is not what the sources give. */
export async function buildProgram() {
  const sources = sourcesHash();
  if (isStamped(STEP, { sources, output: outputState() })) return;
  await setUp('build of the program', async () => {
    const result = await captureNpm(['run', '--silent', 'build']);
    if (result.code !== 0) throw new Stop(`The build failed:\n${excerpt(result.output)}`);
  });
  stamp(STEP, { sources, output: outputState() });
}

/** @returns {string} */
function sourcesHash() {
  const atRoot = fs.readdirSync(inProject()).filter((name) => SOURCE_FILES.test(name));
  const files = [...atRoot, ...SOURCE_FOLDERS.flatMap(filesIn)].sort();
  const hash = crypto.createHash('sha256');
  for (const file of files) {
    const content = fs.readFileSync(inProject(file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Tells whether somebody else wrote to out/ since, such as the development server or a build by hand.
 *
 * @returns {string}
 */
function outputState() {
  const hash = crypto.createHash('sha256');
  for (const file of filesIn(OUTPUT_FOLDER).sort()) {
    const { size, mtimeMs } = fs.statSync(inProject(file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} folder relative to the root
 * @returns {string[]} the files in it and below, relative to the root
 */
function filesIn(folder) {
  if (!fs.existsSync(inProject(folder))) return [];
  return fs.readdirSync(inProject(folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(file) : [file];
  });
}
