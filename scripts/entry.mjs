// @ts-check
import process from 'node:process';
import { Interrupted, listenForSignals, throwIfInterrupted } from './command.mjs';
import { Stop, say } from './messages.mjs';
import { requireSupportedNode } from './setup/node-version.mjs';

/**
 * Runs one of the npm scripts: turns what it returns or throws into messages and an exit code.
 *
 * @param {() => Promise<number | void>} body returns the exit code, 0 if nothing
 */
export async function runScript(body) {
  listenForSignals();
  try {
    requireSupportedNode();
    process.exitCode = (await body()) ?? 0;
    throwIfInterrupted();
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = error.exitCode;
    } else if (error instanceof Stop) {
      say(error.message);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}
