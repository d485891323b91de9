// @ts-check
import process from 'node:process';
import { capture } from '../command.mjs';
import { needsOwnDisplay } from '../display.mjs';
import { installDebianPackages } from './debian-packages.mjs';
import { findProgram } from './find-program.mjs';

/** What Electron links against; Debian 13 and Ubuntu 24.04 renamed some for the 64-bit time. */
const LIBRARY_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
];

const DISPLAY_PACKAGES = [['xvfb']];

/**
 * Sees to the libraries that Electron needs from a Linux system, and to a virtual display where there is no other.
 *
 * @param {string} executable Electron's
 */
export async function provideSystemLibraries(executable) {
  if (process.platform !== 'linux') return;
  const libraries = await missingLibraries(executable);
  const lacksDisplay = needsOwnDisplay() && !findProgram('Xvfb');
  const missing = lacksDisplay ? [...libraries, 'Xvfb'] : libraries;
  if (missing.length === 0) return;
  const packages = [
    ...(libraries.length > 0 ? LIBRARY_PACKAGES : []),
    ...(lacksDisplay ? DISPLAY_PACKAGES : []),
  ];
  await installDebianPackages(packages, { missing, purpose: 'to run Electron' });
}

/**
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
async function missingLibraries(executable) {
  const { stdout } = await capture('ldd', [executable]);
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => name);
}
