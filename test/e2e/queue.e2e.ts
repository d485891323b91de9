import type { Page } from '@playwright/test';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** The queue: put together by hand, in any order, kept over restarts, and still there when the window was opened anew. */

function queueOf(window: Page) {
  const panel = window.getByRole('region', { name: 'Queue', exact: true });
  const rows = panel.getByRole('grid', { name: 'In the queue' });
  return {
    panel,
    rows,
    row: (title: string) => rows.getByRole('row', { name: new RegExp(`^${title}`) }),
    titles: async () => {
      const texts = await rows.locator('[data-index]').allTextContents();
      return texts.map((text) => /Current|Beacon|Anchor/.exec(text)?.[0]);
    },
  };
}

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
    await expect(window.getByText('A song plays next')).toBeVisible();
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
