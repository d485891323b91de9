// @ts-check
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { capture, excerpt } from '../../command.mjs';
import { Stop } from '../../messages.mjs';
import { captureNpm } from '../../npm.mjs';
import { inProject } from '../../project.mjs';
import { installDebianPackages } from '../debian-packages.mjs';
import { findProgram } from '../find-program.mjs';

/**
 * The sources ask for Node-API 10 by number, which an older runtime refuses; the functions of it that they use are
 * there all the same, as experimental ones.
 */
const COMPILER_FLAGS = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT';

/** Changes with everything but the version that changes the outcome. */
export const BUILD_RECIPE = crypto.createHash('sha256').update(COMPILER_FLAGS).digest('hex').slice(0, 8);

/** @param {string} packageFolder */
export function builtBinary(packageFolder) {
  return path.join(packageFolder, 'build', 'Release', 'better_sqlite3.node');
}

/**
 * Builds the native module in a copy of its package.
 *
 * @param {string} packageFolder
 * @param {string} workFolder
 * @returns {Promise<string>} the binary
 */
export async function buildNativeModule(packageFolder, workFolder) {
  const copy = path.join(workFolder, 'better-sqlite3');
  fs.cpSync(packageFolder, copy, { recursive: true });
  fs.rmSync(path.join(copy, 'build'), { recursive: true, force: true });
  // The C++ headers that it builds against are a package of their own, looked up as any other.
  fs.cpSync(inProject('node_modules', 'node-addon-api'), path.join(copy, 'node_modules', 'node-addon-api'), {
    recursive: true,
  });
  const args = [await nodeGyp(), 'rebuild', '--release', '--force_build=1', ...headersOption()];
  const env = { ...process.env, CXXFLAGS: `${process.env.CXXFLAGS ?? ''} ${COMPILER_FLAGS}` };
  const result = await capture(process.execPath, args, { cwd: copy, env });
  if (result.code !== 0) throw new Stop(`better-sqlite3 could not be built:\n${excerpt(result.output)}`);
  return builtBinary(copy);
}

/** @returns {string[]} of compiler, make and Python; none on Windows and macOS, where node-gyp itself says what it misses */
export function missingBuildTools() {
  if (process.platform !== 'linux') return [];
  const tools = [process.env.CXX ?? 'g++', 'make', 'python3'];
  return tools.filter((tool) => !path.isAbsolute(tool) && !findProgram(tool));
}

/** Sees to compiler, make and Python. */
export async function provideBuildTools() {
  const missing = missingBuildTools();
  if (missing.length === 0) return;
  const purpose = 'to build better-sqlite3 for this Node and Electron (newer ones need no building)';
  await installDebianPackages([['build-essential'], ['python3']], { missing, purpose });
}

/** @returns {Promise<string>} the node-gyp that npm brings along */
async function nodeGyp() {
  if (process.env.npm_config_node_gyp) return process.env.npm_config_node_gyp;
  const { stdout } = await captureNpm(['config', 'get', 'node-gyp']);
  return stdout.trim();
}

/**
 * Node's C++ headers often lie beside Node itself; node-gyp looks there only when told to, and else downloads them.
 *
 * @returns {string[]}
 */
function headersOption() {
  const prefix = path.resolve(path.dirname(process.execPath), '..');
  const hasHeaders = fs.existsSync(path.join(prefix, 'include', 'node', 'node_version.h'));
  return hasHeaders && !process.env.npm_config_nodedir ? [`--nodedir=${prefix}`] : [];
}
