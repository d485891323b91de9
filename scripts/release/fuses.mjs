// @ts-check
import { FuseVersion, FuseV1Options } from '@electron/fuses';

/**
 * The switches inside the Electron executable of a release, for `flipFuses` while packaging. What a release has no use
 * for is off for good: no argument and no variable brings it back.
 *
 * @type {Readonly<import('@electron/fuses').FuseV1Config<boolean>>}
 */
export const RELEASE_FUSES = {
  version: FuseVersion.V1,
  // A fuse that a newer Electron adds must be decided here before a release can be made.
  strictlyRequireAllFuses: true,
  // Else any program could start ours as a plain Node, with our rights and under our name.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Cookies are not used; encrypted they would ask for the key store at every start.
  [FuseV1Options.EnableCookieEncryption]: false,
  // The program runs only from its archive, and only while that is the one that was built.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // No snapshot of our own is built in.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The page comes from app:, so file: needs no more rights than on the web.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // As Electron comes: the program runs no WebAssembly. Older ones do not have this fuse.
  [FuseV1Options.WasmTrapHandlers]: true,
};
