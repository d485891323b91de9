import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/**
 * Starts the program as people do: by a user who is not root, with Chromium's sandbox on. Playwright leaves the sandbox
 * out on Linux unless it is asked for, and root cannot have it at all; as root the program is given to `nobody`.
 */
export interface SandboxedProgram {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Everything the program wrote to its console so far. */
  output(): string;
  readonly folder: string;
  readonly userData: string;
  readonly libraryFolder: string;
  close(): Promise<void>;
}

const NOBODY = 65_534;
const PROJECT = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const isRoot = process.getuid?.() === 0;

const asNobody = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups', '--inh-caps=-all'];

/** Why this machine cannot show the sandbox; null when it can. */
export function whyNoSandbox(): string | null {
  if (process.platform !== 'linux') return null;
  const electron = require('electron') as unknown as string;
  const command = ['unshare', '--user', 'test', '-x', electron] as const;
  const [program, ...args] = isRoot ? (['setpriv', ...asNobody, ...command] as const) : command;
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return null;
  return `no ordinary user can start Electron with a user namespace here: ${error?.message ?? stderr.trim()}`;
}

export async function launchSandboxed(env: Readonly<Record<string, string>> = {}): Promise<SandboxedProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'flowshelf-sandboxed-'));
  const userData = join(folder, 'profile');
  const libraryFolder = join(folder, 'Music', 'Flowshelf');
  await mkdir(join(folder, 'Music'));
  if (isRoot) for (const path of [folder, join(folder, 'Music')]) await chown(path, NOBODY, NOBODY);

  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^(TT_API_KEY|FLOWSHELF_|ELECTRON_|XDG_|DBUS_)/.test(entry[0]),
    ),
  );
  const app = await _electron.launch({
    cwd: PROJECT,
    chromiumSandbox: true,
    args: ['.', `--user-data-dir=${userData}`],
    env: { ...clean, HOME: folder, FLOWSHELF_LIBRARY_DIR: libraryFolder, ...env },
    ...(isRoot ? { executablePath: await starter(folder) } : {}),
  });
  let output = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const window = await app.firstWindow();
  await window.waitForLoadState('domcontentloaded');
  return {
    app,
    window,
    output: () => output,
    folder,
    userData,
    libraryFolder,
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A program that starts Electron as `nobody`, in the way in which Playwright would start it without one. */
async function starter(folder: string): Promise<string> {
  const electron = require('electron') as unknown as string;
  const loader = join(
    dirname(require.resolve('playwright-core/package.json')),
    'lib/server/electron/loader.js',
  );
  const path = join(folder, 'start.sh');
  await writeFile(path, `#!/bin/sh\nexec setpriv ${asNobody.join(' ')} "${electron}" -r "${loader}" "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
