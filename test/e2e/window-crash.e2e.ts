import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type ElectronApplication, type Page } from '@playwright/test';
import type { BaseWindow, MessageBoxOptions, MessageBoxReturnValue } from 'electron';
import { startFlowServer, success } from '../support/flow-server';
import { audio, bigAudio, sha256 } from '../support/media';
import { expect, test, type Bench } from './program';

/** The process behind the window ends or hangs: the window comes back where it was, and main has gone on meanwhile. */

const KEY = 'key-for-the-end-to-end-suite-4711';
const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

test('killed, it comes back by itself where it was, and a download has not noticed', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  const bytes = bigAudio(3_000_000);
  const slow = '/songs/slow.wav';
  server.job(
    JOB,
    success([
      {
        clip_id: 'tide-clip',
        title: 'Low Tide',
        lyrics: '[Verse]\nSalt on the railing',
        audio_url: server.file('/songs/low-tide.m4a', { bytes: audio(), type: 'audio/mp4' }),
        wav_url: server.file(slow, { bytes, type: 'audio/wav', bytesPerSecond: 1_000_000 }),
      },
    ]),
  );
  const { app, window, close } = await bench.launch({
    env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url },
  });
  await window.getByRole('button', { name: 'Add jobs' }).click();
  await window.getByRole('textbox', { name: 'Job ids' }).fill(JOB);
  await window.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  await window.getByRole('searchbox', { name: 'Search songs and lyrics' }).fill('railing');
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  await expect(window).toHaveURL(/[?&]q=railing\b/);
  await expect(window).toHaveURL(/[?&]song=tide-clip\b/);
  const place = window.url();
  await expect.poll(() => server.fetched(slow)[0]?.sentBytes ?? 0).toBeGreaterThan(500_000);

  const notice = noticeOfNextPage(app);
  await app.evaluate(({ BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  });
  expect(await notice).toContain(
    'The window had stopped and was opened again. Songs and downloads are safe.',
  );

  const again = await connectAnew(bench);
  expect(again.window.url()).toBe(place);
  const row = again.window.getByRole('row', { name: /^Low Tide/ });
  await expect(row).toContainText('m4a');
  await expect(row).toContainText('WAV');
  await expect(row).not.toContainText('%');
  const file = join(bench.libraryFolder, 'Low Tide [tide-cli]', 'Low Tide.wav');
  expect(sha256(await readFile(file))).toBe(sha256(bytes));
  expect(server.fetched(slow)).toHaveLength(1);
  await again.close();
  await close();
  expect(await readFile(join(bench.userData, 'logs', 'flowshelf.log'), 'utf8')).toMatch(
    /WARN\s+The window’s process has gone \{"reason":"killed"/i,
  );
  await server.close();
});

test('hanging or crashing again and again, it asks what to do', async ({ bench }) => {
  const { app } = await bench.launch();

  await test.step('a window that hangs: wait, or open its page anew', async () => {
    await answerDialogs(app, 'first');
    await hang(app);
    expect(await questions(app)).toMatchObject([
      { message: 'The window does not respond', buttons: ['Wait', 'Reload'] },
    ]);
    expect(await isAnswering(app)).toBe(false);

    // One question at a time; it goes when the window answers again by itself.
    await answerDialogs(app, 'none');
    await tell(app, 'unresponsive');
    await tell(app, 'unresponsive');
    expect(await questions(app)).toHaveLength(1);
    await tell(app, 'responsive');
    await tell(app, 'unresponsive');
    expect(await questions(app)).toHaveLength(2);
    await tell(app, 'responsive');

    await answerDialogs(app, 'second');
    const shown = nextPage(app);
    await tell(app, 'unresponsive');
    await shown;
    expect(await isAnswering(app)).toBe(true);
  });

  await test.step('the third crash within a minute: a question, and nothing by itself any more', async () => {
    await answerDialogs(app, 'first');
    for (const asked of [0, 0, 1]) {
      const shown = nextPage(app);
      await crash(app);
      await shown;
      expect(await questions(app)).toHaveLength(asked);
    }
    const [question] = await questions(app);
    expect(question).toMatchObject({ message: 'The window keeps crashing', buttons: ['Try again', 'Quit'] });
    expect(question?.detail).toContain(join(bench.userData, 'logs'));
    const again = await connectAnew(bench);
    await expect(again.window.getByRole('main')).toBeVisible();
    await again.close();
  });

  const readLog = () => readFile(join(bench.userData, 'logs', 'flowshelf.log'), 'utf8');
  await test.step('another process of the program that ends is written down', async () => {
    await app.evaluate((electron) => {
      const network = electron.app.getAppMetrics().find(({ name }) => name === 'Network Service');
      if (network) process.kill(network.pid, 'SIGKILL');
    });
    await expect
      .poll(readLog)
      .toContain('A process of the program has gone {"type":"Utility","name":"Network Service"');
  });

  await test.step('tried again in vain it asks at once, and quits in order', async () => {
    await answerDialogs(app, 'second');
    const ended = app.waitForEvent('close');
    await crash(app);
    await ended;
    expect(await readLog()).toMatch(/Stopping\n*$/);
  });
});

/** Answers the system's dialogs from now on, or leaves them standing until they are taken away; keeps what they ask. */
async function answerDialogs(app: ElectronApplication, button: 'first' | 'second' | 'none'): Promise<void> {
  await app.evaluate(({ dialog }, pressed) => {
    const asked: MessageBoxOptions[] = [];
    Object.assign(globalThis, { asked });
    const show = (options: MessageBoxOptions) =>
      new Promise<MessageBoxReturnValue>((resolve) => {
        asked.push(options);
        const answer = (response: number) => resolve({ response, checkboxChecked: false });
        if (pressed === 'none') options.signal?.addEventListener('abort', () => answer(0));
        else answer(pressed === 'first' ? 0 : 1);
      });
    dialog.showMessageBox = (...given: [BaseWindow, MessageBoxOptions] | [MessageBoxOptions]) =>
      show(given.length === 1 ? given[0] : given[1]);
  }, button);
}

/** What was asked since the last `answerDialogs`. */
function questions(app: ElectronApplication): Promise<MessageBoxOptions[]> {
  return app.evaluate(() => Reflect.get(globalThis, 'asked') as MessageBoxOptions[]);
}

/** Resolves when the window shows a page that was loaded after this call. */
function nextPage(app: ElectronApplication): Promise<void> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => resolve());
      }),
  );
}

/** What the page that is loaded next says first. Read from within: a notice does not wait for a debugger. */
function noticeOfNextPage(app: ElectronApplication): Promise<string> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('did-finish-load', () => {
          const read = `new Promise((resolve) => {
            const look = () => {
              const notices = document.querySelector('[role="region"][aria-label="Notices"]');
              if (notices) resolve(notices.innerText);
              else setTimeout(look, 50);
            };
            look();
          })`;
          resolve(contents.executeJavaScript(read) as Promise<string>);
        });
      }),
  );
}

/** Tells the program so by hand: no window counts as hanging while a debugger is attached. */
async function tell(app: ElectronApplication, event: 'unresponsive' | 'responsive'): Promise<void> {
  await app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.emit(name), event);
}

async function crash(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
}

/** The page never comes to rest, and the program is told once it does not answer any more. */
async function hang(app: ElectronApplication): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      'void setTimeout(() => { for (;;); })',
    );
  });
  // What it is told in the same moment it may still do first.
  await expect.poll(() => isAnswering(app)).toBe(false);
  await tell(app, 'unresponsive');
}

/** Whether the page runs what it is told to. */
function isAnswering(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow }) =>
    Promise.race([
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('true') as Promise<boolean>,
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 500)),
    ]),
  );
}

/** Playwright gives up a page that crashed; this is the same one, seen anew. */
async function connectAnew(bench: Bench): Promise<{ readonly window: Page; close(): Promise<void> }> {
  const [port = ''] = (await readFile(join(bench.userData, 'DevToolsActivePort'), 'utf8')).split('\n');
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const [window] = browser.contexts().flatMap((context) => context.pages());
  if (!window) throw new Error('There is no page.');
  return { window, close: () => browser.close() };
}
