import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { expectAccessible } from './accessibility';
import { expect, test, type Program } from './program';

/** The system's own dialogs cannot be driven: this one answers with a file. */
async function choose({ app }: Program, file: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
}

test('a setting is found by words, changed, and usual again by its own button', async ({ bench }) => {
  const program = await bench.launch({ args: ['--sample'] });
  const { window } = program;
  await window.getByRole('link', { name: 'Settings' }).click();
  const find = window.getByRole('searchbox', { name: 'Find a setting' });
  await find.fill('CROSS heard');
  await expect(window.getByRole('spinbutton')).toHaveCount(1);
  await find.press('Enter');
  const crossfade = window.getByRole('spinbutton', { name: 'Crossfade (seconds)' });
  await expect(crossfade).toBeFocused();
  await crossfade.fill('4');
  await crossfade.press('Enter');
  await expect(crossfade).toBeFocused();
  const reset = window.getByRole('button', { name: 'As usual again: Crossfade (seconds)' });
  await reset.press('Enter');
  await expect(crossfade).toHaveValue('0');
  await expect(reset).toHaveCount(0);
  await expect(crossfade).toBeFocused();

  for (const [word, setting] of [
    ['русский', 'English'],
    ['中文', 'English'],
    ['electron', 'Guide'],
    ['version', 'Guide'],
    ['MIT', 'Guide'],
    ['privacy', 'Guide'],
    ['licences', 'Guide'],
    ['import', 'Use a file…'],
    ['export', 'Save to a file…'],
  ] as const) {
    await find.fill(word);
    const role = setting === 'English' ? 'radio' : 'button';
    await expect(window.getByRole(role, { name: setting, exact: true }), word).toBeVisible();
    await expect(window.getByRole('spinbutton'), word).toHaveCount(0);
  }

  for (const [word, what] of [
    ['loss', 'WAV'],
    ['megabytes', 'Audio'],
    ['picture', 'Cover'],
    ['players', 'LRC (.lrc)'],
    ['another hand', 'LRC (.lrc)'],
  ] as const) {
    await find.fill(word);
    await expect(window.getByRole('checkbox', { name: what }), word).toBeVisible();
  }

  await find.fill('such words stand nowhere');
  await expect(
    window.getByRole('heading', { name: 'No setting is called “such words stand nowhere”.' }),
  ).toBeVisible();
  await find.press('Escape');
  await expect(window.getByRole('radio', { name: 'Dark' })).toBeVisible();
  await expectAccessible(window, 'settings');
  await program.close();
});

test('a number that does not fit changes nothing, and its field says why until it is right', async ({
  bench,
}, testInfo) => {
  const { window } = await bench.launch({ args: ['--sample'] });
  await window.getByRole('link', { name: 'Settings' }).click();
  const numbers = [
    [
      'Requests per minute',
      '99999',
      '120',
      'Give a whole number from 1 to 120. Until then it stays at 120.',
      '7',
    ],
    ['Crossfade (seconds)', '2.5', '0', 'Give a whole number from 0 to 12. Until then it stays at 0.', '12'],
    [
      'Show words later by (milliseconds)',
      '',
      '0',
      'Give a whole number from -2,000 to 2,000. Until then it stays at 0.',
      '-2000',
    ],
  ] as const;
  const field = (name: string) => window.getByRole('spinbutton', { name });
  for (const [name, wrong, before, words, right] of numbers) {
    await test.step(name, async () => {
      const limits = / From -?[\d,]+ to [\d,]+\.$/;
      await expect(field(name)).toHaveAccessibleDescription(limits);
      await expect(field(name)).toHaveValue(before);
      await field(name).fill(wrong);
      // Nobody is told before it is left.
      await expect(field(name)).not.toHaveAttribute('aria-invalid');
      await field(name).press('Tab');
      await expect(field(name)).toHaveAttribute('aria-invalid', 'true');
      await expect(field(name)).toHaveAccessibleDescription(words);
      await expect(window.getByRole('alert')).toHaveText(words);
      await expect(field(name)).toHaveValue(wrong);
      await expect(window.getByRole('button', { name: `As usual again: ${name}` })).toHaveCount(0);
      await field(name).scrollIntoViewIfNeeded();
      await window.screenshot({ path: testInfo.outputPath(`${right}.png`), animations: 'disabled' });
      await field(name).fill(right);
      await expect(field(name)).not.toHaveAttribute('aria-invalid');
      await expect(field(name)).toHaveAccessibleDescription(limits);
      await field(name).press('Enter');
      await expect(window.getByRole('button', { name: `As usual again: ${name}` })).toBeVisible();
      await expect(window.getByRole('alert')).toHaveCount(0);
    });
  }
  await test.step('Enter tells too, and what comes from elsewhere takes its place', async () => {
    const [[name]] = numbers;
    await field(name).fill('0');
    await field(name).press('Enter');
    await expect(field(name)).toHaveAccessibleDescription(/Until then it stays at 7\.$/);
    await expectAccessible(window, 'a wrong number');
    await window.getByRole('button', { name: `As usual again: ${name}` }).click();
    await expect(field(name)).toHaveValue('120');
    await expect(field(name)).not.toHaveAttribute('aria-invalid');
  });
  await test.step('a press that leaves the field does what it is for', async () => {
    const [[name]] = numbers;
    await field(name).fill('-1');
    const light = window.getByRole('radio', { name: 'Light' });
    await light.hover();
    await window.mouse.down();
    await expect(field(name)).not.toBeFocused();
    // What is told now would push away what is pressed.
    expect(await field(name).getAttribute('aria-invalid')).toBeNull();
    await window.mouse.up();
    await expect(light).toBeChecked();
    await expect(field(name)).toHaveAttribute('aria-invalid', 'true');
  });
});

test('settings go to a file and come back from it, and a reset can be taken back', async ({ bench }) => {
  const program = await bench.launch({ args: ['--sample'] });
  const { window } = program;
  const file = join(bench.folder, 'mine.json');
  await window.getByRole('link', { name: 'Settings' }).click();
  const resetAll = window.getByRole('button', { name: 'Reset all' });
  // What the sample has of its own nobody has changed.
  await expect(window.getByRole('spinbutton', { name: 'Requests per minute' })).toHaveValue('120');
  await expect(resetAll).toBeDisabled();
  await expect(window.getByRole('button', { name: /^As usual again: / })).toHaveCount(0);
  await window.getByRole('radio', { name: 'Light' }).check();
  await expect(window.getByRole('button', { name: /^As usual again: / })).toHaveCount(1);
  await choose(program, file);
  await window.getByRole('button', { name: 'Save to a file…' }).click();
  await expect(window.getByText('Your settings are in “mine.json”.')).toBeVisible();
  expect(readFileSync(file, 'utf8')).toContain('"theme": "light"');

  await resetAll.press('Enter');
  await expect(window.getByRole('radio', { name: 'System', exact: true })).toBeChecked();
  // There is nothing more to reset, and the keyboard is still there.
  await expect(resetAll).toBeFocused();
  await expect(resetAll).toBeDisabled();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(window.getByRole('radio', { name: 'Light' })).toBeChecked();

  await window.getByRole('radio', { name: 'Dark' }).check();
  await window.getByRole('button', { name: 'Use a file…' }).click();
  await expect(window.getByText('1 setting was taken over from “mine.json”.')).toBeVisible();
  await expect(window.getByRole('radio', { name: 'Light' })).toBeChecked();

  const shortcuts = { next: ['Tab'], find: ['Ctrl+J'], queue: ['Ctrl+J'], mute: ['F9'] };
  const settings = { theme: 'pink', shortcuts, exportPlace: 1, exportFormats: 1 };
  writeFileSync(file, JSON.stringify({ flowshelf: 'settings', version: 1, settings }));
  await window.getByRole('button', { name: 'Use a file…' }).click();
  const told = window.getByRole('region', { name: 'Notices' });
  await expect(told).toContainText('Not understood, and left as they were: “Theme” and “Export songs”.');
  await expect(told).toContainText(
    'Keys that cannot be used, or that another action has, were left out for “Next song” and “Show or hide the queue”.',
  );

  writeFileSync(file, '{"clip": 1}');
  await window.getByRole('button', { name: 'Use a file…' }).click();
  await expect(window.getByText(/This file holds no settings of Flowshelf/)).toBeVisible();
  await expect(window.getByRole('radio', { name: 'Light' })).toBeChecked();
  await program.close();
});

test('About tells what the program is made with, and the guide opens by a key', async ({ bench }) => {
  // A system that opens pages with a program, whether this one does or not.
  const programs = join(bench.folder, 'bin');
  mkdirSync(programs);
  writeFileSync(join(programs, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 });
  const program = await bench.launch({
    args: ['--sample'],
    env: { PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  const { window, app } = program;
  await window.getByRole('link', { name: 'Settings' }).click();
  await window.getByRole('button', { name: 'Licences…' }).click();
  const licences = window.getByRole('dialog', { name: 'Licences' });
  await licences.getByRole('searchbox', { name: 'Find a package' }).fill('better-sqlite');
  await expect(licences.getByText('1 package', { exact: true })).toBeVisible();
  await licences.getByText('better-sqlite3').click();
  await expect(licences.getByText(/Permission is hereby granted/)).toBeVisible();
  await expectAccessible(window, 'licences');
  await app.evaluate(({ shell }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    shell.openPath = (path) => {
      asked.push(path);
      return Promise.resolve('');
    };
  });
  await licences.getByRole('button', { name: 'Electron and Chromium…' }).click();
  await expect
    .poll(() => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]))
    .toEqual([expect.stringMatching(/LICENSES\.chromium\.html$/)]);
  const [page = ''] = await app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);
  expect(existsSync(page)).toBe(true);
  await window.keyboard.press('Escape');
  await expect(licences).toHaveCount(0);

  await window.keyboard.press('F1');
  const guide = window.getByRole('dialog', { name: 'Guide' });
  await expect(guide.getByRole('tab', { name: 'Bring songs in' })).toBeFocused();
  await window.keyboard.press('ArrowDown');
  await expect(guide.getByRole('tabpanel', { name: 'Find a song' })).toBeVisible();
  await expectAccessible(window, 'guide');
  await window.keyboard.press('Escape');
  await expect(guide).toHaveCount(0);
  await program.close();
});

test('Escape takes what is shown of a button in a dialog, and the next one the dialog', async ({ bench }) => {
  const { window } = await bench.launch({ args: ['--sample'] });
  await window.getByRole('link', { name: 'Settings' }).click();
  await window.getByRole('button', { name: 'Keyboard shortcuts…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(dialog.getByRole('searchbox', { name: 'Find a shortcut' })).toBeFocused();
  const name = 'Add a key: Go to settings';
  await dialog.getByRole('button', { name }).hover();
  const tooltip = window.getByText(name, { exact: true });
  await expect(tooltip).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(tooltip).toBeHidden();
  await expect(dialog).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
