import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';

/**
 * Starts the program as people do: by a user who is not root, with Chromium's sandbox on. Playwright leaves the sandbox
 * out on Linux unless it is asked for, and root cannot have it at all: as root the program is given to `nobody`, and with
 * it the folders of the test. Where the machine cannot do that, the program runs without the sandbox, which is said.
 */
export interface OrdinaryUser {
  /** For Playwright: where to find the program, and whether it has its sandbox. */
  readonly launchOptions: { readonly chromiumSandbox: boolean; readonly executablePath?: string };
  /** To start it without Playwright: a command and what comes before the program's own arguments. */
  readonly command: readonly [string, ...string[]];
  /** An environment of which this user can use everything. */
  environment(of: Readonly<Record<string, string>>): Record<string, string>;
  /** Makes a folder of the test, with all that is in it, the user's own. */
  handOver(folder: string): void;
  /** Removes what this user needed. */
  leave(): void;
}

const NOBODY = 65_534;
const PROJECT = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const electron = require('electron') as unknown as string;
const isRoot = process.getuid?.() === 0;

const asNobody = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--inh-caps=-all'];

/** Why this machine cannot show the sandbox; null when it can. */
export const whyNoSandbox = findWhyNoSandbox();

function findWhyNoSandbox(): string | null {
  if (process.platform !== 'linux') return null;
  const command = ['unshare', '--user', 'test', '-x', electron, '-a', '-r', join(PROJECT, 'package.json')];
  const [program = '', ...args] = isRoot ? ['setpriv', ...asNobody, ...command] : command;
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return null;
  return `no ordinary user can start it with a user namespace here: ${error?.message ?? stderr.trim()}`;
}

if (whyNoSandbox !== null) console.warn(`The program runs without its sandbox: ${whyNoSandbox}`);

/** The user who starts the program of one test. */
export function becomeOrdinaryUser(): OrdinaryUser {
  if (whyNoSandbox !== null || !isRoot) {
    const switches = whyNoSandbox !== null && process.platform === 'linux' ? ['--no-sandbox'] : [];
    return {
      launchOptions: { chromiumSandbox: whyNoSandbox === null },
      command: [electron, ...switches],
      environment: (of) => ({ ...of }),
      handOver: () => undefined,
      leave: () => undefined,
    };
  }
  const home = mkdtempSync(join(tmpdir(), 'flowshelf-home-'));
  const handOver = (folder: string) => {
    const { stderr } = spawnSync('chown', ['-Rh', `${NOBODY}:${NOBODY}`, folder], { encoding: 'utf8' });
    // What a program that was killed a moment ago still removes needs no owner.
    const failures = stderr.split('\n').filter((line) => line !== '' && !line.includes('No such file'));
    if (failures.length > 0) throw new Error(`A folder of the test could not be handed over: ${failures[0]}`);
  };
  const executablePath = writeStarter(home);
  handOver(home);
  return {
    launchOptions: { chromiumSandbox: true, executablePath },
    command: ['setpriv', ...asNobody, electron],
    environment: (of) => ({
      ...Object.fromEntries(Object.entries(of).filter(([name]) => !/^(XDG_|DBUS_)/.test(name))),
      HOME: home,
    }),
    handOver,
    leave: () => rmSync(home, { recursive: true, force: true }),
  };
}

/**
 * A program that starts Electron as `nobody` in the way in which Playwright starts it without a path: with a loader that
 * holds it until both are connected. Else they now and then wait for each other.
 */
function writeStarter(folder: string): string {
  const loader = join(
    dirname(require.resolve('playwright-core/package.json')),
    'lib/server/electron/loader.js',
  );
  const path = join(folder, 'start.sh');
  writeFileSync(path, `#!/bin/sh\nexec setpriv ${asNobody.join(' ')} "${electron}" -r "${loader}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}
