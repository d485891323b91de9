import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';

/** A started program and the folders that belong to it. */
export interface Program {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Closes it as a user does. */
  close(): Promise<void>;
  /** Ends it without a word, as a crash or a power cut does. */
  kill(): Promise<void>;
}

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** CommonJS modules that the program loads before anything of its own. */
  readonly modules?: readonly string[];
}

export interface Bench {
  /** Folder of this test, gone after it. */
  readonly folder: string;
  readonly libraryFolder: string;
  readonly userData: string;
  /** Starts the program on this test's folders; a second call starts it again on the same ones. */
  launch(options?: LaunchOptions): Promise<Program>;
}

const needsNoSandbox = process.env['FLOWSHELF_TEST_NO_SANDBOX'] === '1';

/** Environment of the test run without what would steer the program. */
function cleanEnvironment(): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(TT_API_KEY|FLOWSHELF_|ELECTRON_)/.test(name)) clean[name] = value;
  }
  return clean;
}

export const test = base.extend<{ bench: Bench }>({
  bench: async ({}, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'flowshelf-e2e-'));
    const libraryFolder = join(folder, 'Music', 'Flowshelf');
    const userData = join(folder, 'profile');
    const running = new Set<ElectronApplication>();

    await use({
      folder,
      libraryFolder,
      userData,
      async launch({ env = {}, args = [], modules = [] } = {}) {
        // Without a path Playwright takes the electron package's own and holds its start until it is connected; with one it
        // attaches to a window that loads already, and now and then both wait for each other.
        const app = await _electron.launch({
          args: [
            ...(needsNoSandbox ? ['--no-sandbox'] : []),
            ...modules.flatMap((module) => ['-r', module]),
            '.',
            `--user-data-dir=${userData}`,
            ...args,
          ],
          env: { ...cleanEnvironment(), FLOWSHELF_LIBRARY_DIR: libraryFolder, ...env },
        });
        running.add(app);
        app.on('close', () => running.delete(app));
        const window = await app.firstWindow();
        await window.waitForLoadState('domcontentloaded');
        return {
          app,
          window,
          close: () => app.close(),
          async kill() {
            const ended = app.waitForEvent('close');
            app.process().kill('SIGKILL');
            await ended;
          },
        };
      },
    });

    if (testInfo.status !== testInfo.expectedStatus) {
      for (const app of running) {
        const window = app.windows()[0];
        const body = await window?.screenshot().catch(() => undefined);
        if (body) await testInfo.attach('window', { body, contentType: 'image/png' });
      }
    }
    for (const app of running) await app.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  },
});

export { expect } from '@playwright/test';
