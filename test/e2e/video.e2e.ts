import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** The picture in a window of the system's own, and over the whole screen: both follow the queue. */

test('the picture goes out of the window, comes back, and ends with a song that has none', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  const isOut = () => window.evaluate<boolean>('document.pictureInPictureElement !== null');
  const stage = window.getByRole('group', { name: 'Video', exact: true });
  // Newest first: Current, Beacon, Anchor. Beacon has a video.
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await player.getByRole('button', { name: 'Show the video' }).click();
  await expect(stage).toBeVisible();

  await test.step('out, so that the songs can be seen, and back into its place', async () => {
    await stage.hover();
    await window.screenshot({ path: testInfo.outputPath('stage.png') });
    await stage.getByRole('button', { name: 'Picture in picture' }).click();
    await expect.poll(isOut).toBe(true);
    await expect(stage).toBeHidden();
    await window.screenshot({ path: testInfo.outputPath('out.png') });
    await window.keyboard.press('ControlOrMeta+Shift+o');
    await expect.poll(isOut).toBe(false);
    await expect(stage).toBeVisible();
  });
  await test.step('it plays on all the time', async () => {
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  });
  await test.step('a part that is repeated keeps its picture out, whichever deck has it', async () => {
    await window.keyboard.press('ControlOrMeta+Shift+o');
    await expect.poll(isOut).toBe(true);
    const picture = () =>
      window.evaluate<number>(
        `[...document.querySelectorAll('video')].indexOf(document.pictureInPictureElement)`,
      );
    const before = await picture();
    await window.keyboard.press('ControlOrMeta+b');
    await window.waitForTimeout(2_500);
    await window.keyboard.press('ControlOrMeta+b');
    await expect.poll(picture, { timeout: 20_000, intervals: [100] }).not.toBe(before);
    expect(await isOut()).toBe(true);
    await window.keyboard.press('ControlOrMeta+b');
  });
  await test.step('a song without a video closes it, and the queue goes on', async () => {
    await player.getByRole('button', { name: 'Next', exact: true }).click();
    await expect(player).toContainText('Anchor');
    await expect.poll(isOut).toBe(false);
    await expect(stage).toBeHidden();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(window.getByRole('alert')).toHaveCount(0);
  });
  await test.step('full screen ends with the picture too, and the queue goes on', async () => {
    await player.getByRole('button', { name: 'Previous', exact: true }).click();
    await expect(player).toContainText('Beacon');
    await expect(stage).toBeVisible();
    await stage.hover();
    await stage.getByRole('button', { name: 'Full screen' }).click();
    const isFull = () => window.evaluate<boolean>('document.fullscreenElement !== null');
    await expect.poll(isFull).toBe(true);
    await window.keyboard.press('ControlOrMeta+ArrowRight');
    await expect.poll(isFull).toBe(false);
    await expect(player).toContainText('Anchor');
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  });
  await server.close();
});
