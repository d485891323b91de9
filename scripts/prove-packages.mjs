// @ts-check
// npm run package:prove [-- BEFORE.deb AFTER.deb]: installs the .deb in a clean Debian, uses it, upgrades, removes and purges it.
// Without arguments it makes the two versions first.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { buildProgram } from './build.mjs';
import { capture, excerpt } from './command.mjs';
import { runScript } from './entry.mjs';
import { Stop, say, setUp } from './messages.mjs';
import { enterRoot, makeCleanRoot, runProof, USER, whyNoCleanRoot } from './packages/clean-root.mjs';
import { inProject, projectRoot, readJson } from './project.mjs';
import { setUpProject } from './set-up.mjs';

const PLAYWRIGHT = inProject('node_modules', '@playwright', 'test', 'cli.js');
const CONFIG = inProject('test', 'packages', 'playwright.config.ts');

await runScript(async () => {
  const reason = whyNoCleanRoot();
  if (reason !== null) throw new Stop(`The packages cannot be proven here: ${reason}.`);
  const electron = await setUpProject();
  await buildProgram();
  const { buildBench } = await import('../bench/build.mjs');
  const root = await makeCleanRoot();
  const handed = path.join(root, 'srv');
  /** @type {string[]} */
  const debs = [];
  try {
    for await (const deb of packagesToProve(electron)) {
      fs.copyFileSync(deb, path.join(handed, path.basename(deb)));
      debs.push(path.basename(deb));
    }
    const { floor } = await buildBench(projectRoot, inProject('node_modules', '.flowshelf', 'proof'));
    await layInFloor(root, path.dirname(electron.executable), floor);
    const inside = await enterRoot(root);
    try {
      return await runProof(PLAYWRIGHT, CONFIG, {
        FLOWSHELF_PROOF: JSON.stringify({ root, enter: inside.enter, user: USER, debs }),
      });
    } finally {
      await inside.leave();
    }
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
    say('the clean root is removed again');
  }
});

/**
 * @param {import('./setup/electron.mjs').ElectronRuntime} electron
 * @returns {AsyncGenerator<string>} two packages; making the second one removes the first
 */
async function* packagesToProve(electron) {
  const given = process.argv.slice(2);
  if (given.length !== 0 && given.length !== 2) {
    throw new Stop('npm run package:prove [-- BEFORE.deb AFTER.deb]');
  }
  yield* given;
  if (given.length > 0) return;
  const { makePackages, tellPackages } = await import('./packages/make.mjs');
  const { version } = readJson(inProject('package.json'));
  for (const each of [version, nextVersion(version)]) {
    const outcome = await makePackages(electron, each, 'none');
    tellPackages(outcome);
    const deb = outcome.made.find(({ file }) => file.endsWith('.deb'));
    if (deb === undefined) throw new Stop('No .deb was made.');
    yield deb.file;
  }
}

/** @param {string} version */
function nextVersion(version) {
  const [major, minor, patch] = version.split('.').map(Number);
  return `${major}.${minor}.${patch + 1}`;
}

/**
 * The bare window that start and memory are measured against, on the same Electron.
 *
 * @param {string} root
 * @param {string} electron
 * @param {string} floor
 */
function layInFloor(root, electron, floor) {
  return setUp('bare window', async () => {
    for (const [from, to] of [
      [electron, 'electron'],
      [floor, 'floor'],
    ]) {
      const { code, output } = await capture('cp', ['-a', from, path.join(root, 'srv', to)]);
      if (code !== 0) throw new Stop(`The bare window could not be copied:\n${excerpt(output)}`);
    }
  });
}
