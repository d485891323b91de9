// @ts-check
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { capture, excerpt, run } from '../command.mjs';
import { Stop, setUp } from '../messages.mjs';
import { installDebianPackages } from '../setup/debian-packages.mjs';
import { findProgram } from '../setup/find-program.mjs';
import { provideCached } from '../setup/user-cache.mjs';

/**
 * A Debian of its own, as somebody has it who has never seen this project: made of the packages that this machine's own sources
 * give, and entered with its own mounts and processes.
 */

/** Who uses it. */
export const USER = 'ada';
/** What a desktop has and a bare system has not: a display, a session bus, a secret store. */
const DESKTOP = ['xvfb', 'xauth', 'dbus', 'gnome-keyring', 'procps'];
/** Of apt's configuration what says where packages come from and how they are fetched. */
const OF_APT = ['sources.list', 'sources.list.d', 'apt.conf.d', 'auth.conf.d', 'trusted.gpg.d'];

const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LANG: 'C.UTF-8',
  DEBIAN_FRONTEND: 'noninteractive',
};

/**
 * Mounts what a system has, makes the folder the root of all, and stays. A plain chroot would do, but in one the kernel gives no
 * user a user namespace, and Chromium's sandbox needs one.
 */
const ENTER = `set -e
root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/.old"
cd "$root"
pivot_root . .old
umount -l /.old
rmdir /.old
echo entered
exec sleep infinity`;

/** Why a clean root cannot be had here; null when it can. */
export function whyNoCleanRoot() {
  if (process.platform !== 'linux') return 'it is a Debian, which needs Linux';
  if (process.getuid?.() !== 0) return 'making and entering it needs root';
  if (!findProgram('apt-get')) return 'its packages come from the machine’s own apt';
  return null;
}

/**
 * @returns {Promise<string>} a fresh copy of a clean Debian, to be removed by the caller
 */
export async function makeCleanRoot() {
  const { address, suite } = await aptSource();
  const base = await provideCached(`clean-root-${suite}-${DESKTOP.join('-')}`, (workFolder) =>
    setUp(`a clean Debian (${suite})`, () => makeBase(path.join(workFolder, 'root'), suite, address)),
  );
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-root-'));
  const { code, output } = await capture('cp', ['-a', `${base}/.`, root]);
  if (code !== 0) throw new Stop(`The clean root could not be copied:\n${excerpt(output)}`);
  fs.chmodSync(root, 0o755);
  return root;
}

/**
 * @param {string} root
 * @param {string} suite
 * @param {string} address
 */
async function makeBase(root, suite, address) {
  if (!findProgram('debootstrap')) {
    await installDebianPackages([['debootstrap']], { missing: ['debootstrap'], purpose: 'for a clean root' });
  }
  fs.mkdirSync(root);
  await must('debootstrap', ['--variant=minbase', suite, root, address]);
  fs.rmSync(path.join(root, 'etc/apt/sources.list'), { force: true });
  for (const name of OF_APT) {
    const from = path.join('/etc/apt', name);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(root, 'etc/apt', name), { recursive: true });
  }
  for (const name of ['resolv.conf', 'hosts']) {
    fs.copyFileSync(path.join('/etc', name), path.join(root, 'etc', name));
  }
  const inside = await enterRoot(root);
  try {
    for (const command of [
      ['apt-get', '-q', 'update'],
      ['apt-get', '-qy', 'install', ...DESKTOP],
      ['useradd', '--create-home', '--shell', '/bin/bash', USER],
    ]) {
      const { code, output } = await inside.run(command);
      if (code !== 0) throw new Stop(`${command.join(' ')} failed in the clean root:\n${excerpt(output)}`);
    }
  } finally {
    await inside.leave();
  }
  return root;
}

/** @returns {Promise<{ address: string, suite: string }>} where this machine has its own packages from */
async function aptSource() {
  const format = '$(COMPONENT) $(RELEASE) $(REPO_URI)';
  const { stdout } = await capture('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const [source] = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([component, suite]) => component === 'main' && /^[a-z]+$/.test(suite ?? ''));
  if (source === undefined) throw new Stop('apt names no source of packages on this machine.');
  return { suite: source[1] ?? '', address: source[2] ?? '' };
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function must(command, args) {
  const { code, output } = await capture(command, args);
  if (code !== 0) throw new Stop(`${command} failed:\n${excerpt(output)}`);
}

/**
 * @typedef {object} Inside
 * @property {readonly string[]} enter what a command has to be put behind to run in there as root
 * @property {(command: readonly string[]) => Promise<import('../command.mjs').CapturedResult>} run as root
 * @property {() => Promise<void>} leave ends whatever runs in there
 */

/**
 * @param {string} root
 * @returns {Promise<Inside>}
 */
export async function enterRoot(root) {
  const separate = ['--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
  const keeper = spawn('unshare', [...separate, 'sh', '-c', ENTER, 'enter', root], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => keeper.once('close', resolve));
  let complaints = '';
  keeper.stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  const isIn = await Promise.race([
    new Promise((resolve) => createInterface(keeper.stdout).once('line', () => resolve(true))),
    ended.then(() => false),
  ]);
  if (!isIn) throw new Stop(`The clean root could not be entered:\n${complaints.trim()}`);
  const [inner] = fs.readFileSync(`/proc/${keeper.pid}/task/${keeper.pid}/children`, 'utf8').split(' ');
  const variables = Object.entries(ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  const enter = [
    'nsenter',
    '--target',
    String(inner),
    '--mount',
    '--pid',
    '--root',
    'env',
    '-i',
    // Of the new root: nsenter would take that of the old one.
    '--chdir=/',
    ...variables,
  ];
  return {
    enter,
    run: ([...command]) => capture(enter[0], [...enter.slice(1), ...command]),
    async leave() {
      keeper.kill('SIGKILL');
      await ended;
    },
  };
}

/**
 * Runs Playwright's tests of the installed package.
 *
 * @param {string} cli
 * @param {string} config
 * @param {Record<string, string>} environment
 */
export function runProof(cli, config, environment) {
  return run(process.execPath, [cli, 'test', '--config', config, '--reporter=list'], {
    env: { ...process.env, ...environment },
  });
}
