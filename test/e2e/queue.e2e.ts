import { expect, test } from './program';
import { queueOf } from './queue-panel';
import { launchWithSongs } from './three-songs';

/** The queue: put together by hand, in any order, kept over restarts, and still there when the window was opened anew. */

test('songs are put next, moved, taken out and put back by keys', async ({ bench }, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect(queue.panel).toContainText('2 songs to come');
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
  await expect(queue.row('Current')).toHaveAttribute('aria-current', 'true');

  await test.step('Play next and Add to the queue', async () => {
    await row('Anchor').click();
    await window.keyboard.press('ControlOrMeta+Enter');
    await expect(window.getByText('“Anchor” plays next')).toBeVisible();
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Anchor']);
    await row('Beacon').click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Add to the queue' }).click();
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Anchor', 'Beacon']);
  });

  await test.step('moved and removed, with Undo', async () => {
    await queue.row('Beacon').last().click();
    await window.keyboard.press('Alt+ArrowUp');
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Beacon', 'Anchor']);
    await window.keyboard.press('Delete');
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Anchor']);
    await window.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Beacon', 'Anchor']);
  });

  await test.step('dragged to another place, and back', async () => {
    const last = queue.rows.locator('[data-index="4"]');
    await last.dragTo(queue.rows.locator('[data-index="1"]'), { targetPosition: { x: 100, y: 6 } });
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Anchor', 'Beacon', 'Beacon']);
    await window.keyboard.press('ControlOrMeta+z');
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Beacon', 'Anchor']);
    await expect(window.getByText('Taken back: A song was moved in the queue')).toBeVisible();
    await testInfo.attach('moved-back', { body: await window.screenshot(), contentType: 'image/png' });
    await last.dragTo(queue.rows.locator('[data-index="1"]'), { targetPosition: { x: 100, y: 6 } });
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Anchor', 'Beacon', 'Beacon']);
    await queue.rows
      .locator('[data-index="1"]')
      .dragTo(queue.rows.locator('[data-index="4"]'), { targetPosition: { x: 100, y: 46 } });
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Beacon', 'Anchor']);
  });

  await testInfo.attach('queue', { body: await window.screenshot(), contentType: 'image/png' });

  await test.step('shuffled and back', async () => {
    await player.getByRole('button', { name: 'Shuffle' }).click();
    await expect.poll(async () => (await queue.titles())[0]).toBe('Current');
    await player.getByRole('button', { name: 'Shuffle' }).click();
    await expect.poll(queue.titles).toEqual(['Current', 'Anchor', 'Beacon', 'Beacon', 'Anchor']);
  });

  await test.step('a song of it is played, and stands among what was played', async () => {
    await queue.row('Anchor').last().dblclick();
    await expect(player).toContainText('Anchor');
    await expect(queue.panel).toContainText('The last song of the queue');
    await queue.panel.getByText('Played', { exact: true }).click();
    const played = queue.panel.getByRole('grid', { name: 'What was played' });
    await expect(played.getByRole('row').nth(1)).toContainText('Anchor');
    await expect(played.getByRole('row').nth(2)).toContainText('Current');
    await testInfo.attach('history', { body: await window.screenshot(), contentType: 'image/png' });
  });
  await server.close();
});

test('the queue becomes a playlist, from its menu and by key', async ({ bench }, testInfo) => {
  const { server, window, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await window.keyboard.press('ControlOrMeta+Enter');
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect.poll(queue.titles).toEqual(['Current', 'Current', 'Beacon', 'Anchor']);
  const naming = window.getByRole('dialog', { name: 'New playlist' });
  const lists = window.getByRole('list', { name: 'Playlists' });
  await queue.panel.getByRole('button', { name: 'More for the queue' }).focus();
  await window.keyboard.press('Enter');
  await window.screenshot({ path: testInfo.outputPath('menu.png') });
  await window.keyboard.press('Enter');
  await expect(naming).toContainText('4 songs');
  await window.keyboard.type('From the menu');
  await window.keyboard.press('Enter');
  await expect(naming).toBeHidden();
  await window.keyboard.press('ControlOrMeta+U');
  await window.keyboard.press('ControlOrMeta+Shift+D');
  await expect(naming).toContainText('4 songs');
  await window.keyboard.type('By key');
  await window.keyboard.press('Enter');
  await expect(naming).toBeHidden();
  for (const name of ['From the menu', 'By key']) {
    await lists.getByRole('link', { name, exact: true }).click();
    const entries = window.getByRole('grid', { name: 'Songs of the playlist' });
    await expect(entries.locator('[data-index]')).toHaveText([/Current/, /Current/, /Beacon/, /Anchor/]);
  }
  await server.close();
});

test('the queue does not change with the list behind it', async ({ bench }) => {
  const { server, window, player, row, songs } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
  await window.keyboard.press('ControlOrMeta+F');
  await window.keyboard.type('Anchor');
  await expect(songs.getByRole('row', { name: /^Beacon/ })).toHaveCount(0);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(player).toContainText('Beacon');
  await server.close();
});

test('after a restart the queue stands where it stood, silent; a window that is opened anew plays on', async ({
  bench,
}) => {
  const { server, window, player, row, close } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  const seek = player.getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('PageUp');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:1[7-9] of/);

  await test.step('the page is loaded again', async () => {
    await window.reload();
    await expect(player).toContainText('Beacon');
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:(1[6-9]|2\d) of/);
  });

  await player.getByRole('button', { name: 'Pause' }).click();
  const at = await seek.getAttribute('aria-valuetext');
  await window.waitForTimeout(1_500);
  await close();

  const again = await bench.launch({});
  const restored = again.window.getByRole('region', { name: 'Player' });
  await expect(restored).toContainText('Beacon');
  await expect(restored.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(restored.getByRole('slider', { name: 'Seek' })).toHaveAttribute('aria-valuetext', at ?? '');
  await again.window.keyboard.press('ControlOrMeta+U');
  await expect.poll(queueOf(again.window).titles).toEqual(['Current', 'Beacon', 'Anchor']);
  await restored.getByRole('button', { name: 'Next' }).click();
  await expect(restored).toContainText('Anchor');
  await server.close();
});

test('a press of Play before the kept queue was read goes on with that queue', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await row('Current').click();
  await window.keyboard.press('ControlOrMeta+Shift+Enter');
  const seek = player.getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('PageUp');
  await player.getByRole('button', { name: 'Pause' }).click();
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:1[5-9] of/);
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor', 'Current']);
  // What is kept of a queue is written a moment after the last change.
  await window.waitForTimeout(1_500);

  // In the very moment in which the button comes into the page: nobody is quicker.
  await window.addInitScript(`new MutationObserver((_, observer) => {
    const button = document.querySelector('button[aria-label="Play"]');
    if (button === null) return;
    observer.disconnect();
    window.saidAtPress = button.closest('[role=region], section, footer').textContent;
    button.click();
  }).observe(document, { childList: true, subtree: true });`);
  await window.reload();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  const said = await window.evaluate<string>('window.saidAtPress');
  expect(said, 'the press came before the queue was there').not.toContain('Beacon');
  expect(said, 'and nothing untrue stood there').not.toContain('Nothing is playing');
  await expect(player).toContainText('Beacon');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:(1[5-9]|2\d) of/);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor', 'Current']);
  await expect(queue.row('Beacon')).toHaveAttribute('aria-current', 'true');
  await server.close();
});
