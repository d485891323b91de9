import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio } from '../support/media';
import { expectAccessible } from './accessibility';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** A song without times is timed by keys while it plays; nothing of it is lost by a crash. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000051';
const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay\n\nCarry me over';

async function launch(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  const file = server.file('/a.m4a', { bytes: audio(), type: 'audio/mp4' });
  server.job(JOB, success([{ clip_id: 'clip-1', title: 'Low Tide', lyrics: WORDS, audio_url: file }]));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
  await expect(row).toContainText('m4a');
  await expect(row).not.toContainText('%');
  await row.click();
  return program;
}

const editorOf = (window: Page) => window.getByRole('region', { name: 'Edit lyrics' });
const lineOf = (window: Page, text: string) =>
  editorOf(window).getByRole('option', { name: new RegExp(text) });

/** The words of the song are open in the editor. */
async function launchInEditor(bench: Bench) {
  const program = await launch(bench);
  const { window } = program;
  await window.keyboard.press('ControlOrMeta+Shift+l');
  return { ...program, editor: editorOf(window) };
}

test('lines are timed by key while the song plays; killed in the middle, the draft is back; saved, it is followed and exported', async ({
  bench,
}, testInfo) => {
  const { window, kill, editor } = await launchInEditor(bench);
  await expect(editor).toContainText('Saved');
  await expect(lineOf(window, 'Salt')).toHaveAttribute('aria-selected', 'true');
  // The keys are the list's from the beginning; by ear nothing is timed before the song plays.
  await expect(editor.getByRole('listbox')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(
    window.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }),
  ).toBeVisible();
  await expect(lineOf(window, 'Salt')).toContainText('–:––');
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  await expect(editor.getByRole('listbox')).toBeFocused();
  await window.waitForTimeout(400);
  await window.keyboard.press('Enter');
  await expect(lineOf(window, 'Light')).toHaveAttribute('aria-selected', 'true');
  await window.waitForTimeout(400);
  await window.keyboard.press('Enter');
  await expect(lineOf(window, 'Carry')).toHaveAttribute('aria-selected', 'true');
  // A song is exported with the words' times where one line has some.
  for (let word = 0; word < 3; word += 1) {
    await window.waitForTimeout(300);
    await window.keyboard.press('w');
  }
  await expect(editor).toContainText('Not saved yet');
  await expect(lineOf(window, 'Light')).not.toContainText('–:––');
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.waitForTimeout(400);
    const body = await window.screenshot({ path: testInfo.outputPath(`editor-${theme}.png`) });
    await testInfo.attach(`editor, ${theme}`, { body, contentType: 'image/png' });
  }
  const stamp = (await lineOf(window, 'Light').textContent()) ?? '';
  // The draft is written a moment after the last step.
  await window.waitForTimeout(800);
  await kill();

  const again = await bench.launch({ env: { TT_API_KEY: KEY } });
  await again.window.getByRole('row', { name: /^Low Tide/ }).click();
  await again.window.keyboard.press('ControlOrMeta+Shift+l');
  await expect(editorOf(again.window)).toContainText('were not saved');
  await expect(lineOf(again.window, 'Light')).toHaveText(stamp);
  await editorOf(again.window).getByRole('button', { name: 'Go on with them' }).click();
  // The keys are the list's at once.
  await expect(editorOf(again.window).getByRole('listbox')).toBeFocused();
  await again.window.keyboard.press('ArrowDown');
  await again.window.keyboard.press('ArrowRight');
  await expect(lineOf(again.window, 'Light')).not.toHaveText(stamp);
  await again.window.keyboard.press('ControlOrMeta+z');
  await expect(lineOf(again.window, 'Light')).toHaveText(stamp);
  await again.window.keyboard.press('ControlOrMeta+s');
  await expect(editorOf(again.window)).toContainText('Saved');
  await editorOf(again.window).getByRole('button', { name: 'Close the editor' }).click();

  const panel = again.window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel.getByRole('button', { name: 'Light on the bay' })).toBeVisible();
  await panel.getByRole('button', { name: 'Export…', exact: true }).click();
  const dialog = again.window.getByRole('dialog', { name: 'Export songs' });
  const formats = ['TXT', 'LRC', 'LRC with words', 'SRT', 'WebVTT', 'ASS', 'TTML', 'JSON', 'Markdown'];
  for (const name of formats) await dialog.getByRole('checkbox', { name, exact: true }).check();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog).toContainText('9 files written');
  const [time = ''] = /\d+:\d\d\.\d\d/.exec(stamp) ?? [];
  expect(readFileSync(join(bench.libraryFolder, 'Lyrics', 'Low Tide.lrc'), 'utf8')).toContain(
    `[0${time}]Light on the bay`,
  );

  // Each file that can be read gives back what was saved; a hundredth is what the editor shows and all of them hold.
  await dialog.getByRole('button', { name: 'Done' }).click();
  const importing = again.window.getByRole('dialog', { name: 'Import lyrics' });
  const savedLines = { Salt: await shownOf(again.window, 'Salt'), Light: stamp };
  for (const saved of Object.values(savedLines)) expect(saved).toMatch(STAMP);
  for (const ending of ['.lrc', ' (words).lrc', '.srt', '.vtt', '.ass', '.ttml', '.txt']) {
    await test.step(`imported again: Low Tide${ending}`, async () => {
      const file = readFileSync(join(bench.libraryFolder, 'Lyrics', `Low Tide${ending}`), 'utf8');
      // Other words first, so that what is shown then is the file's.
      await importWords(again.window, 'Low Tide.txt', 'Other words');
      await expect(panel).toContainText('Other words');
      await importWords(again.window, `Low Tide${ending}`, file);
      await expect(importing).toBeHidden();
      await expect(panel).toContainText('Light on the bay');
      for (const [text, saved] of Object.entries(savedLines)) {
        const shown = await shownOf(again.window, text);
        // Subtitles need an end, which nobody told; a text has no times.
        if (ending === '.txt') expect(shown).toBe(saved.replace(STAMP, '–:––.––'));
        else expect(shown.replace(END_STAMP, '')).toBe(saved);
      }
    });
  }
});

const STAMP = /^\d+:\d\d\.\d\d/;
const END_STAMP = /\d+:\d\d\.\d\d$/;

/** A line as the editor shows it. */
async function shownOf(window: Page, text: string): Promise<string> {
  await window.keyboard.press('ControlOrMeta+Shift+l');
  const shown = (await lineOf(window, text).textContent()) ?? '';
  await editorOf(window).getByRole('button', { name: 'Close the editor' }).click();
  return shown;
}

/** A file is let go over the window and taken. */
async function importWords(window: Page, name: string, content: string): Promise<void> {
  const transfer = await window.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
    return data;
  })()`);
  await window.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const dialog = window.getByRole('dialog', { name: 'Import lyrics' });
  await expect(dialog).toContainText(`From “${name}”`);
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(dialog).toBeHidden();
}

test('the text is edited, its lines keep their times, and every step is taken back', async ({ bench }) => {
  const { window, editor } = await launchInEditor(bench);
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  await editor.getByRole('listbox').focus();
  await window.keyboard.press('Enter');
  const first = lineOf(window, 'Salt');
  await expect(first).not.toContainText('–:––');
  const stamp = /\d+:\d\d\.\d\d/.exec((await first.textContent()) ?? '')?.[0] ?? 'none';

  await editor.getByText('Text', { exact: true }).click();
  const text = editor.getByRole('textbox', { name: 'Text' });
  await text.fill(`Hush\n${WORDS.replace('Salt', 'Pepper')}`);
  await editor.getByText('Times', { exact: true }).click();
  await expect(lineOf(window, 'Pepper')).toContainText(stamp);
  await expect(lineOf(window, 'Hush')).toContainText('–:––');
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(window, 'Salt')).toContainText(stamp);
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(window, 'Salt')).toContainText('–:––');
  await expect(editor).toContainText('Saved');
  await editor.getByRole('button', { name: 'Redo' }).click();
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(editor.getByRole('button', { name: 'Save' })).toBeDisabled();
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  await expect(editor).toBeHidden();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel.getByRole('button', { name: 'Salt on the railing' })).toBeVisible();
});

test('words are put in front of a timed line, cut out and put in again, and a draft is gone on with by key', async ({
  bench,
}, testInfo) => {
  const { window, editor } = await launchInEditor(bench);
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  for (const text of ['Light', 'Carry', 'nothing more']) {
    await window.waitForTimeout(300);
    await window.keyboard.press('Enter');
    if (text !== 'nothing more') await expect(lineOf(window, text)).toHaveAttribute('aria-selected', 'true');
  }
  await window.keyboard.press(' ');
  const stampOf = async (text: string) =>
    /\d+:\d\d\.\d\d/.exec((await lineOf(window, text).textContent()) ?? '')?.[0] ?? 'none';
  const stamps = [await stampOf('Salt'), await stampOf('Light'), await stampOf('Carry')];
  expect(stamps).not.toContain('none');
  const expectStamps = async () => {
    for (const [at, text] of ['Salt', 'Light', 'Carry'].entries())
      await expect(lineOf(window, text)).toContainText(stamps[at] ?? '');
  };

  await editor.getByText('Text', { exact: true }).click();
  const text = editor.getByRole('textbox', { name: 'Text' });
  await text.focus();
  await window.keyboard.press('ControlOrMeta+Home');
  for (let line = 0; line < 2; line += 1) await window.keyboard.press('ArrowDown');
  await window.keyboard.type('Oh yes');
  await window.keyboard.press('Enter');
  await expect(text).toHaveValue(WORDS.replace('Light', 'Oh yes\nLight'));
  await editor.getByText('Times', { exact: true }).click();
  await expect(lineOf(window, 'Oh yes')).toContainText('–:––.––');
  await expectStamps();

  await editor.getByText('Text', { exact: true }).click();
  await text.focus();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('ControlOrMeta+x');
  await expect(text).toHaveValue('');
  await window.keyboard.press('ControlOrMeta+v');
  await editor.getByText('Times', { exact: true }).click();
  await expectStamps();
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(window, 'Oh yes')).toHaveCount(0);
  await expectStamps();

  for (const choice of ['Go on with them', 'Discard them']) {
    await editor.getByRole('button', { name: 'Close the editor' }).click();
    await expect(editor).toBeHidden();
    await window.keyboard.press('ControlOrMeta+Shift+l');
    await editor.getByRole('button', { name: choice }).press('Enter');
    await expect(editor).not.toContainText('were not saved');
    await expect(editor.getByRole('listbox')).toBeFocused();
  }
  await expect(lineOf(window, 'Light')).toContainText('–:––.––');
  await window.keyboard.press('ControlOrMeta+z');
  await expectStamps();

  // The last line begins before those in front: it is taken, and told.
  const told = editor.getByRole('status').filter({ hasText: 'begins before' });
  await expect(told).toHaveCount(0);
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  await window.keyboard.press(' ');
  await lineOf(window, 'Carry').click();
  await window.keyboard.press('Enter');
  await expect(lineOf(window, 'Carry')).toContainText('before the line in front');
  await expect(lineOf(window, 'Light')).not.toContainText('before the line in front');
  await expect(told).toContainText('“Carry me over” begins before the line in front of it');
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.waitForTimeout(400);
    const body = await window.screenshot({ path: testInfo.outputPath(`out-of-order-${theme}.png`) });
    await testInfo.attach(`out of order, ${theme}`, { body, contentType: 'image/png' });
  }
  await window.keyboard.press('Delete');
  await expect(told).toHaveCount(0);
});

test('a time is dragged in the waveform, and a line is cut in two where its words are written', async ({
  bench,
}, testInfo) => {
  const { window, editor } = await launchInEditor(bench);
  const waveform = editor.getByRole('group', { name: 'Waveform' });
  // What is told can be answered over the editor too.
  await window.getByRole('button', { name: 'Dismiss' }).click();
  await expect(window.getByText('1 job added.')).toBeHidden();
  await expect(waveform).toBeVisible();
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  const list = editor.getByRole('listbox');
  await list.focus();
  await window.waitForTimeout(900);
  await window.keyboard.press('Enter');
  await window.waitForTimeout(900);
  await window.keyboard.press('Enter');
  await window.keyboard.press(' ');
  const stampOf = async (text: string) =>
    Number(/0:(\d\d\.\d\d)/.exec((await lineOf(window, text).textContent()) ?? '')?.[1]);
  const before = await stampOf('Light');
  await window.keyboard.press('ArrowUp');

  const view = (await waveform.locator('[aria-hidden]').first().boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  const xOf = (seconds: number) => view.x + (seconds / 12) * view.width;
  const middle = view.y + view.height / 2;
  await window.mouse.move(xOf(before), middle);
  await window.mouse.down();
  await window.mouse.move(xOf(before + 1), middle, { steps: 5 });
  await window.mouse.move(xOf(before + 2), middle, { steps: 5 });
  await window.mouse.up();
  expect(Math.abs((await stampOf('Light')) - (before + 2))).toBeLessThan(0.1);
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.waitForTimeout(400);
    const body = await window.screenshot({ path: testInfo.outputPath(`waveform-${theme}.png`) });
    await testInfo.attach(`waveform, ${theme}`, { body, contentType: 'image/png' });
  }
  // The whole way is one step.
  await editor.getByRole('button', { name: 'Undo' }).click();
  expect(await stampOf('Light')).toBe(before);

  // No line takes another one's place.
  await window.mouse.move(xOf(before), middle);
  await window.mouse.down();
  await window.mouse.move(xOf(0), middle, { steps: 5 });
  await window.mouse.up();
  expect(await stampOf('Light')).toBe(await stampOf('Salt'));

  await lineOf(window, 'Light').dblclick();
  const field = editor.getByRole('textbox', { name: 'Words of the line' });
  await expect(field).toBeFocused();
  await window.keyboard.press('Home');
  for (let step = 0; step < 'Light on'.length; step += 1) await window.keyboard.press('ArrowRight');
  await window.keyboard.press('Enter');
  await expect(lineOf(window, 'the bay')).toHaveAttribute('aria-selected', 'true');
  await expect(lineOf(window, 'the bay')).toContainText('–:––');
  await expect(list).toBeFocused();
  await window.keyboard.press('ControlOrMeta+z');
  await expect(lineOf(window, 'Light on the bay')).toBeVisible();

  // What is typed into a line counts with every letter: it is kept as a draft, and saved while the field has the focus.
  await lineOf(window, 'Salt').dblclick();
  await window.keyboard.press('End');
  await window.keyboard.type(' tonight');
  await expect(editor).toContainText('Not saved yet');
  await window.keyboard.press('ControlOrMeta+s');
  await expect(editor).toContainText('Saved');
  await window.keyboard.press('Escape');
  await expect(editor).toContainText('Not saved yet');
  await editor.getByRole('button', { name: 'Undo' }).click();
  await expect(lineOf(window, 'Salt on the railing tonight')).toBeVisible();
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel).toContainText('Salt on the railing tonight');
});

test('a line and each of its words are timed from the menu of the line, which tells the keys', async ({
  bench,
}, testInfo) => {
  const { window, editor } = await launchInEditor(bench);
  const list = editor.getByRole('listbox');
  const menu = window.getByRole('menu', { name: 'Actions for the line' });
  const item = (name: string | RegExp) => window.getByRole('menuitem', { name, exact: true });
  const undo = editor.getByRole('button', { name: 'Undo' });
  const hundredths = async (from: Promise<string | null>) => {
    const [, minutes, seconds, rest] = /(\d+):(\d\d)\.(\d\d)/.exec((await from) ?? '') ?? [];
    return Number(minutes) * 6_000 + Number(seconds) * 100 + Number(rest);
  };
  const timeOf = (text: string) => hundredths(lineOf(window, text).textContent());

  await test.step('what has no meaning yet cannot be chosen', async () => {
    await lineOf(window, 'Light').click({ button: 'right' });
    await expect(menu).toBeVisible();
    await expect(lineOf(window, 'Light')).toHaveAttribute('aria-selected', 'true');
    const without = ['The line begins now', '0.1 s earlier', 'Times of its words', 'Take its times away'];
    for (const name of without) await expect(item(name)).toHaveAttribute('aria-disabled', 'true');
    await expect(item('Play from the line')).toHaveAttribute('aria-disabled', 'true');
    await expect(item('Write its words')).not.toHaveAttribute('aria-disabled', 'true');
    await window.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(list).toBeFocused();
  });

  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  await window.waitForTimeout(1_000);
  await window.keyboard.press(' ');

  await test.step('a line begins where the music is, and is moved in steps that are taken back as one', async () => {
    await lineOf(window, 'Light').click({ button: 'right' });
    await item('The line begins now').click();
    await expect(lineOf(window, 'Light')).not.toContainText('–:––');
    await expect(lineOf(window, 'Light')).toHaveAttribute('aria-selected', 'true');
    const begun = await timeOf('Light');
    await lineOf(window, 'Light').click({ button: 'right' });
    await item('0.1 s later').click();
    await item('0.1 s later').click();
    await item('0.1 s earlier').click();
    await item('0.1 s later').click();
    await expect.poll(() => timeOf('Light')).toBe(begun + 20);
    await window.keyboard.press('Escape');
    await undo.click();
    await expect.poll(() => timeOf('Light')).toBe(begun);
  });

  await test.step('the key for menus opens it at the selected line, and its times are taken away by keys', async () => {
    await list.focus();
    await window.keyboard.press('Shift+F10');
    await expect(menu).toBeVisible();
    const [row, box] = [await lineOf(window, 'Light').boundingBox(), await menu.boundingBox()];
    expect(Math.abs((box?.y ?? 0) - (row?.y ?? 0) - (row?.height ?? 0))).toBeLessThan(8);
    await window.keyboard.type('Take');
    await expect(item('Take its times away')).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(lineOf(window, 'Light')).toContainText('–:––');
    await expect(list).toBeFocused();
  });

  await test.step('a word is moved, between those beside it', async () => {
    await lineOf(window, 'Carry').click();
    await window.keyboard.press(' ');
    for (let word = 0; word < 3; word += 1) {
      await window.waitForTimeout(500);
      await window.keyboard.press('w');
    }
    await window.keyboard.press(' ');
    await lineOf(window, 'Carry').click({ button: 'right' });
    await item('Times of its words').click();
    const word = (text: string) => item(new RegExp(`^0:\\d\\d\\.\\d\\d ${text}$`));
    const wordTime = (text: string) => hundredths(word(text).textContent());
    await expect(word('Carry')).toBeVisible();
    await expect(word('over')).toBeVisible();
    const [before, next] = [await wordTime('me'), await wordTime('over')];
    await word('me').click();
    const steps = window.getByRole('menu', { name: /^0:\d\d\.\d\d me$/ });
    const step = (name: string) => steps.getByRole('menuitem', { name, exact: true });
    await step('0.1 s later').click();
    await step('0.1 s later').click();
    await step('0.01 s earlier').click();
    await expect.poll(() => wordTime('me')).toBe(before + 19);
    for (const theme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme: theme });
      await expectAccessible(window, `the menu of a line, ${theme}`);
      const body = await window.screenshot({ path: testInfo.outputPath(`line-menu-${theme}.png`) });
      await testInfo.attach(`the menu of a line, ${theme}`, { body, contentType: 'image/png' });
    }
    for (let press = 0; press < 6; press += 1) await step('0.1 s later').click();
    await expect.poll(() => wordTime('me')).toBe(next);
    await step('The word begins now').click();
    await expect(steps).toBeHidden();
    await undo.click();
    await undo.click();
    // The same by keys alone.
    await list.focus();
    await window.keyboard.press('Shift+F10');
    await expect(menu).toBeVisible();
    await window.keyboard.type('Times');
    await expect(item('Times of its words')).toBeFocused();
    await window.keyboard.press('ArrowRight');
    await expect(word('Carry')).toBeFocused();
    await expect.poll(() => wordTime('me')).toBe(before);
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('ArrowRight');
    await expect(step('The word begins now')).toBeFocused();
    await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await expect.poll(() => wordTime('me')).toBe(before - 10);
    for (let open = 3; open > 0; open -= 1) {
      await window.keyboard.press('Escape');
      await expect(window.locator('[role=menu]:not([data-closed])')).toHaveCount(open - 1);
    }
    await expect(list).toBeFocused();
  });

  await test.step('the words of the line are written from it', async () => {
    await lineOf(window, 'Salt').click({ button: 'right' });
    await item('Write its words').click();
    await expect(editor.getByRole('textbox', { name: 'Words of the line' })).toBeFocused();
    await window.keyboard.press('Escape');
    await expect(list).toBeFocused();
  });
});

test('lines are counted without headings, and the field for the words of one is accessible and lies on it', async ({
  bench,
}, testInfo) => {
  const { window, editor } = await launchInEditor(bench);
  const list = editor.getByRole('listbox');
  for (const [before, text] of ['Salt', 'Light', 'Carry'].entries()) {
    await expect(lineOf(window, text)).toHaveAttribute('aria-posinset', String(before + 1));
    await expect(lineOf(window, text)).toHaveAttribute('aria-setsize', '3');
  }
  await list.focus();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('F2');
  const field = editor.getByRole('textbox', { name: 'Words of the line' });
  await expect(field).toBeFocused();
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await expectAccessible(window, `the words of a line are written, ${theme}`);
    const body = await window.screenshot({ path: testInfo.outputPath(`written-${theme}.png`) });
    await testInfo.attach(`the words of a line are written, ${theme}`, { body, contentType: 'image/png' });
  }
  const [row, box] = [await lineOf(window, 'Light').boundingBox(), await field.boundingBox()];
  expect(box?.y).toBeGreaterThanOrEqual(row?.y ?? Infinity);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((row?.y ?? 0) + (row?.height ?? 0));

  // A heading, or nothing, while it is written is a line all the same; then it cannot be chosen any more.
  await field.fill('');
  await expectAccessible(window, 'a line without words is written');
  await field.fill('[Bridge]');
  await expectAccessible(window, 'a heading is written');
  await expect(field).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(list).toBeFocused();
  await expect(lineOf(window, 'Carry')).toHaveAttribute('aria-posinset', '2');
  await expectAccessible(window, 'the selected line has become a heading');
  await window.keyboard.press('ArrowDown');
  await expect(lineOf(window, 'Carry')).toHaveAttribute('aria-selected', 'true');
});

test('words of five megabytes are shown, searched, timed and kept', async ({ bench }) => {
  const words = Array.from({ length: 110_000 }, (_, line) => `Line ${line} of a song that goes on and on`);
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, success([{ clip_id: 'clip-1', title: 'Endless', lyrics: words.join('\n') }]));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  await window.getByRole('row', { name: /^Endless/ }).click();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel.getByText('Line 5 of')).toBeVisible();
  // A line far down is brought into view, and only those around it are drawn.
  await window.getByRole('searchbox').fill('"line 77777"');
  await expect(panel.getByText('Line 77777 of')).toBeInViewport();
  await window.getByRole('searchbox').fill('');

  await window.getByRole('row', { name: /^Endless/ }).click();
  await window.keyboard.press('ControlOrMeta+Shift+l');
  const editor = editorOf(window);
  const line = lineOf(window, '^.*Line 1 of');
  await expect(line).toHaveAttribute('aria-setsize', '110000');
  expect(await editor.getByRole('option').count()).toBeLessThan(2_000);
  await expect(editor.getByRole('listbox')).toBeFocused();
  await window.keyboard.press('ArrowDown');
  await expect(line).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('F2');
  await window.keyboard.press('End');
  await window.keyboard.type('!');
  await window.keyboard.press('ControlOrMeta+s');
  await expect(editor).toContainText('Saved');

  await test.step('what is typed into the text counts at once, and is there when it is left at once', async () => {
    const text = editor.getByRole('textbox', { name: 'Text' });
    const type = async (letters: string) => {
      await text.evaluate((field) => {
        (field as unknown as { setSelectionRange(from: number, to: number): void }).setSelectionRange(0, 0);
      });
      await window.keyboard.type(letters);
    };
    await editor.getByText('Text', { exact: true }).click();
    await text.focus();
    await type('A');
    await expect(editor).toContainText('Not saved yet');
    await editor.getByText('Times', { exact: true }).click();
    await expect(lineOf(window, 'ALine 0 of')).toBeVisible();
    await editor.getByText('Text', { exact: true }).click();
    await text.focus();
    await type('B');
    await window.keyboard.press('ControlOrMeta+z');
    await expect(text).toHaveValue(/^Line 0 of/);
    await type('C');
    await editor.getByRole('button', { name: 'Close the editor' }).click();
    await window.keyboard.press('ControlOrMeta+Shift+l');
    await expect(editor).toContainText('were not saved');
    await expect(lineOf(window, 'CLine 0 of')).toBeVisible();
  });
});

test('a time that is held stays under the pointer while the music goes on', async ({ bench }) => {
  const { window, editor } = await launchInEditor(bench);
  await window.getByRole('button', { name: 'Dismiss' }).click();
  const waveform = editor.getByRole('group', { name: 'Waveform' });
  await expect(waveform).toBeVisible();
  await editor.getByRole('button', { name: 'Play from the beginning' }).click();
  const list = editor.getByRole('listbox');
  await list.focus();
  await window.waitForTimeout(1_500);
  await window.keyboard.press('Enter');
  await window.keyboard.press(' ');
  const stamp = async () =>
    Number(/0:(\d\d\.\d\d)/.exec((await lineOf(window, 'Salt').textContent()) ?? '')?.[1]);
  const before = await stamp();
  const view = await waveform.locator('[aria-hidden]').first().boundingBox();
  if (view === null) throw new Error('The waveform is not drawn.');
  const xOf = (seconds: number) => view.x + (seconds / 12) * view.width;
  const middle = view.y + view.height / 2;
  // The music comes to the end of what is shown while the time is held.
  await window.mouse.click(xOf(8), middle);
  await window.keyboard.press(' ');
  await window.mouse.move(xOf(before), middle);
  await window.mouse.down();
  await window.waitForTimeout(7_000);
  await window.mouse.move(xOf(before + 1), middle, { steps: 5 });
  await window.mouse.up();
  expect(Math.abs((await stamp()) - (before + 1))).toBeLessThan(0.15);
});
