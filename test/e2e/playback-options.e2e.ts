import type { Page } from '@playwright/test';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** How a song is played: faster, a part again and again, until a time, and on which device. */

/** Seconds into the song. */
async function placeOf(window: Page): Promise<number> {
  const text = await window
    .getByRole('region', { name: 'Player' })
    .getByRole('slider', { name: 'Seek' })
    .getAttribute('aria-valuetext');
  const [, minutes = 0, seconds = 0] = (/^(\d+):(\d+)/.exec(text ?? '') ?? []).map(Number);
  return minutes * 60 + seconds;
}

/** What the element that is heard says of itself. */
const heard = (window: Page) =>
  window.evaluate<{ rate: number; keepsPitch: boolean; at: number }>(`(() => {
    const media = [...document.querySelectorAll('video')].find((each) => !each.paused);
    return { rate: media.playbackRate, keepsPitch: media.preservesPitch, at: media.currentTime };
  })()`);

test('faster and slower by keys and by the slider, the pitch kept, also for the song that follows', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await player.getByRole('button', { name: 'Playback options' }).click();
  const options = window.getByRole('dialog', { name: 'Playback options' });
  const speed = options.getByRole('slider', { name: 'Speed' });
  await speed.focus();
  await window.keyboard.press('End');
  await expect(speed).toHaveAttribute('aria-valuetext', '2×');
  const before = await heard(window);
  expect(before).toMatchObject({ rate: 2, keepsPitch: true });
  const wall = Date.now();
  await window.waitForTimeout(1_500);
  const { at } = await heard(window);
  expect((at - before.at) / ((Date.now() - wall) / 1_000)).toBeGreaterThan(1.6);
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await testInfo.attach(`options, ${theme}`, { body: await window.screenshot(), contentType: 'image/png' });
  }
  await window.keyboard.press('Escape');
  await expect(player.getByRole('button', { name: 'Playback options, 2×' })).toBeVisible();
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(player).toContainText('Beacon');
  expect(await heard(window)).toMatchObject({ rate: 2 });
  await row('Beacon').focus();
  await window.keyboard.press('<');
  await expect.poll(async () => (await heard(window)).rate).toBeCloseTo(1.95);
  await server.close();
});

test('a part is heard again and again until it is given up', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  const seek = player.getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('ArrowRight');
  await expect.poll(() => placeOf(window)).toBeGreaterThanOrEqual(5);
  await window.keyboard.press('ControlOrMeta+B');
  await window.waitForTimeout(2_500);
  await window.keyboard.press('ControlOrMeta+B');
  await expect(player.getByRole('button', { name: 'Playback options, A–B' })).toBeVisible();
  const places: number[] = [];
  for (let look = 0; look < 40; look += 1) {
    places.push((await heard(window)).at);
    await window.waitForTimeout(200);
  }
  const turns = places.filter((place, index) => place < (places[index - 1] ?? 0));
  expect(turns.length).toBeGreaterThanOrEqual(2);
  await expect(player).toContainText('Current');
  await window.keyboard.press('ControlOrMeta+B');
  await expect(player.getByRole('button', { name: 'Playback options', exact: true })).toBeVisible();
  await expect.poll(() => placeOf(window), { timeout: 15_000 }).toBeGreaterThan(Math.max(...places) + 1);
  await server.close();
});

test('playback ends after the song, and the next one waits', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await player.getByRole('button', { name: 'Playback options' }).click();
  const options = window.getByRole('dialog', { name: 'Playback options' });
  await options.getByRole('combobox', { name: 'Stop by itself' }).click();
  await window.getByRole('option', { name: 'After this song' }).click();
  await window.keyboard.press('Escape');
  await expect(player.getByRole('button', { name: 'Playback options, stops' })).toBeVisible();
  await player.getByRole('slider', { name: 'Seek' }).focus();
  await window.keyboard.press('PageUp');
  await window.keyboard.press('PageUp');
  await expect(player).toContainText('Beacon', { timeout: 20_000 });
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(player.getByRole('button', { name: 'Playback options', exact: true })).toBeVisible();
  expect(await placeOf(window)).toBe(0);
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => placeOf(window)).toBeGreaterThan(0);
  await server.close();
});

/** The sleep timer runs out: the sound goes away from now on. */
async function runOut(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Playback options', exact: true }).click();
  const options = window.getByRole('dialog', { name: 'Playback options' });
  await options.getByRole('combobox', { name: 'Stop by itself' }).click();
  // The fifteen minutes end when the fade does that begins now.
  await window.evaluate(`{
    globalThis.rightNow = Date.now;
    Date.now = () => globalThis.rightNow() - 15 * 60_000 + 8_000;
  }`);
  await window.getByRole('option', { name: 'In 15 minutes' }).click();
  await window.evaluate('Date.now = globalThis.rightNow');
  await window.keyboard.press('Escape');
}

const allStand = (window: Page) =>
  window.evaluate(`[...document.querySelectorAll('video')].every(({ paused }) => paused)`);

test('a song that ends while the sleep timer lets it fade away starts no other', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await runOut(window);
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await player.getByRole('slider', { name: 'Seek' }).focus();
  await window.keyboard.press('PageUp');
  await window.keyboard.press('PageUp');
  await expect(player).toContainText('Beacon', { timeout: 20_000 });
  // Longer than any fade.
  await window.waitForTimeout(1_500);
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await placeOf(window)).toBe(0);
  expect(await allStand(window)).toBe(true);
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => placeOf(window)).toBeGreaterThan(0);
  await server.close();
});

test('while the sleep timer lets it fade away a press stops it, and who is awake plays on', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  const pause = player.getByRole('button', { name: 'Pause', exact: true });
  const play = player.getByRole('button', { name: 'Play', exact: true });
  await expect(pause).toBeVisible();
  const notice = window.getByText('The sleep timer has run out: the music fades away.', { exact: true });

  await runOut(window);
  await expect(notice).toBeVisible();
  expect(await allStand(window)).toBe(false);
  await pause.click();
  await expect(play).toBeVisible();
  await expect(notice).toBeHidden();
  await expect.poll(() => allStand(window)).toBe(true);
  await play.click();
  await expect(pause).toBeVisible();

  await runOut(window);
  await expect(player.getByRole('button', { name: 'Playback options, stops' })).toBeVisible();
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await testInfo.attach(`fading, ${theme}`, { body: await window.screenshot(), contentType: 'image/png' });
  }
  await notice.locator('..').getByRole('button', { name: 'Keep playing' }).click();
  await expect(notice).toBeHidden();
  await expect(player.getByRole('button', { name: 'Playback options', exact: true })).toBeVisible();
  // Longer than the fade.
  await window.waitForTimeout(9_000);
  await expect(pause).toBeVisible();
  expect(await allStand(window)).toBe(false);

  await runOut(window);
  await expect(pause).toBeVisible();
  await expect(play).toBeVisible({ timeout: 20_000 });
  expect(await allStand(window)).toBe(true);
  await expect(notice).toBeHidden();
  await server.close();
});

test('a device is chosen, and playback stops where it goes away', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  // The machine of a test has no devices: the page is told of some.
  await window.evaluate(`{
    const device = (deviceId, label) => ({ kind: 'audiooutput', deviceId, label, groupId: deviceId });
    globalThis.outputs = [device('default', 'Default'), device('s', 'Speakers'), device('h', 'Headphones')];
    navigator.mediaDevices.enumerateDevices = async () => globalThis.outputs;
    globalThis.sinks = [];
    AudioContext.prototype.setSinkId = async (id) => void globalThis.sinks.push(id);
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }`);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await player.getByRole('button', { name: 'Playback options' }).click();
  const options = window.getByRole('dialog', { name: 'Playback options' });
  await options.getByRole('combobox', { name: 'Heard on' }).click();
  await window.getByRole('option', { name: 'Headphones' }).click();
  await expect.poll(() => window.evaluate('globalThis.sinks')).toEqual(['h']);
  await window.keyboard.press('Escape');
  // Not every system tells that a device has gone.
  await window.evaluate('globalThis.outputs = globalThis.outputs.slice(0, 2)');
  await expect(
    window.getByText('“Headphones” is not connected any more. Playback was paused.'),
  ).toBeVisible();
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect.poll(() => window.evaluate('globalThis.sinks')).toEqual(['h', '']);
  await player.getByRole('button', { name: 'Playback options' }).click();
  await expect(options.getByRole('combobox', { name: 'Heard on' })).toContainText(
    'Headphones (not connected)',
  );
  await window.keyboard.press('Escape');

  // What sounds elsewhere by then stays there until somebody asks.
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  await window.evaluate(
    `globalThis.outputs = [...globalThis.outputs, { ...globalThis.outputs[1], deviceId: 'h', label: 'Headphones', groupId: 'h' }]`,
  );
  const back = window.getByText('“Headphones” is connected again.', { exact: true }).locator('..');
  await expect(back).toBeVisible();
  expect(await window.evaluate('globalThis.sinks')).toEqual(['h', '']);
  await back.getByRole('button', { name: 'Hear it there' }).click();
  await expect.poll(() => window.evaluate('globalThis.sinks')).toEqual(['h', '', 'h']);
  await server.close();
});

test('a window that is opened anew plays on as songs were played; another start begins as usual', async ({
  bench,
}) => {
  const { server, window, player, row, close } = await launchWithSongs(bench);
  const label = (name: string) => player.getByRole('button', { name, exact: true });
  await row('Current').dblclick();
  await expect(label('Pause')).toBeVisible();
  await window.keyboard.press('>');
  await window.keyboard.press('ControlOrMeta+B');
  await window.waitForTimeout(2_500);
  await window.keyboard.press('ControlOrMeta+B');
  await label('Mute').click();
  await player.getByRole('button', { name: 'Playback options' }).click();
  const options = window.getByRole('dialog', { name: 'Playback options' });
  await options.getByRole('combobox', { name: 'Stop by itself' }).click();
  await window.getByRole('option', { name: 'In 15 minutes' }).click();
  await window.keyboard.press('Escape');
  const all = 'Playback options, 1.05×, A–B, stops';
  await expect(label(all)).toBeVisible();

  await window.reload();
  await expect(label('Pause')).toBeVisible();
  await expect(player).toContainText('Current');
  await expect(label(all)).toBeVisible();
  await expect(label('Unmute')).toBeVisible();
  expect((await heard(window)).rate).toBeCloseTo(1.05);
  // The part is heard again: without it the song would be over by then.
  await window.waitForTimeout(5_000);
  await expect.poll(async () => (await heard(window)).at).toBeLessThan(4);
  await close();

  const again = await bench.launch();
  const restored = again.window.getByRole('region', { name: 'Player' });
  await expect(restored).toContainText('Current');
  await expect(restored.getByRole('button', { name: 'Playback options', exact: true })).toBeVisible();
  await expect(restored.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  await server.close();
});

test('songs are played as before after the library has changed, and the window was opened anew', async ({
  bench,
}) => {
  const { window } = await bench.launch();
  const options = (name: string) =>
    window.getByRole('region', { name: 'Player' }).getByRole('button', { name, exact: true });
  await window.getByRole('button', { name: 'Try with sample songs' }).click();
  await expect(window.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
  await window.keyboard.press('>');
  await expect(options('Playback options, 1.05×')).toBeVisible();
  await window.getByRole('button', { name: 'Leave sample' }).click();
  const lookAround = window.getByRole('button', { name: 'Look around first' });
  await expect(lookAround).toBeVisible();
  await window.reload();
  await lookAround.click();
  await expect(options('Playback options, 1.05×')).toBeVisible();
});
