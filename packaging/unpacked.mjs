// @ts-check
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { RELEASE_FUSES } from '../scripts/release/fuses.mjs';
import { EXECUTABLE } from './program.mjs';

/** What lies in the fallback Electron of development and in no official one. */
const OF_DEVELOPMENT = [
  'flowshelf-fallback.json',
  'resources/default_app.asar',
  'browser_v8_context_snapshot.bin',
];

/**
 * Makes the unpacked program what a release is, before it is signed.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function prepareUnpacked({ appOutDir, packager, electronPlatformName }) {
  for (const file of OF_DEVELOPMENT) await rm(join(appOutDir, file), { force: true });
  const { productFilename } = packager.appInfo;
  const names = { darwin: `${productFilename}.app`, win32: `${productFilename}.exe`, linux: EXECUTABLE };
  const executable = join(appOutDir, names[/** @type {keyof typeof names} */ (electronPlatformName)]);
  await flipFuses(executable, {
    ...(await fusesOf(executable)),
    // Writing into the executable breaks the signature without a name that an Apple processor asks of every program.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}

/**
 * The fuses of a release that this executable has: an older one lacks the last ones.
 *
 * @param {string} executable
 * @returns {Promise<import('@electron/fuses').FuseV1Config>}
 */
async function fusesOf(executable) {
  const present = await getCurrentFuseWire(executable);
  const isFuse = (/** @type {string} */ key) => /^\d+$/.test(key);
  const { version, strictlyRequireAllFuses, ...others } = RELEASE_FUSES;
  const fuses = Object.entries(others).filter(([key]) => !isFuse(key) || key in present);
  return /** @type {any} */ ({ version, strictlyRequireAllFuses, ...Object.fromEntries(fuses) });
}
