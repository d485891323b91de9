// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { capture, excerpt } from '../../command.mjs';
import { Stop, setUp } from '../../messages.mjs';
import { inProject, installedVersion } from '../../project.mjs';
import { isStamped, stamp } from '../stamp.mjs';
import { provideCached, removeCached } from '../user-cache.mjs';
import {
  BUILD_RECIPE,
  buildNativeModule,
  builtBinary,
  missingBuildTools,
  provideBuildTools,
} from './build.mjs';

/** @typedef {import('../electron.mjs').ElectronRuntime} ElectronRuntime */

const STEP = 'native-module';
const NAME = 'better-sqlite3';
const PACKAGE = inProject('node_modules', NAME);
const PROOF = path.join(path.dirname(fileURLToPath(import.meta.url)), 'prove.mjs');

/** What the ready-made binaries inside the package need of a runtime. */
const READY_MADE_NEEDS_NAPI = 10;

/**
 * Sees to it that one native SQLite module serves both Node, which the tests run in, and Electron: the ready-made
 * one of its package, or where one of the two is too old for that, one built here.
 *
 * @param {ElectronRuntime} electron
 */
export async function provideNativeModule(electron) {
  if (isStamped(STEP, basis(electron))) return;
  if (await servesReadyMade(electron)) {
    // A binary built here would win over the ready-made one.
    fs.rmSync(path.join(PACKAGE, 'build'), { recursive: true, force: true });
  } else {
    await layInOwnBuild();
  }
  const failure = await failureToWork(electron);
  if (failure) {
    removeCached(cacheName());
    throw new Stop(`${NAME} does not work here, run this again to build it anew:\n${failure}`);
  }
  stamp(STEP, basis(electron));
}

/**
 * Builds the module while Electron is still being fetched, where this Node alone is reason enough. Not where the system
 * has to be given build tools first: its package manager does one thing at a time.
 */
export async function buildNativeModuleAhead() {
  const isNodeTooOld = Number(process.versions.napi) < READY_MADE_NEEDS_NAPI;
  if (isNodeTooOld && !fs.existsSync(builtBinary(PACKAGE)) && missingBuildTools().length === 0) {
    await provideOwnBuild();
  }
}

/** @param {ElectronRuntime} electron */
function basis({ kind, version }) {
  const binary = fs.statSync(builtBinary(PACKAGE), { throwIfNoEntry: false });
  return {
    package: installedVersion(NAME),
    binary: binary ? { size: binary.size, changedAt: binary.mtimeMs } : 'ready-made',
    node: process.version,
    electron: { kind, version },
  };
}

function cacheName() {
  return `${NAME}-${installedVersion(NAME)}-${process.platform}-${process.arch}-${BUILD_RECIPE}.node`;
}

/** @returns {Promise<string>} the binary, in the user's cache */
function provideOwnBuild() {
  return provideCached(cacheName(), async (workFolder) => {
    await provideBuildTools();
    return setUp(`${NAME} ${installedVersion(NAME)}, built for an older Node-API`, () =>
      buildNativeModule(PACKAGE, workFolder),
    );
  });
}

async function layInOwnBuild() {
  const cached = await provideOwnBuild();
  const target = builtBinary(PACKAGE);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  // Never written in place: a running program may have the old one open.
  const copy = `${target}.${process.pid}`;
  fs.copyFileSync(cached, copy);
  fs.renameSync(copy, target);
}

/** @param {ElectronRuntime} electron */
async function servesReadyMade(electron) {
  const ofElectron = await runInElectronsNode(electron, ['-p', 'process.versions.napi']);
  if (ofElectron.code !== 0)
    throw new Stop(`${electron.executable} does not start:\n${excerpt(ofElectron.output)}`);
  return [process.versions.napi, ofElectron.stdout].every((napi) => Number(napi) >= READY_MADE_NEEDS_NAPI);
}

/**
 * @param {ElectronRuntime} electron
 * @returns {Promise<string | undefined>} what went wrong in Node or in Electron
 */
async function failureToWork(electron) {
  const results = {
    [`Node ${process.versions.node}`]: await capture(process.execPath, [PROOF, PACKAGE]),
    [`Electron ${electron.version}`]: await runInElectronsNode(electron, [PROOF, PACKAGE]),
  };
  const failures = Object.entries(results).filter(([, { stdout }]) => stdout.trim() !== 'works');
  if (failures.length === 0) return undefined;
  return failures.map(([runtime, { output }]) => `${runtime}: ${excerpt(output) || 'crashed'}`).join('\n');
}

/**
 * @param {ElectronRuntime} electron
 * @param {string[]} args
 */
function runInElectronsNode({ executable }, args) {
  return capture(executable, args, { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
}
