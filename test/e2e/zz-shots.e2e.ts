import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

test('shots', async ({ bench }) => {
  test.setTimeout(200_000);
  const { window, app, songs } = await launchWithSongs(bench);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  const shot = async (name: string) => {
    await window.waitForTimeout(400);
    await window.screenshot({ path: `/tmp/w-lists-shots/${name}.png` });
  };
  for (const name of ['Night drive', 'Walking home along the river in the rain', 'Kurs auf Süd']) {
    await songs.focus();
    await window.keyboard.press('Control+a');
    await window.keyboard.press('Control+Shift+P');
    if (name === 'Kurs auf Süd') await shot('add-dialog');
    await window.getByRole('button', { name: 'New playlist…' }).click();
    await window.getByRole('textbox', { name: 'Name' }).fill(name);
    await window.keyboard.press('Enter');
    await expect(window.getByRole('dialog', { name: 'New playlist' })).toBeHidden();
  }
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await shot('make-menu');
  await window.getByRole('menuitem', { name: 'New smart playlist…' }).click();
  await shot('smart-begin');
  const making = window.getByRole('dialog', { name: 'New smart playlist' });
  const rule = (n: number) => making.getByRole('listitem', { name: `Rule ${n}` });
  const pick = async (n: number, kind: string) => {
    await rule(n).getByRole('combobox', { name: 'What' }).click();
    await window.getByRole('option', { name: kind, exact: true }).click();
  };
  await pick(1, 'Has');
  await making.getByRole('button', { name: 'Add rule' }).click();
  await rule(2).getByRole('textbox').fill('sings');
  await making.getByRole('button', { name: 'Add rule' }).click();
  await pick(3, 'Made between');
  await rule(3).getByLabel('From').fill('2026-01-01');
  await making.getByRole('button', { name: 'Add rule' }).click();
  await pick(4, 'Made in the last');
  await making.getByRole('button', { name: 'Add rule' }).click();
  await pick(5, 'Longer than');
  await rule(5).getByRole('textbox').fill('0:10');
  await making.getByRole('checkbox', { name: 'Only the first' }).check();
  await shot('smart-dark');
  await making.getByRole('button', { name: 'Edit as text' }).click();
  await shot('smart-text');
  await making.getByRole('button', { name: 'Create' }).click();
  await shot('smart-open');
  const lists = window.getByRole('list', { name: 'Playlists' });
  await lists.getByRole('link', { name: 'Night drive' }).click();
  await window.getByRole('button', { name: 'Play', exact: true }).last().click();
  const entries = window.getByRole('grid', { name: 'Songs of the playlist' });
  await entries.getByRole('row', { name: /^Beacon/ }).click();
  await shot('page-dark');
  await entries.getByRole('row', { name: /^Beacon/ }).click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Add to playlist' }).hover();
  await shot('submenu');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  await lists.getByRole('link', { name: 'Night drive' }).hover();
  await window.emulateMedia({ colorScheme: 'light' });
  await window.evaluate(`document.documentElement.dataset.theme = 'light'`);
  await shot('page-light');
  await window.getByRole('link', { name: 'Songs', exact: true }).click();
  await shot('songs-light');
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await window.getByRole('menuitem', { name: 'New playlist…' }).click();
  await shot('new-light');
});
