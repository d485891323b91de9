// @ts-check
import process from 'node:process';
import { capture, excerpt } from '../command.mjs';
import { Stop, setUp } from '../messages.mjs';
import { findProgram } from './find-program.mjs';

/**
 * Installs system packages where we may, else stops with the exact command to run.
 *
 * @param {string[][]} wanted for each package the names that it has in different releases, newest first
 * @param {{ missing: string[], purpose: string }} why what was looked for in vain and what it is for
 */
export async function installDebianPackages(wanted, { missing, purpose }) {
  const complaint = `This system lacks ${missing.join(', ')}, needed ${purpose}.`;
  if (!findProgram('apt-get')) {
    throw new Stop(`${complaint} Install what Debian calls ${oldNames(wanted)} with your package manager.`);
  }
  if (process.getuid?.() !== 0) {
    const names = await resolveNames(wanted);
    throw new Stop(`${complaint} Run: sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`);
  }
  await setUp(
    `system packages ${purpose}`,
    async () => {
      await apt(['update']);
      const names = await resolveNames(wanted);
      await apt(['install', '-y', '--no-install-recommends', ...names]);
      return names;
    },
    (names) => names.join(' '),
  );
}

/** @param {string[][]} wanted */
function oldNames(wanted) {
  return wanted.map((names) => names.at(-1)).join(', ');
}

/**
 * @param {string[][]} wanted
 * @returns {Promise<string[]>} the name that each package has on this system
 */
function resolveNames(wanted) {
  return Promise.all(
    wanted.map(async (names) => {
      for (const name of names) if (await isInstallable(name)) return name;
      return /** @type {string} */ (names.at(-1));
    }),
  );
}

/** @param {string} name */
async function isInstallable(name) {
  const policy = await capture('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } });
  // A name that other packages merely provide has no candidate of its own.
  return /Candidate: (?!\(none\))/.test(policy.stdout);
}

/** @param {string[]} args */
async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = await capture('apt-get', ['-q', ...args], { env });
  if (result.code !== 0) throw new Stop(`apt-get ${args.join(' ')} failed:\n${excerpt(result.output)}`);
}
