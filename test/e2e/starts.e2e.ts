import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { count } from '../support/extent';
import { cleanEnvironment, expect, ofCases, test, type Bench } from './program';

/** Many starts of the real program with one profile, as an impatient user or a script makes them. */

const STARTS = count(50, 6);

interface Start {
  readonly child: ChildProcess;
  /** The code it ended with; null when it was killed. */
  readonly ended: Promise<number | null>;
  isOver: boolean;
}

/** Starts the program by itself, with nothing attached to it. */
function startAlone(bench: Bench, ...args: readonly string[]): Start {
  const [command, ...before] = bench.user.command;
  const child = spawn(command, [...before, ...args, '.', `--user-data-dir=${bench.userData}`], {
    env: { ...bench.user.environment(cleanEnvironment()), FLOWSHELF_LIBRARY_DIR: bench.libraryFolder },
    stdio: 'ignore',
  });
  const start: Start = {
    child,
    isOver: false,
    ended: new Promise((resolve) => {
      child.once('exit', (code) => {
        start.isOver = true;
        resolve(code);
      });
    }),
  };
  return start;
}

async function end(start: Start): Promise<void> {
  start.child.kill('SIGKILL');
  await start.ended;
}

/** The lock that says which process has the profile. Only on systems where it is a link. */
const lockOf = (bench: Bench) => join(bench.userData, 'SingletonLock');
const hasLockFile = process.platform === 'linux';

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

test(`${STARTS} starts at once: one window, the others end well`, ofCases(STARTS), async ({ bench }) => {
  test.setTimeout(600_000);
  mkdirSync(bench.userData, { recursive: true });
  bench.user.handOver(bench.folder);
  const starts = Array.from({ length: STARTS }, () => startAlone(bench, '--remote-debugging-port=0'));
  try {
    await expect
      .poll(() => starts.filter((each) => each.isOver).length, { timeout: 300_000 })
      .toBe(STARTS - 1);
    const others = starts.filter((each) => each.isOver);
    expect(await Promise.all(others.map((each) => each.ended))).toEqual(others.map(() => 0));

    const portFile = join(bench.userData, 'DevToolsActivePort');
    await expect.poll(() => existsSync(portFile), { timeout: 60_000 }).toBe(true);
    const [port = ''] = readFileSync(portFile, 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const pages = () => browser.contexts().flatMap((context) => context.pages());
    await expect.poll(() => pages().length, { timeout: 60_000 }).toBe(1);
    for (const page of pages()) await expect(page.getByRole('main')).toBeVisible();
    expect(starts.filter((each) => !each.isOver)).toHaveLength(1);
    await browser.close();
  } finally {
    await Promise.all(starts.map(end));
  }
});

test('a start that Chromium’s lock lets through beside another ends by itself', async ({ bench }) => {
  const program = await bench.launch();
  const second = startAlone(bench, '-r', join(import.meta.dirname, 'blind-lock.cjs'));
  try {
    await expect.poll(() => second.isOver, { timeout: 60_000 }).toBe(true);
    expect(await second.ended).toBe(0);
  } finally {
    await end(second);
  }
  await expect(program.window.getByRole('main')).toBeVisible();
  await program.close();
});

test('a second start brings the window of the first to the front', async ({ bench }) => {
  const program = await bench.launch();
  await program.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const focus = window?.focus.bind(window);
    if (!window || !focus) return;
    window.focus = () => {
      Object.assign(globalThis, { focusedBySecondStart: true });
      focus();
    };
  });
  const second = startAlone(bench);
  try {
    await expect.poll(() => second.isOver, { timeout: 60_000 }).toBe(true);
    expect(await second.ended).toBe(0);
  } finally {
    await end(second);
  }
  await expect
    .poll(() => program.app.evaluate(() => Reflect.get(globalThis, 'focusedBySecondStart') === true))
    .toBe(true);
  expect(program.app.windows()).toHaveLength(1);
  await program.close();
});

test('a start while the program is ending is not lost', async ({ bench }) => {
  test.skip(!hasLockFile, 'the next process is found by the lock file');
  const program = await bench.launch();
  const firstPid = program.app.process().pid ?? 0;
  const ended = program.app.waitForEvent('close');
  await program.app.evaluate(({ app }) => {
    app.once('before-quit', () => void app.emit('second-instance', {}, [], '', null));
    setImmediate(() => app.quit());
  });
  await ended;
  const holder = () => (isLink(lockOf(bench)) ? Number(readlinkSync(lockOf(bench)).split('-').at(-1)) : 0);
  await expect.poll(() => holder() > 0 && holder() !== firstPid).toBe(true);
  process.kill(holder(), 'SIGKILL');
});

test('the lock of a killed program keeps nobody out', async ({ bench }) => {
  const first = await bench.launch();
  await first.kill();
  if (hasLockFile) expect(isLink(lockOf(bench))).toBe(true);
  const second = await bench.launch();
  await expect(second.window.getByRole('main')).toBeVisible();
  await second.close();
});

for (const [what, holder] of [
  ['of a process that is another program by now', `${hostname()}-${process.pid}`],
  ['made when this machine had another name', 'another-name-4711'],
] as const) {
  test(`a lock ${what} keeps nobody out`, async ({ bench }) => {
    test.skip(!hasLockFile, 'this system has another kind of lock');
    mkdirSync(bench.userData, { recursive: true });
    symlinkSync(holder, lockOf(bench));
    const program = await bench.launch();
    await expect(program.window.getByRole('main')).toBeVisible();
    await program.close();
  });
}
