import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';
import { displayEnvironment, displaySwitches } from './displays';
import { becomeOrdinaryUser, type OrdinaryUser } from './ordinary-user';

/** A started program and the folders that belong to it. */
export interface Program {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Everything the program wrote to its console so far. */
  output(): string;
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
  /** Who starts the program; with the sandbox on, wherever the machine allows it. */
  readonly user: OrdinaryUser;
  /** Starts the program on this test's folders; a second call starts it again on the same ones. */
  launch(options?: LaunchOptions): Promise<Program>;
}

/** Environment of the test run without what would steer the program. */
export function cleanEnvironment(): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(TT_API_KEY|FLOWSHELF_|ELECTRON_)/.test(name)) clean[name] = value;
  }
  // The language that the tests speak, whoever's machine it is.
  return { ...clean, LANG: 'en_US.UTF-8', LANGUAGE: 'en', ...displayEnvironment() };
}

/** Says that a test looks at so many cases: `npm run test:faults` counts them. */
export function ofCases(count: number) {
  return { annotation: { type: 'cases', description: String(count) } };
}

export const test = base.extend<{ bench: Bench }>({
  bench: async ({}, use, testInfo) => {
    const folder = await mkdtemp(join(tmpdir(), 'flowshelf-e2e-'));
    const libraryFolder = join(folder, 'Music', 'Flowshelf');
    const userData = join(folder, 'profile');
    const user = becomeOrdinaryUser();
    const running = new Set<ElectronApplication>();

    await use({
      folder,
      libraryFolder,
      userData,
      user,
      async launch({ env = {}, args = [], modules = [] } = {}) {
        user.handOver(folder);
        const app = await _electron.launch({
          ...user.launchOptions,
          args: [
            ...modules.flatMap((module) => ['-r', module]),
            '.',
            ...displaySwitches(),
            `--user-data-dir=${userData}`,
            ...args,
          ],
          env: { ...user.environment(cleanEnvironment()), FLOWSHELF_LIBRARY_DIR: libraryFolder, ...env },
        });
        running.add(app);
        app.on('close', () => running.delete(app));
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
    // What belongs to a program that was killed may write for a moment longer.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    user.leave();
  },
});

export { expect } from '@playwright/test';
