// @ts-check
// The one configuration of all packages. `npm run package` hands it to electron-builder; the .deb, which is made by another
// tool, is derived from the same (debian.mjs).
import { prepareUnpacked } from './unpacked.mjs';
import {
  APP_ID,
  desktopKeys,
  EXECUTABLE,
  HOMEPAGE,
  LINK_SCHEME,
  LYRICS_FILES,
  MAINTAINER,
  SYNOPSIS,
} from './program.mjs';

/** Where packages are made, in the working copy. */
export const OUTPUT_FOLDER = 'dist';

/** The whole program but its native module is in out/: nothing else of node_modules is needed. */
const SQLITE = 'node_modules/better-sqlite3';
const SQLITE_CODE = [
  `${SQLITE}/package.json`,
  `${SQLITE}/LICENSE`,
  `${SQLITE}/lib/*.js`,
  `${SQLITE}/lib/methods/*.js`,
];

/**
 * @typedef {object} Build
 * @property {string} version
 * @property {boolean} isTest made on another Electron than the one that ships, to prove packaging; never for a release
 * @property {string} [electronDist] folder of the Electron to pack; electron-builder fetches the shipped one when absent
 * @property {string} [electronVersion] of the one in `electronDist`
 * @property {import('./feed.mjs').Feed | null} [feed] where newer versions are looked for; nowhere when absent
 * @property {string | null} [releaseNotes] what is told of this version where it is found
 * @property {boolean} [hasBuiltSqlite] the native module was built here, for an Electron that the ready-made one does not fit
 */

/**
 * @param {Build} build
 * @returns {import('electron-builder').Configuration}
 */
export function configuration({
  version,
  isTest,
  electronDist,
  electronVersion,
  feed = null,
  releaseNotes = null,
  hasBuiltSqlite = false,
}) {
  const desktop = desktopKeys();
  const artifactName = '${name}-${version}-${os}-${arch}.${ext}';
  return {
    appId: APP_ID,
    productName: 'Flowshelf',
    copyright: 'Copyright © 2026 The Flowshelf founders',
    directories: { output: OUTPUT_FOLDER, buildResources: 'packaging' },
    extraMetadata: {
      version: testVersion(version, isTest),
      homepage: HOMEPAGE,
      desktopName: `${EXECUTABLE}.desktop`,
    },
    artifactName,
    ...(electronDist === undefined ? {} : { electronDist, electronVersion }),
    // Ready-made or built by set-up: nothing is compiled while packaging.
    npmRebuild: false,
    asar: true,
    asarUnpack: ['**/*.node'],
    files: [
      'package.json',
      'out/**',
      'resources/**',
      'LICENSE',
      '!node_modules/**',
      ...SQLITE_CODE,
      ...(hasBuiltSqlite ? [`${SQLITE}/build/Release/better_sqlite3.node`] : []),
    ],
    electronLanguages: ['en-US', 'ru', 'zh-CN'],
    compression: 'maximum',
    afterPack: prepareUnpacked,
    fileAssociations: [
      { ext: LYRICS_FILES.ext, name: 'Timed lyrics', description: 'Timed lyrics', role: 'Viewer' },
    ],
    protocols: [{ name: 'Flowshelf job', schemes: [LINK_SCHEME], role: 'Viewer' }],
    // Written as app-update.yml into the packages that can bring themselves up to date, and as latest*.yml beside them.
    publish: feed,
    ...(releaseNotes === null ? {} : { releaseInfo: { releaseNotes } }),

    linux: {
      target: [{ target: 'AppImage' }, { target: 'rpm' }],
      executableName: EXECUTABLE,
      syncDesktopName: true,
      icon: 'packaging/icons/linux',
      maintainer: MAINTAINER,
      vendor: 'The Flowshelf founders',
      synopsis: SYNOPSIS,
      desktop: { entry: desktop },
      // The builder writes these four itself, whatever stands in the entry; an AppImage would be started without the sandbox.
      category: desktop.Categories,
      description: desktop.Comment,
      mimeTypes: [LYRICS_FILES.mimeType],
      executableArgs: [],
      ...(hasBuiltSqlite ? {} : { files: [`${SQLITE}/prebuilds/linux-\${arch}.node`] }),
    },
    rpm: {
      fpm: [
        `packaging/linux/${APP_ID}.metainfo.xml=/usr/share/metainfo/${APP_ID}.metainfo.xml`,
        'packaging/linux/flowshelf.mime.xml=/usr/share/mime/packages/flowshelf.xml',
      ],
    },

    win: {
      target: [{ target: 'nsis', arch: ['x64', 'arm64'] }],
      icon: 'packaging/icons/flowshelf.ico',
      files: [`${SQLITE}/prebuilds/win32-\${arch}.node`],
    },
    nsis: {
      // Into the user's own folder: nobody is asked for an administrator.
      oneClick: true,
      perMachine: false,
      // Songs, settings and key stay until the user deletes them.
      deleteAppDataOnUninstall: false,
      // One installer for each architecture: one for both is twice as large.
      buildUniversalInstaller: false,
      include: 'packaging/windows/installer.nsh',
    },

    mac: {
      target: [
        { target: 'dmg', arch: ['universal'] },
        { target: 'zip', arch: ['universal'] },
      ],
      category: 'public.app-category.music',
      icon: 'packaging/icons/flowshelf.icns',
      hardenedRuntime: true,
      entitlements: 'packaging/macos/entitlements.plist',
      entitlementsInherit: 'packaging/macos/entitlements.plist',
      // Both in each half, so that the halves have the same files and can be joined.
      files: [`${SQLITE}/prebuilds/darwin-*.node`],
      x64ArchFiles: '**/better-sqlite3/prebuilds/darwin-*.node',
      // Notarised where the environment holds Apple's variables, told in the log where it does not.
      notarize: true,
    },
  };
}

/**
 * A package made on the fallback Electron says so in its version: in its file's name, in About and to the package manager.
 *
 * @param {string} version
 * @param {boolean} isTest
 */
export function testVersion(version, isTest) {
  return isTest ? `${version}-test` : version;
}
