import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { launchWithWords } from './song-with-words';
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

test('over the whole screen the player is there with pointer or key, and goes away again', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  const stage = window.getByRole('group', { name: 'Video', exact: true });
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await player.getByRole('button', { name: 'Show the video' }).click();
  await stage.hover();
  await stage.getByRole('button', { name: 'Full screen' }).click();
  const seek = stage.getByRole('slider', { name: 'Seek' });
  await expect(seek).toBeVisible();
  const shownAt = () =>
    window.evaluate<number>('Number(getComputedStyle(document.fullscreenElement.lastElementChild).opacity)');

  await test.step('it goes away, and a key brings it back', async () => {
    await expect.poll(shownAt, { timeout: 20_000 }).toBe(0);
    const before = Number(await seek.getAttribute('aria-valuenow'));
    await window.keyboard.press('ArrowRight');
    await expect.poll(shownAt, { intervals: [50] }).toBe(1);
    await expect
      .poll(async () => Number(await seek.getAttribute('aria-valuenow')))
      .toBeGreaterThan(before + 4_000);
    await window.keyboard.press('ArrowDown');
    await expect(stage.getByRole('slider', { name: 'Volume' })).toHaveAttribute('aria-valuenow', '75');
  });
  await test.step('it stays while playback stands, in both themes', async () => {
    await stage.getByRole('button', { name: 'Pause' }).click();
    await expect(stage.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await window.waitForTimeout(3_500);
    expect(await shownAt()).toBe(1);
    for (const colorScheme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect(window.locator('html')).toHaveAttribute('data-theme', colorScheme);
      await window.waitForTimeout(500);
      await expectAccessible(window, `full screen, ${colorScheme}`);
      await window.screenshot({ path: testInfo.outputPath(`full-${colorScheme}.png`) });
    }
  });
  await test.step('Tab stays with what is seen', async () => {
    const isWithin = 'document.fullscreenElement.contains(document.activeElement)';
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let press = 0; press < 18; press += 1) {
        await window.keyboard.press(key);
        expect(await window.evaluate(isWithin)).toBe(true);
      }
    }
  });
  await test.step('Escape leads back to where it was begun', async () => {
    // The first may be for the hint of the focused button.
    await expect(async () => {
      await window.keyboard.press('Escape');
      await expect(seek).toHaveCount(0, { timeout: 5_000 });
    }).toPass();
    await expect(stage.getByRole('button', { name: 'Full screen' })).toBeFocused();
  });
  await server.close();
});

test('the line that is sung stands under the large picture, where that is wanted', async ({
  bench,
}, testInfo) => {
  const { server, window, row, player, seek } = await launchWithWords(bench);
  await row('Low Tide').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await player.getByRole('button', { name: 'Show the video' }).click();
  const stage = window.getByRole('group', { name: 'Video', exact: true });
  await stage.hover();
  const words = stage.getByRole('button', { name: 'Lyrics under the picture' });
  await expect(words).toHaveAttribute('aria-pressed', 'false');
  const line = stage.getByText('Carry me over');
  await seek.focus();
  await window.keyboard.press('ControlOrMeta+Shift+ArrowRight');
  await window.keyboard.press('ControlOrMeta+Shift+ArrowRight');
  await expect(seek).toHaveAttribute('aria-valuetext', /Chorus$/);
  await expect(line).toHaveCount(0);
  await words.click();
  await expect(words).toHaveAttribute('aria-pressed', 'true');
  await expect(line.or(stage.getByText('Carry me home'))).toBeVisible();
  await window.keyboard.press('Space');
  await stage.hover();
  await window.waitForTimeout(500);
  await window.screenshot({ path: testInfo.outputPath('words.png') });
  await expectAccessible(window, 'the picture with its words');
  await stage.getByRole('button', { name: 'Make the video small' }).click();
  await expect(stage.getByText(/^Carry me/)).toHaveCount(0);
  await server.close();
});
