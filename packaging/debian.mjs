// @ts-check
// The .deb. electron-builder's own needs a tool that it downloads; electron-installer-debian needs only dpkg and fakeroot, so
// that the package that is released is made in the way that can be proven anywhere.
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { APP_ID, DESCRIPTION, desktopKeys, EXECUTABLE, HOMEPAGE, MAINTAINER, SYNOPSIS } from './program.mjs';

const HERE = import.meta.dirname;
const require = createRequire(import.meta.url);

/** Names of Debian for the processors of Node. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/** What Electron is linked against and cannot start without, where electron-installer-debian does not name it. */
const DEPENDS = ['libasound2', 'libc6 (>= 2.28)'];
/** What moves files to the trash. */
const TRASH = 'libglib2.0-bin';
/** Looked for while it runs: where it is not there the key is not kept in a secret store, which the program says. */
const RECOMMENDS = ['libsecret-1-0'];
const SUGGESTS = ['gnome-keyring | kwalletmanager'];

/** What Debian's checker says of every program that brings Electron along. */
const LINTIAN_OVERRIDES = [
  // Electron brings its own copies of libraries.
  'embedded-library',
  'unstripped-binary-or-object',
  // The sandbox on systems that give nobody a user namespace.
  'elevated-privileges',
];

/**
 * @param {object} source
 * @param {string} source.unpacked folder of the unpacked program
 * @param {string} source.version as in package.json, with `-test` where it is a test
 * @param {'x64' | 'arm64'} source.arch
 * @param {'xz' | 'gzip' | 'none'} source.compression xz is the smallest and takes minutes
 * @param {string} source.outputFolder
 * @returns {Promise<string>} the package
 */
export async function makeDebianPackage({ unpacked, version, arch, compression, outputFolder }) {
  const { Installer } = require('electron-installer-debian');
  const architecture = ARCHITECTURES[arch];
  const file = `${EXECUTABLE}-${version}-linux-${architecture}.deb`;

  class FlowshelfInstaller extends Installer {
    get contentFunctions() {
      return [...super.contentFunctions, 'createSystemData'];
    }

    generateOptions() {
      super.generateOptions();
      // apt takes the first of several: all of KDE for a trash is too much.
      const named = this.options.depends.filter((/** @type {string} */ each) => !each.includes(TRASH));
      Object.assign(this.options, {
        depends: [...named, `${TRASH} | kde-cli-tools | trash-cli`],
        recommends: RECOMMENDS,
        suggests: SUGGESTS,
      });
      return this.options;
    }

    /** @param {...string} segments below /usr/share of the package */
    async share(...segments) {
      const path = join(this.stagingDir, 'usr', 'share', ...segments);
      await mkdir(join(path, '..'), { recursive: true, mode: 0o755 });
      return path;
    }

    async copyApplication() {
      await super.copyApplication();
      const files = await readdir(this.stagingAppDir, { recursive: true });
      const libraries = files.filter((file) => /\.(so(\.\d+)?|node)$/.test(file));
      for (const library of libraries) await chmod(join(this.stagingAppDir, library), 0o644);
      // The program asks this whether it is the system that brings it up to date. What other packages were given is not for this one.
      const resources = join(this.stagingAppDir, 'resources');
      await rm(join(resources, 'app-update.yml'), { force: true });
      await writeFile(join(resources, 'package-type'), 'deb\n', { mode: 0o644 });
    }

    async createDesktopFile() {
      await writeFile(await this.share('applications', `${EXECUTABLE}.desktop`), desktopEntry(), {
        mode: 0o644,
      });
    }

    async createCopyright() {
      const licence = await readFile(join(HERE, '..', 'LICENSE'), 'utf8');
      await writeFile(await this.share('doc', EXECUTABLE, 'copyright'), copyright(licence), { mode: 0o644 });
    }

    async createSystemData() {
      const metainfo = `${APP_ID}.metainfo.xml`;
      await copyFile(join(HERE, 'linux', metainfo), await this.share('metainfo', metainfo));
      await copyFile(
        join(HERE, 'linux', 'flowshelf.mime.xml'),
        await this.share('mime', 'packages', `${EXECUTABLE}.xml`),
      );
      const manual = await readFile(join(HERE, 'linux', 'flowshelf.1'));
      await writeFile(await this.share('man', 'man1', `${EXECUTABLE}.1.gz`), gzipSync(manual, { level: 9 }));
      await writeFile(
        await this.share('doc', EXECUTABLE, 'changelog.gz'),
        gzipSync(changelog(this.options.version), { level: 9 }),
      );
    }
  }

  const installer = new FlowshelfInstaller({
    src: unpacked,
    dest: outputFolder,
    arch: architecture,
    name: EXECUTABLE,
    bin: EXECUTABLE,
    productName: 'Flowshelf',
    // A test is older than the release of the same number, which then takes its place.
    version: debianVersion(version),
    section: 'sound',
    priority: 'optional',
    maintainer: MAINTAINER,
    homepage: HOMEPAGE,
    description: SYNOPSIS,
    productDescription: DESCRIPTION,
    icon: await iconsBySize(),
    depends: DEPENDS,
    lintianOverrides: LINTIAN_OVERRIDES,
    compression,
    logger: () => undefined,
    rename: (/** @type {string} */ folder) => join(folder, file),
  });
  await installer.generateDefaults();
  await installer.generateOptions();
  await installer.createStagingDir();
  await installer.createContents();
  await installer.createPackage();
  await installer.movePackage();
  return join(outputFolder, file);
}

/** @param {string} version */
export function debianVersion(version) {
  return version.replaceAll('-', '~');
}

function desktopEntry() {
  const keys = {
    Type: 'Application',
    Name: 'Flowshelf',
    Exec: `${EXECUTABLE} %U`,
    Icon: EXECUTABLE,
    Terminal: 'false',
    ...desktopKeys(),
  };
  return `[Desktop Entry]\n${Object.entries(keys)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')}`;
}

/** @param {string} licence the program's, whole */
function copyright(licence) {
  const [, ...lines] = licence.trim().split('\n');
  const text = lines.join('\n').trim().split('\n');
  const owner = text[0]?.replace('Copyright (c) ', '') ?? '';
  const body = text.slice(1).join('\n').trim().split('\n');
  return [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Flowshelf',
    `Source: ${HOMEPAGE}`,
    'Comment: The program is built on Electron (MIT). Electron, Chromium and what they',
    ` hold are under the licences in /usr/lib/${EXECUTABLE}/LICENSES.chromium.html.`,
    '',
    'Files: *',
    `Copyright: ${owner}`,
    'License: Expat',
    ...body.map((line) => (line === '' ? ' .' : ` ${line}`)),
    '',
  ].join('\n');
}

/** @param {string} version */
function changelog(version) {
  const date = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? Date.now() / 1000) * 1000);
  return [
    `${EXECUTABLE} (${version}) unstable; urgency=medium`,
    '',
    '  * New version; its notes are on the homepage.',
    '',
    ` -- ${MAINTAINER}  ${date.toUTCString().replace('GMT', '+0000')}`,
    '',
  ].join('\n');
}

/** @returns {Promise<Record<string, string>>} */
async function iconsBySize() {
  const folder = join(HERE, 'icons', 'linux');
  const names = await readdir(folder);
  return Object.fromEntries(names.map((name) => [name.replace('.png', ''), join(folder, name)]));
}
