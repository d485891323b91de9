import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { KEY, launchWithSongs, startServer, DONE, FAILED } from './three-songs';

/**
 * The system around the player. The machine of a test has no desktop: what is asked of one is written down by
 * `system-calls.cjs`.
 */

const MODULES = [join(import.meta.dirname, 'system-calls.cjs')];

/** What the program has asked of the desktop, and what can be pressed there. */
function desktopOf(app: ElectronApplication) {
  const ask = <Answer>(expression: string) =>
    app.evaluate<Answer>(`(() => { const calls = globalThis.systemCalls; return ${expression}; })()`);
  return {
    ask,
    awake: () => ask<string[]>('[...calls.awake.values()]'),
    /** Labels of the tray's menu, those that are off in parentheses; null while there is no tray. */
    tray: () =>
      ask<string[] | null>(
        `calls.tray && calls.tray.items.filter(({ type }) => type !== 'separator').map(({ label, enabled }) => enabled ? label : '(' + label + ')')`,
      ),
    press: (label: string) =>
      ask<unknown>(`calls.tray.items.find((item) => item.label === ${JSON.stringify(label)}).click()`),
    notifications: () => ask<string[]>(`calls.notifications.map(({ title, body }) => title + ' / ' + body)`),
    drags: () => ask<string[][]>('calls.drags'),
    keys: () => ask<string[]>('[...calls.keys.keys()]'),
  };
}

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());

/** Where the music is, in seconds. */
const secondsOf = (window: Page) =>
  window.evaluate<number>(
    `Math.max(0, ...[...document.querySelectorAll('audio, video')].map((each) => each.paused ? 0 : each.currentTime))`,
  );

test('the window becomes the mini player and back, and the music goes on', async ({ bench }, testInfo) => {
  const { server, app, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  const before = await boundsOf(app);
  await expect.poll(() => secondsOf(window)).toBeGreaterThan(0.3);

  await player.getByRole('button', { name: 'Mini player' }).click();
  const mini = window.getByRole('region', { name: 'Mini player' });
  await expect(mini).toContainText('Beacon');
  await expect.poll(() => boundsOf(app)).toMatchObject({ width: 380, height: 120 });
  const isOnTop = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isAlwaysOnTop());
  expect(await isOnTop()).toBe(true);
  await expect(window.getByRole('grid', { name: 'Songs' })).toBeHidden();
  const during = await secondsOf(window);
  await expect.poll(() => secondsOf(window)).toBeGreaterThan(during);
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.screenshot({ path: testInfo.outputPath(`mini-${theme}.png`) });
  }

  await mini.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(mini).toContainText('Anchor');
  await window.keyboard.press('Space');
  await expect(mini.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(mini).toBeHidden();
  await expect.poll(() => boundsOf(app)).toEqual(before);
  expect(await isOnTop()).toBe(false);
  await expect(row('Anchor')).toBeVisible();
  await server.close();
});

test('the mini player shows the line that is sung', async ({ bench }, testInfo) => {
  const { window } = await bench.launch({ args: ['--sample'] });
  const songs = window.getByRole('grid', { name: 'Songs' });
  // All of them: while songs arrive the row that is aimed at may move once more.
  await expect(songs.getByRole('row')).toHaveCount(1 + 8, { timeout: 60_000 });
  const row = songs.getByRole('row', { name: /^Night Ferry/ });
  await expect(row).toContainText('m4a');
  await row.dblclick();
  await window.keyboard.press('ControlOrMeta+Shift+P');
  const mini = window.getByRole('region', { name: 'Mini player' });
  const line = mini.getByRole('paragraph');
  await expect(line).toHaveText('Engine hums a minor song');
  await expect(line).toHaveText('Harbour lights are thin and long');
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.screenshot({ path: testInfo.outputPath(`line-${theme}.png`) });
    await expectAccessible(window, `the mini player, ${theme}`);
  }
});

test('the mini player is there again after a restart, where it was, and what needs the window ends it', async ({
  bench,
}) => {
  const first = await launchWithSongs(bench);
  const before = await boundsOf(first.app);
  await first.window.keyboard.press('ControlOrMeta+Shift+P');
  await expect(first.window.getByRole('region', { name: 'Mini player' })).toBeVisible();
  await expect.poll(() => boundsOf(first.app)).toMatchObject({ height: 120 });
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 420, height: 130 });
  });
  await expect.poll(() => boundsOf(first.app)).toEqual({ x: 40, y: 60, width: 420, height: 130 });
  await first.close();

  const { app, window } = await bench.launch({
    env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: first.server.url },
  });
  const mini = window.getByRole('region', { name: 'Mini player' });
  await expect(mini).toContainText('Nothing is playing');
  expect(await boundsOf(app)).toEqual({ x: 40, y: 60, width: 420, height: 130 });
  await window.keyboard.press('ControlOrMeta+N');
  await expect(window.getByRole('dialog', { name: 'Add jobs' })).toBeVisible();
  await expect(mini).toBeHidden();
  await expect.poll(() => boundsOf(app)).toEqual(before);
  await first.server.close();
});

test('music keeps the machine awake, a large picture its screen too, and sleep pauses it for good', async ({
  bench,
}) => {
  const { server, app, window, player, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  expect(await desktop.awake()).toEqual([]);
  await row('Beacon').dblclick();
  await expect.poll(desktop.awake).toEqual(['prevent-app-suspension']);
  await player.getByRole('button', { name: 'Show the video', exact: true }).click();
  await expect.poll(desktop.awake).toEqual(['prevent-display-sleep']);
  await window.keyboard.press('Escape');
  await expect.poll(desktop.awake).toEqual(['prevent-app-suspension']);
  await window.keyboard.press('Space');
  await expect.poll(desktop.awake).toEqual([]);
  await window.keyboard.press('Space');
  await expect.poll(desktop.awake).toEqual(['prevent-app-suspension']);

  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect.poll(desktop.awake).toEqual([]);
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await secondsOf(window)).toBe(0);

  // A window that crashes plays nothing any more.
  await window.keyboard.press('Space');
  await expect.poll(desktop.awake).toEqual(['prevent-app-suspension']);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(desktop.awake).toEqual([]);
  await server.close();
});

test('takes that are compared keep the machine awake, and the tray and the system mean them', async ({
  bench,
}) => {
  const { server, app, window, player, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  await window.getByRole('link', { name: 'Settings' }).click();
  await window.getByRole('switch', { name: 'Show in the system tray' }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  await row('Beacon').dblclick();
  await expect.poll(desktop.tray).toContain('(Beacon)');
  await row('Current').click();
  await row('Anchor').click({ modifiers: ['ControlOrMeta'] });
  await window.keyboard.press('ControlOrMeta+Shift+c');
  const view = window.getByRole('region', { name: 'Compare takes' });
  const session = () =>
    window.evaluate<string[]>(
      `[navigator.mediaSession.metadata?.title, navigator.mediaSession.playbackState]`,
    );
  await expect(view.getByRole('listitem')).toHaveCount(2);
  await expect.poll(desktop.awake).toEqual([]);
  await view.focus();
  await window.keyboard.press('a');
  await expect(view.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await expect.poll(desktop.awake).toEqual(['prevent-app-suspension']);
  await expect.poll(session).toEqual(['Current', 'playing']);
  await expect
    .poll(desktop.tray)
    .toEqual(['(Current)', 'Pause', 'Previous', 'Next', 'Show Flowshelf', 'Quit']);

  await desktop.press('Next');
  await expect.poll(desktop.tray).toContain('(Anchor)');
  await expect.poll(session).toEqual(['Anchor', 'playing']);
  await desktop.press('Pause');
  await expect(view.getByRole('button', { name: 'Play all at once' })).toBeVisible();
  await expect.poll(desktop.awake).toEqual([]);
  await expect.poll(session).toEqual(['Anchor', 'paused']);
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await view.getByRole('button', { name: 'Close the comparison' }).click();
  await expect.poll(desktop.tray).toContain('(Beacon)');
  await expect.poll(session).toEqual(['Beacon', 'paused']);
  await server.close();
});

test('the tray tells what plays, has the controls, and keeps the program when the window is closed', async ({
  bench,
}) => {
  const { server, app, window, player, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  await window.getByRole('link', { name: 'Settings' }).click();
  expect(await desktop.tray()).toBeNull();
  const kept = window.getByRole('switch', { name: 'Closing the window leaves Flowshelf in the tray' });
  await expect(kept).toBeHidden();
  await window.getByRole('switch', { name: 'Show in the system tray' }).click();
  await expect
    .poll(desktop.tray)
    .toEqual(['(Nothing is playing)', 'Play', '(Previous)', '(Next)', 'Show Flowshelf', 'Quit']);
  await kept.click();
  await window.getByRole('link', { name: 'Songs' }).click();

  await row('Beacon').dblclick();
  await expect
    .poll(desktop.tray)
    .toEqual(['(Beacon)', 'Pause', 'Previous', 'Next', 'Show Flowshelf', 'Quit']);
  await desktop.press('Next');
  await expect(player).toContainText('Anchor');
  await expect
    .poll(desktop.tray)
    .toEqual(['(Anchor)', 'Pause', 'Previous', '(Next)', 'Show Flowshelf', 'Quit']);

  const isVisible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? null);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(isVisible).toBe(false);
  await desktop.press('Pause');
  await expect.poll(desktop.tray).toContain('Play');
  await desktop.press('Show Flowshelf');
  await expect.poll(isVisible).toBe(true);
  const ended = app.waitForEvent('close');
  // The answer of this call is lost with the program.
  await desktop.press('Quit').catch(() => undefined);
  await ended;
  await server.close();
});

test('the ends of jobs are told together while another program is in front', async ({ bench }) => {
  const server = await startServer();
  const { app, window } = await bench.launch({
    env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url },
    modules: MODULES,
  });
  const desktop = desktopOf(app);
  await desktop.ask('(calls.isFocused = false)');
  await addJobs(window, DONE, FAILED);
  await expect
    .poll(desktop.notifications, { timeout: 20_000 })
    .toEqual(['1 job done · 3 songs · 1 job failed / Anchor\nBeacon\nCurrent']);
  expect(await desktop.ask('calls.badge')).toBe(3);
  await window.getByRole('link', { name: 'Settings' }).click();
  await desktop.ask(`calls.notifications[0].emit('click')`);
  await expect(window.getByRole('grid', { name: 'Songs' })).toBeVisible();
  await app.evaluate(({ app: program, BrowserWindow }) =>
    program.emit('browser-window-focus', {}, BrowserWindow.getAllWindows()[0]),
  );
  await expect.poll(() => desktop.ask('calls.badge')).toBe(0);
  await server.close();
});

test('a dragged song hands out its own files, and what is dragged is none of the window’s to take in', async ({
  bench,
}) => {
  const { server, app, window, songs, player, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  const names = async () =>
    (await desktop.drags()).map((files) => files.map((file) => file.split('/').at(-1)));
  await row('Beacon').click();
  await row('Beacon').dispatchEvent('dragstart');
  await expect.poll(names).toEqual([[expect.stringMatching(/^Beacon.*\.m4a$/)]]);
  const [[dragged]] = (await desktop.drags()) as [[string]];
  expect(dragged.startsWith(bench.libraryFolder)).toBe(true);
  expect(existsSync(dragged)).toBe(true);

  // Over the window it is a drag of files: nothing offers to take it.
  await window.evaluate(
    `document.body.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: (() => { const data = new DataTransfer(); data.items.add(new File(['x'], 'Beacon.m4a')); return data; })() }))`,
  );
  await expect(window.getByText('Drop to add jobs')).toBeHidden();

  await row('Beacon').getByText('video', { exact: true }).dispatchEvent('dragstart');
  await expect.poll(async () => (await names()).at(-1)).toEqual([expect.stringMatching(/^Beacon.*\.mp4$/)]);

  await songs.press('ControlOrMeta+a');
  await row('Anchor').dispatchEvent('dragstart');
  await expect.poll(async () => (await names()).at(-1)?.length).toBe(3);
  await row('Current').dblclick();
  await player.getByRole('button', { name: /Current/ }).dispatchEvent('dragstart');
  await expect.poll(async () => (await names()).at(-1)).toEqual([expect.stringMatching(/^Current.*\.m4a$/)]);
  await server.close();
});

test('keys that work everywhere can be chosen, and what does not work is told in words', async ({
  bench,
}, testInfo) => {
  const { server, app, window, player, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  await row('Beacon').dblclick();
  await window.getByRole('link', { name: 'Settings' }).click();
  expect(await desktop.keys()).toEqual([]);
  await desktop.ask(`calls.occupied.add('CommandOrControl+Alt+PageUp')`);
  await window.getByRole('switch', { name: 'Keys that work everywhere' }).click();
  await expect
    .poll(desktop.keys)
    .toEqual(['CommandOrControl+Alt+Space', 'CommandOrControl+Alt+PageDown', 'CommandOrControl+Alt+F']);
  const field = (name: string) => window.getByRole('button', { name: new RegExp(`^${name} `) });
  await expect(window.getByRole('alert')).toHaveText('Another program has these keys. Choose others.');

  await field('Previous song').click();
  const recorder = window.getByRole('textbox', { name: 'Keys for: Previous song' });
  await expect(recorder).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(field('Previous song')).toBeFocused();
  await window.keyboard.press('Enter');
  await window.keyboard.press('p');
  await expect(window.getByRole('alert').filter({ hasText: /./ })).toContainText(
    'Use a letter, digit or arrow with Ctrl or Alt',
  );
  await window.screenshot({ path: testInfo.outputPath('keys-refused.png'), animations: 'disabled' });
  await window.keyboard.down('Control');
  await expect(recorder).toHaveValue(/Ctrl|⌘/);
  await window.keyboard.up('Control');
  await window.keyboard.press('Control+Alt+Space');
  await expect(window.getByRole('alert')).toHaveText(
    '“Play or pause” has these keys already. Choose others.',
  );
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await field('Show the window').scrollIntoViewIfNeeded();
    await window.screenshot({ path: testInfo.outputPath(`keys-${theme}.png`), animations: 'disabled' });
    await expectAccessible(window, `the system's settings, ${theme}`);
  }
  await field('Previous song').click();
  await window.keyboard.press('Backspace');
  await expect(field('Previous song')).toHaveAccessibleName('Previous song No key');
  await window.keyboard.press('Enter');
  await window.keyboard.press('F8');
  await expect(window.getByRole('alert')).toBeHidden();
  await expect.poll(desktop.keys).toContain('F8');

  await desktop.ask(`calls.keys.get('CommandOrControl+Alt+PageDown')()`);
  await expect(player).toContainText('Anchor');
  await window.getByRole('switch', { name: 'Keys that work everywhere' }).click();
  await expect.poll(desktop.keys).toEqual([]);
  await server.close();
});

test('a song is opened with a program that was chosen once, and remembered while it is there', async ({
  bench,
}, testInfo) => {
  test.skip(process.platform === 'win32', 'the program of this test is a script');
  const { server, app, window, row } = await launchWithSongs(bench, MODULES);
  const desktop = desktopOf(app);
  const opened = join(bench.libraryFolder, 'opened.txt');
  const program = join(bench.folder, 'wave-editor');
  writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > '${opened}'\n`);
  chmodSync(program, 0o755);
  await desktop.ask(`(calls.chosenFile = ${JSON.stringify(program)})`);

  const menu = async (...labels: readonly string[]) => {
    await row('Beacon').click({ button: 'right' });
    for (const label of labels) await window.getByRole('menuitem', { name: label, exact: true }).click();
  };
  await menu('Files', 'Open with');
  await expect(window.getByRole('menuitem', { name: 'The usual program' })).toBeVisible();
  await window.screenshot({ path: testInfo.outputPath('open-with.png') });
  await window.getByRole('menuitem', { name: 'Choose a program…' }).click();
  await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toMatch(/Beacon.*\.m4a$/);

  await desktop.ask('(calls.chosenFile = null)');
  writeFileSync(opened, '');
  await menu('Files', 'Open with', 'wave-editor');
  await expect.poll(() => readFileSync(opened, 'utf8')).toMatch(/Beacon.*\.m4a$/);
  chmodSync(program, 0o644);
  await menu('Files', 'Open with', 'wave-editor');
  await expect(window.getByText('That program is not where it was any more')).toBeVisible();
  await menu('Files', 'Open with');
  await expect(window.getByRole('menuitem', { name: 'The usual program' })).toBeVisible();
  await expect(window.getByRole('menuitem', { name: 'wave-editor' })).toBeHidden();
  await server.close();
});
