// @ts-check
import process from 'node:process';
import { say } from './messages.mjs';

/**
 * Chromium refuses to run its sandbox as root. Only these scripts leave it out; the program never does.
 *
 * @returns {boolean} whether to leave it out, which is then also said
 */
export function decideToLeaveOutSandbox() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (isRoot) say('running as root: the program is started with --no-sandbox');
  return isRoot;
}

/**
 * @param {Record<string, string>} additions
 * @returns {NodeJS.ProcessEnv} the environment for the program, or for what starts it
 */
export function programEnvironment(additions) {
  const environment = { ...process.env, ...additions };
  // Set in the terminals of editors that are Electron programs themselves; it would make ours a plain Node.
  delete environment.ELECTRON_RUN_AS_NODE;
  return environment;
}
