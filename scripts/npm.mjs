// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { capture } from './command.mjs';
import { projectRoot } from './project.mjs';

/**
 * How to start npm. Its JavaScript file is started with this very Node where it can be found: the `npm` command
 * may belong to another Node, and on Windows it is a batch file.
 *
 * @returns {{ command: string, args: string[] }}
 */
function npmProgram() {
  const binFolder = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath ?? '',
    path.join(binFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(binFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  // npm_execpath is also set by other package managers, with their own program in it.
  const cli = candidates.find((file) => path.basename(file) === 'npm-cli.js' && fs.existsSync(file));
  return cli ? { command: process.execPath, args: [cli] } : { command: 'npm', args: [] };
}

/**
 * Runs npm without showing anything of it.
 *
 * @param {string[]} args
 * @param {import('./command.mjs').CommandOptions} [options]
 */
export function captureNpm(args, options = {}) {
  const npm = npmProgram();
  // Under `npm run -s` our npm would inherit the silence and fail without a word.
  return capture(npm.command, [...npm.args, '--loglevel=error', ...args], { cwd: projectRoot, ...options });
}

/**
 * Runs one of the scripts in package.json without showing anything of it.
 *
 * @param {string} name
 * @param {import('./command.mjs').CommandOptions} [options]
 */
export function captureNpmScript(name, options = {}) {
  const npm = npmProgram();
  return capture(npm.command, [...npm.args, 'run', '--silent', name], { cwd: projectRoot, ...options });
}
