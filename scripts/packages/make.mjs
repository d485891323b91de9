// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { configuration, OUTPUT_FOLDER, testVersion } from '../../packaging/configuration.mjs';
import { makeDebianPackage } from '../../packaging/debian.mjs';
import { feedOf } from '../../packaging/feed.mjs';
import { say, setUp } from '../messages.mjs';
import { inProject, projectRoot, readText } from '../project.mjs';
import { changesOf } from '../release/changelog.mjs';
import { installDebianPackages } from '../setup/debian-packages.mjs';
import { findProgram } from '../setup/find-program.mjs';

/**
 * @typedef {object} MadePackage
 * @property {string} file
 * @property {number} bytes
 * @property {number | undefined} installedBytes undefined where it is not unpacked here
 *
 * @typedef {object} LeftOut
 * @property {string} what
 * @property {string} why
 */

const MADE_ON = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' };
const WHAT_IS_MADE = {
  linux: 'AppImage, .rpm and .deb',
  win32: 'installers for Windows (x64, arm64)',
  darwin: '.dmg and .zip for macOS (universal)',
};

/**
 * Makes all packages that this machine can.
 *
 * @param {import('../setup/electron.mjs').ElectronRuntime} electron
 * @param {string} version as in package.json
 * @param {'gzip' | 'none'} [testCompression] of a .deb that is a test: nobody waits minutes for what is thrown away
 * @returns {Promise<{ made: MadePackage[], leftOut: LeftOut[] }>}
 */
export async function makePackages(electron, version, testCompression = 'gzip') {
  const isTest = electron.kind === 'fallback';
  const builder = await import('electron-builder');
  const config = configuration({
    version,
    isTest,
    ...(isTest ? { electronDist: path.dirname(electron.executable), electronVersion: electron.version } : {}),
    feed: feedOf(process.env),
    releaseNotes: changesOf(readText(inProject('CHANGELOG.md')) ?? '', version),
    hasBuiltSqlite: isTest,
  });
  const platform = /** @type {keyof typeof MADE_ON} */ (process.platform);
  const leftOut = Object.keys(MADE_ON)
    .filter((name) => name !== platform)
    .map((name) => ({
      what: WHAT_IS_MADE[/** @type {keyof typeof MADE_ON} */ (name)],
      why: `made on ${MADE_ON[/** @type {keyof typeof MADE_ON} */ (name)]}`,
    }));
  const target = {
    linux: builder.Platform.LINUX,
    win32: builder.Platform.WINDOWS,
    darwin: builder.Platform.MAC,
  }[platform];
  fs.rmSync(inProject(OUTPUT_FOLDER), { recursive: true, force: true });
  if (isTest) {
    leftOut.unshift({
      what: 'AppImage and .rpm',
      why: 'their tools are downloaded from the host of the official Electron, which cannot be reached here',
    });
  }
  const files = await setUp('unpacked program and packages of electron-builder', () =>
    builder.build({
      projectDir: projectRoot,
      publish: 'never',
      config,
      targets: isTest ? target.createTarget('dir') : target.createTarget(),
    }),
  );
  const unpacked = unpackedFolders();
  if (platform === 'linux') {
    await provideDebianTools();
    const [folder] = unpacked;
    files.push(
      await setUp('.deb', () =>
        makeDebianPackage({
          unpacked: folder,
          version: testVersion(version, isTest),
          arch: process.arch === 'arm64' ? 'arm64' : 'x64',
          compression: isTest ? testCompression : 'xz',
          outputFolder: inProject(OUTPUT_FOLDER),
        }),
      ),
    );
  }
  const made = files
    .filter((file) => !/\.(blockmap|yml|yaml)$/.test(file))
    .map((file) => ({
      file,
      bytes: fs.statSync(file).size,
      // Of several architectures each has its own folder; they differ by little.
      installedBytes: unpacked[0] === undefined ? undefined : bytesIn(unpacked[0]),
    }));
  return { made, leftOut };
}

function unpackedFolders() {
  return fs
    .readdirSync(inProject(OUTPUT_FOLDER), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /unpacked$|^mac/.test(entry.name))
    .map((entry) => inProject(OUTPUT_FOLDER, entry.name));
}

async function provideDebianTools() {
  const missing = ['dpkg-deb', 'fakeroot'].filter((tool) => !findProgram(tool));
  if (missing.length === 0) return;
  await installDebianPackages([['dpkg'], ['fakeroot']], { missing, purpose: 'to make the .deb' });
}

/**
 * @param {string} folder
 * @returns {number}
 */
function bytesIn(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const item = path.join(folder, entry.name);
    if (entry.isSymbolicLink()) return sum;
    return sum + (entry.isDirectory() ? bytesIn(item) : fs.statSync(item).size);
  }, 0);
}

/**
 * @param {{ made: MadePackage[], leftOut: LeftOut[] }} outcome
 */
export function tellPackages({ made, leftOut }) {
  const rows = made.map(({ file, bytes, installedBytes }) => [
    path.relative(projectRoot, file),
    megabytes(bytes),
    installedBytes === undefined ? '' : megabytes(installedBytes),
  ]);
  const table = [['package', 'size', 'installed'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join('  '),
    );
  }
  for (const { what, why } of leftOut) say(`left out: ${what} (${why})`);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
