import type { Locator } from '@playwright/test';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Short messages stand over everything and in nobody's way. */

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('Not drawn.');
  return box;
}

test('a notice covers nothing of a dialog, however tall that is', async ({ bench }, testInfo) => {
  const { window, app, server, row } = await launchWithSongs(bench);
  await app.evaluate(({ shell }) => {
    shell.trashItem = () => Promise.resolve();
  });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640));
  const bringBack = window.getByRole('button', { name: 'Bring back' });
  for (const { keys, name } of [
    { keys: 'Control+n', name: 'Add jobs' },
    { keys: '?', name: 'Keyboard shortcuts' },
  ]) {
    await row('Anchor').click();
    await window.keyboard.press('Delete');
    await window.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await expect(bringBack).toBeVisible();
    await window.keyboard.press(keys);
    const dialog = window.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await dialog.evaluate(async (element) => {
      await Promise.all(
        element
          .getAnimations()
          .map((animation: { readonly finished: Promise<unknown> }) => animation.finished),
      );
    });
    await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
    const [notice, below] = [await boxOf(bringBack), await boxOf(dialog)];
    expect(notice.y + notice.height).toBeLessThan(below.y);
    expect(below.y + below.height).toBeLessThanOrEqual(640);
    // It can be pressed all the same.
    await bringBack.click();
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(row('Anchor')).toBeVisible();
  }
  await server.close();
});
