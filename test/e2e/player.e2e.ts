import { en } from '../../src/shared/texts/en';
import { startFlowServer, success } from '../support/flow-server';
import { audio } from '../support/media';
import { expect, test } from './program';
import { DONE, KEY, launchWithSongs, startServer } from './three-songs';

/** The player under hands: pointer, keyboard, menu, and the picture of a video. */

test('the player obeys the keyboard and goes on to the next song', async ({ bench }) => {
  const server = await startServer();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', '${DONE}');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }`);
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await expect(dialog.getByRole('textbox', { name: 'Job ids' })).toHaveValue(DONE);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();

  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Current/ })).toContainText('m4a');
  // Newest first: Current, Beacon, Anchor.
  await songs.getByRole('row', { name: /^Current/ }).click();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player).toContainText('Beacon');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('Space');
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await test.step('louder and softer, also while a row of the list has the focus', async () => {
    const row = songs.getByRole('row', { name: /^Beacon/ });
    await row.focus();
    const volume = player.getByRole('slider', { name: 'Volume' });
    const isAt = (percent: string) => expect(volume).toHaveAttribute('aria-valuetext', percent);
    await isAt('80%');
    await window.keyboard.press('ControlOrMeta+ArrowDown');
    await isAt('75%');
    await window.keyboard.press('ControlOrMeta+ArrowUp');
    await window.keyboard.press('ControlOrMeta+ArrowUp');
    await isAt('85%');
    await expect(row).toBeFocused();
    await songs.getByRole('columnheader', { name: 'Title' }).getByRole('button').focus();
    await window.keyboard.press('ControlOrMeta+ArrowDown');
    await isAt('80%');
  });
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(player).toContainText('Anchor');
  const seek = player.getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('End');
  await window.keyboard.press('Home');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0\d of 0:3\d$/);
  await server.close();
});

test('Next is off where no song follows, for the pointer, the keyboard and the menu', async ({ bench }) => {
  const { server, app, window, player, row } = await launchWithSongs(bench);
  const next = player.getByRole('button', { name: 'Next', exact: true });
  await expect(next).toBeDisabled();
  // Newest first: Current, Beacon, Anchor.
  await row('Beacon').dblclick();
  await expect(next).toBeEnabled();
  await next.click();
  await expect(player).toContainText('Anchor');
  await expect(next).toBeDisabled();
  await expect(player.getByRole('button', { name: 'Previous', exact: true })).toBeEnabled();

  await next.click({ force: true });
  await window.keyboard.press('ControlOrMeta+ArrowRight');
  await app.evaluate(({ Menu }, label) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === label)?.click();
  }, en.menu.next);
  await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /^0:0[1-9] of/,
  );
  await expect(player).toContainText('Anchor');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();

  await player.getByRole('button', { name: 'Repeat: off' }).click();
  await expect(next).toBeEnabled();
  await next.click();
  await expect(player).toContainText('Current');
  await server.close();
});

test('Next and Previous pass over songs of words alone, and Next is off where only those follow', async ({
  bench,
}) => {
  const server = await startFlowServer({ key: KEY });
  const titles = ['Alpha', 'Beta', 'Gamma', 'Delta'];
  const clips = titles.map((title, index) => ({
    clip_id: `clip-${index}`,
    title,
    lyrics: `[Verse]\n${title} sings alone`,
    create_time: `2026-11-0${9 - index} 10:00:00`,
    audio_url: index % 2 === 0 ? server.file(`/${title}.m4a`, { bytes: audio(), type: 'audio/mp4' }) : null,
  }));
  // The last added comes first, so that they stand in this order.
  server.job(DONE, success(clips.toReversed()));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(DONE);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = (title: string) =>
    window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: new RegExp(`^${title}`) });
  const player = window.getByRole('region', { name: 'Player' });
  const button = (name: string) => player.getByRole('button', { name, exact: true });
  const notice = window.getByText(/was passed over|does not play/);
  await expect(row('Gamma')).toContainText('m4a');

  await row('Alpha').dblclick();
  await expect(button('Next')).toBeEnabled();
  await button('Next').click();
  await expect(player).toContainText('Gamma');
  await expect(button('Next')).toBeDisabled();
  await window.keyboard.press('ControlOrMeta+ArrowRight');
  await button('Previous').click();
  await expect(player).toContainText('Alpha');
  await expect(button('Pause')).toBeVisible();
  await expect(notice).toBeHidden();
  await server.close();
});

test('space plays and pauses after a press of the mouse, and presses the button that the keyboard went to', async ({
  bench,
}) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  const button = (name: string) => player.getByRole('button', { name, exact: true });
  await row('Current').dblclick();
  await expect(button('Pause')).toBeVisible();

  await button('Mute').click();
  await window.keyboard.press('Space');
  await expect(button('Play')).toBeVisible();
  await expect(button('Unmute')).toBeVisible();
  await button('Shuffle').click();
  await window.keyboard.press('Space');
  await expect(button('Pause')).toBeVisible();
  await expect(button('Shuffle')).toHaveAttribute('aria-pressed', 'true');

  await window.keyboard.press('Tab');
  await window.keyboard.press('Shift+Tab');
  await expect(button('Shuffle')).toBeFocused();
  await window.keyboard.press('Space');
  await expect(button('Shuffle')).toHaveAttribute('aria-pressed', 'false');
  await expect(button('Pause')).toBeVisible();
  await server.close();
});

test('the video gives way to the songs and comes back at one press, without a break', async ({ bench }) => {
  const { server, window, songs, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await player.getByRole('button', { name: 'Show the video', exact: true }).click();
  const picture = window.getByRole('group', { name: 'Video' });
  const widthOf = async () => (await picture.boundingBox())?.width ?? 0;
  const video = () =>
    window.evaluate<{ seconds: number; isPaused: boolean; file: string }>(
      `(() => { const video = document.querySelector('video:not([hidden])'); return { seconds: video.currentTime, isPaused: video.paused, file: video.src }; })()`,
    );
  await expect.poll(widthOf).toBeGreaterThan(400);
  await expect.poll(async () => (await video()).seconds).toBeGreaterThan(0.5);
  const before = await video();
  expect(before.file).toContain('video');

  await window.keyboard.press('Escape');
  await expect.poll(widthOf).toBeLessThan(250);
  await window.getByRole('button', { name: 'Show the video large' }).click();
  await expect.poll(widthOf).toBeGreaterThan(400);

  // A search: the list can be seen and used.
  await window.getByRole('searchbox').fill('anchor');
  await expect.poll(widthOf).toBeLessThan(250);
  await expect(songs.getByRole('row', { name: /^Anchor/ })).toBeVisible();
  await row('Anchor').click();
  const after = await video();
  expect(after.isPaused).toBe(false);
  expect(after.file).toBe(before.file);
  expect(after.seconds).toBeGreaterThan(before.seconds);

  const enlarge = window.getByRole('button', { name: 'Show the video large' });
  await enlarge.click();
  await expect.poll(widthOf).toBeGreaterThan(400);
  // Another place, and the place that is open already.
  await window.getByRole('link', { name: 'Jobs' }).click();
  await expect.poll(widthOf).toBeLessThan(250);
  await enlarge.click();
  await expect.poll(widthOf).toBeGreaterThan(400);
  await window.getByRole('link', { name: 'Jobs' }).click();
  await expect.poll(widthOf).toBeLessThan(250);
  // By key as well; the keyboard then stands on the way back.
  await enlarge.focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('button', { name: 'Make the video small' })).toBeFocused();
  await window.keyboard.press('Escape');
  await expect.poll(widthOf).toBeLessThan(250);
  await picture.hover();
  await window.getByRole('button', { name: 'Close the video' }).click();
  await expect(picture).toBeHidden();
  expect((await video()).seconds).toBeGreaterThan(after.seconds);
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await server.close();
});
