import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** What can be done with a song, by its menu: few lines, the rest beside them, all of it by keys. */

test('the menu of a song is short, and what it groups is reached by keys', async ({ bench }, testInfo) => {
  const { window, server, row } = await launchWithSongs(bench);
  await row('Beacon').click();
  await window.keyboard.press('Shift+F10');
  const menu = window.getByRole('menu', { name: 'Actions for the song' });
  await expect(menu).toBeVisible();
  expect(await menu.getByRole('menuitem').count()).toBeLessThanOrEqual(14);
  await expectAccessible(window, 'the menu of a song');
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({ path: testInfo.outputPath(`menu-${colorScheme}.png`), animations: 'disabled' });
  }

  // Letters go to a line, the arrow into what it groups.
  await window.keyboard.press('f');
  await expect(menu.getByRole('menuitem', { name: 'Files' })).toBeFocused();
  await window.keyboard.press('ArrowRight');
  const files = window.getByRole('menu', { name: 'Files' });
  await expect(files.getByRole('menuitem').first()).toBeFocused();
  await expect(files.getByRole('menuitem')).toHaveText([
    'Show in folder',
    'Show one file',
    'Open with',
    'Write tags into the files…',
    'Fetch missing files',
  ]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({
      path: testInfo.outputPath(`files-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await window.keyboard.press('ArrowLeft');
  await expect(files).toBeHidden();
  await window.keyboard.press('c');
  await window.keyboard.press('c');
  await expect(menu.getByRole('menuitem', { name: 'Copy' })).toBeFocused();
  await window.keyboard.press('ArrowRight');
  await expect(window.getByRole('menu', { name: 'Copy' }).getByRole('menuitem')).toHaveText([
    'Lyrics',
    'Title',
    'Job id',
  ]);
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(row('Beacon')).toBeFocused();
  await server.close();
});
