// @ts-check
import { spawn } from 'node:child_process';
import os from 'node:os';
import process from 'node:process';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs] end the command after this time
 * @property {boolean} [isBehind] it and what it starts get of the processors what others leave
 *
 * @typedef {object} CapturedResult
 * @property {number} code exit code; -1 where the command could not be started or ended by a signal
 * @property {string} stdout
 * @property {string} output standard output and standard error, as they came
 */

/** @type {Record<string, number>} */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** A command that did not end by itself this long after Ctrl-C is told to. */
const GRACE_AFTER_SIGINT_MS = 5000;

/** The person at the keyboard, or the system, told us to end. */
export class Interrupted extends Error {
  /** @param {string} signal */
  constructor(signal) {
    super(`interrupted by ${signal}`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const runningChildren = new Set();

/** @type {string | undefined} */
let interruptedBy;

/**
 * From now on a signal does not end this process on the spot: the running command is ended, and the command's
 * caller gets an {@link Interrupted} error, so that whatever has to be cleared away is cleared away by `finally`.
 */
export function listenForSignals() {
  for (const signal of Object.keys(EXIT_CODES)) {
    process.on(signal, () => {
      interruptedBy = signal;
      // A terminal sends Ctrl-C to our children too, and a second one would cut short their own clearing up.
      const delayMs = signal === 'SIGINT' ? GRACE_AFTER_SIGINT_MS : 0;
      setTimeout(endRunningChildren, delayMs).unref();
    });
  }
}

function endRunningChildren() {
  for (const child of runningChildren) child.kill('SIGTERM');
}

/** Throws {@link Interrupted} where a signal has come in the meantime. */
export function throwIfInterrupted() {
  if (interruptedBy) throw new Interrupted(interruptedBy);
}

/**
 * Runs a command that talks to the terminal itself.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<number>} its exit code
 */
export async function run(command, args, options = {}) {
  throwIfInterrupted();
  const child = spawn(command, args, { ...spawnOptions(options), stdio: 'inherit' });
  return ended(child);
}

/**
 * Runs a command without showing anything of it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CapturedResult>}
 */
export async function capture(command, args, options = {}) {
  throwIfInterrupted();
  const child = spawn(command, args, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] });
  if (options.isBehind && child.pid !== undefined) putBehind(child.pid);
  let stdout = '';
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  try {
    const code = await ended(child);
    return { code, stdout, output };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return { code: -1, stdout, output: `${output}${error}` };
  }
}

/** @param {number} pid */
function putBehind(pid) {
  try {
    os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system does not let us: then it runs as everything else.
  }
}

/** @param {CommandOptions} options */
function spawnOptions({ cwd, env, timeoutMs }) {
  return { cwd, env: env ?? process.env, timeout: timeoutMs, windowsHide: true };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  runningChildren.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  }).then(
    (code) => {
      runningChildren.delete(child);
      throwIfInterrupted();
      return code;
    },
    (error) => {
      runningChildren.delete(child);
      throw error;
    },
  );
}

/**
 * @param {string} output
 * @returns {string} enough of it to see why a command failed: some tools say that first, others last
 */
export function excerpt(output) {
  const lines = output.trim().split('\n');
  if (lines.length <= 50) return lines.join('\n');
  return [...lines.slice(0, 20), `… ${lines.length - 45} lines …`, ...lines.slice(-25)].join('\n');
}
