// @ts-check
import crypto from 'node:crypto';
import fs from 'node:fs';
import { excerpt } from '../command.mjs';
import { Stop, setUp } from '../messages.mjs';
import { captureNpm } from '../npm.mjs';
import { inProject, readJson } from '../project.mjs';
import { isStamped, stamp } from './stamp.mjs';

const STEP = 'dependencies';

/** Installs the npm packages where what is installed is not what the lockfile says. */
export async function provideDependencies() {
  const lockfile = fs.readFileSync(inProject('package-lock.json'));
  const basis = { lockfile: crypto.createHash('sha256').update(lockfile).digest('hex') };
  if (isStamped(STEP, basis)) return;
  if (!isInstalled(JSON.parse(lockfile.toString()))) await setUp('npm packages', install);
  stamp(STEP, basis);
}

/**
 * Somebody may have run `npm install` by hand; npm keeps a list of what it installed.
 *
 * @param {{ packages: Record<string, any> }} lock
 * @returns {boolean}
 */
function isInstalled(lock) {
  const installed = readJson(inProject('node_modules', '.package-lock.json'))?.packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(([location, wanted]) => {
    if (location === '') return true;
    // Packages for another system are in the lockfile, but not installed here.
    if (!installed[location]) return wanted.optional === true;
    return (
      installed[location].version === wanted.version && installed[location].integrity === wanted.integrity
    );
  });
}

async function install() {
  // No package of ours needs an install script, and NODE_ENV=production must not leave the tools out.
  const result = await captureNpm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']);
  if (result.code !== 0) throw new Stop(`npm ci failed:\n${excerpt(result.output)}`);
}
