import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio, otherAudio } from '../support/media';
import { keyboardOf } from './keyboard';
import { expect, test } from './program';
import { KEY } from './three-songs';

/** A whole session by the keyboard alone: no pointer, and no focus that the test sets itself. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000061';
/** In the order of the list: the last made comes first. */
const TITLES = ['Lantern', 'Meadow', 'Harbour two', 'Harbour one'] as const;

async function startServer() {
  const server = await startFlowServer({ key: KEY });
  const clips = TITLES.map((title, index) => ({
    clip_id: `session-${index}`,
    title,
    lyrics: `[Verse]\n${title.startsWith('Harbour') ? 'Salt on the railing' : `${title} sings alone`}`,
    lyrics_id: title.startsWith('Harbour') ? 'harbour' : `words-${index}`,
    create_time: `2026-11-0${9 - index} 10:00:00`,
    audio_url: server.file(`/${index}.m4a`, {
      bytes: title === 'Harbour one' ? otherAudio() : audio(),
      type: 'audio/mp4',
    }),
  }));
  server.job(JOB, success(clips.toReversed()));
  return server;
}

function partsOf(window: Page) {
  const region = (name: string) => window.getByRole('region', { name, exact: true });
  const songs = window.getByRole('grid', { name: 'Songs', exact: true });
  const queued = window.getByRole('grid', { name: 'In the queue' });
  const player = region('Player');
  return {
    window,
    keys: keyboardOf(window),
    sidebar: window.getByRole('navigation'),
    songs,
    song: (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }),
    queue: region('Queue'),
    queued,
    inQueue: (title: string) => queued.getByRole('row', { name: new RegExp(`^${title}`) }),
    queueTitles: async () => {
      const texts = await queued.locator('[data-index]').allTextContents();
      return texts.map((text) => TITLES.find((title) => text.includes(title)));
    },
    player,
    button: (name: string) => player.getByRole('button', { name, exact: true }),
    seek: player.getByRole('slider', { name: 'Seek' }),
    dialog: (name: string | RegExp) => window.getByRole('dialog', { name }),
    playlist: window
      .getByRole('list', { name: 'Playlists' })
      .getByRole('link', { name: 'Evening', exact: true }),
    entries: window.getByRole('grid', { name: 'Songs of the playlist' }),
    takes: region('Compare takes'),
    mini: region('Mini player'),
  };
}

test('a whole session by keys: from the search to a restart', async ({ bench }, testInfo) => {
  test.setTimeout(240_000);
  const server = await startServer();
  const launch = () => bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const program = await launch();
  const parts = partsOf(program.window);
  const { window, keys, songs, song, queue, inQueue, queueTitles, player, button, seek, dialog } = parts;
  const { playlist, entries, takes, mini, sidebar } = parts;

  await test.step('songs come in', async () => {
    await keys.press('ControlOrMeta+n');
    const field = dialog('Add jobs').getByRole('textbox', { name: 'Job ids' });
    await expect(field).toBeFocused();
    await keys.type(JOB);
    await keys.goTo(dialog('Add jobs').getByRole('button', { name: 'Add', exact: true }));
    await keys.press('Enter');
    await expect(dialog('Add jobs')).toBeHidden();
    await keys.press('1');
    await expect(songs.getByRole('row').filter({ hasText: 'm4a' })).toHaveCount(TITLES.length);
    await expect(songs).not.toContainText('%');
  });

  await test.step('a song is searched and played', async () => {
    await keys.press('ControlOrMeta+f');
    await keys.type('lantern');
    await expect(song('Meadow')).toHaveCount(0);
    await keys.press('Enter');
    await keys.expectSeen(song('Lantern'));
    await keys.press('Enter');
    await expect(player).toContainText('Lantern');
    await expect(button('Pause')).toBeVisible();
    await keys.press('ControlOrMeta+f', 'Escape');
    await expect(song('Meadow')).toBeVisible();
    await keys.press('ArrowDown');
    await keys.expectSeen(song('Lantern'));
  });

  await test.step('others are put next and at the end', async () => {
    await keys.press('ArrowDown');
    await keys.expectSeen(song('Meadow'));
    await keys.press('ControlOrMeta+Shift+Enter', 'ArrowDown', 'ControlOrMeta+Enter');
    await keys.press('ControlOrMeta+u');
    await expect.poll(queueTitles).toEqual(['Lantern', 'Harbour two', 'Meadow']);
  });

  await test.step('the queue is put in another order', async () => {
    await keys.goInto(queue);
    await keys.expectSeen(inQueue('Lantern'));
    await keys.press('End');
    await keys.expectSeen(inQueue('Meadow'));
    await keys.press('Alt+ArrowUp');
    await expect.poll(queueTitles).toEqual(['Lantern', 'Meadow', 'Harbour two']);
    await keys.expectSeen(inQueue('Meadow'));
    // What is noted there is noted on the song that the keyboard is on, not on one that the list behind has selected.
    await keys.press('Alt+3');
    await expect(song('Meadow')).toHaveAccessibleName(/3 stars/);
    await expect(song('Harbour two')).not.toHaveAccessibleName(/stars/);
    await window.screenshot({ path: testInfo.outputPath('queue.png') });
  });

  await test.step('a song is rated and becomes a favourite', async () => {
    await keys.goInto(songs);
    await keys.press('Home', 'ArrowDown');
    await keys.expectSeen(song('Meadow'));
    await keys.press('Alt+4', 'ControlOrMeta+i');
    await expect(song('Meadow')).toHaveAccessibleName(/favourite, 4 stars/);
  });

  await test.step('songs go into a playlist that is made there', async () => {
    await keys.press('Shift+ArrowDown', 'ControlOrMeta+p');
    const adding = dialog('Add 2 songs to a playlist');
    await expect(adding.getByRole('combobox', { name: 'Find a playlist' })).toBeFocused();
    await keys.goTo(adding.getByRole('button', { name: 'New playlist…' }));
    await keys.press('Enter');
    await expect(dialog('New playlist').getByRole('textbox', { name: 'Name' })).toBeFocused();
    await keys.type('Evening');
    await keys.press('Enter');
    await expect(dialog('New playlist')).toBeHidden();
    await expect(playlist).toBeVisible();
    // One goes on where one was.
    await keys.expectSeen(song('Harbour two'));
  });

  await test.step('the playlist is opened and played', async () => {
    await keys.goInto(sidebar);
    await keys.goTo(playlist);
    await keys.press('Enter');
    await expect(window.getByRole('heading', { level: 1, name: 'Evening' })).toBeVisible();
    await expect(entries.locator('[data-index]')).toHaveCount(2);
    await keys.goInto(window.getByRole('main'));
    await keys.goTo(window.getByRole('main').getByRole('button', { name: 'Play', exact: true }), 'Shift+Tab');
    await keys.press('Enter');
    await expect(player).toContainText('Meadow');
    await expect.poll(queueTitles).toEqual(['Meadow', 'Harbour two']);
    await keys.goTo(entries.getByRole('row', { name: /^Meadow/ }));
    await keys.press('End', 'Alt+2');
    await expect(window.getByText(/Rated 2 stars/)).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('playlist.png') });
  });

  await test.step('takes are compared, and one is kept', async () => {
    await keys.press('1');
    await expect(song('Meadow')).toHaveAccessibleName(/4 stars/);
    await expect(song('Harbour two')).toHaveAccessibleName(/2 stars/);
    await keys.goInto(songs);
    await keys.press('End');
    await keys.expectSeen(song('Harbour one'));
    await keys.press('ControlOrMeta+Shift+c');
    await expect(takes).toBeFocused();
    await expect(takes.getByRole('listitem')).toHaveCount(2);
    await expect(button('Play')).toBeVisible();
    const take = (letter: string) => takes.getByRole('button', { name: new RegExp(`^Hear ${letter}:`) });
    await keys.press('b');
    await expect(take('B')).toHaveAttribute('aria-pressed', 'true');
    await keys.press('a');
    await expect(take('A')).toHaveAttribute('aria-pressed', 'true');
    await keys.press('k', 'Shift+H');
    await expect(takes.getByRole('listitem').filter({ hasText: 'Hidden' })).toHaveCount(1);
    await window.screenshot({ path: testInfo.outputPath('compare.png') });
    await keys.press('Escape');
    await expect(takes).toBeHidden();
    await keys.expectSeen(song('Harbour one'));
    await expect(song('Harbour two')).toHaveCount(0);
    await window.screenshot({ path: testInfo.outputPath('after-compare.png') });
  });

  await test.step('the mini player, and back', async () => {
    await keys.press('Space');
    await expect(button('Pause')).toBeVisible();
    await keys.press('ControlOrMeta+Shift+p');
    await expect(mini).toBeFocused();
    await keys.press('Space');
    await expect(mini.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await keys.press('ControlOrMeta+ArrowRight');
    await expect(mini).toContainText('Harbour two');
    await keys.press('Escape');
    await expect(mini).toBeHidden();
    await keys.expectSeen(song('Harbour one'));
  });

  await test.step('after a restart it goes on where it stood', async () => {
    await keys.goTo(seek);
    await keys.press('PageUp');
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:1[5-9] of/);
    await keys.press('Space');
    await expect(button('Play')).toBeVisible();
    const pausedAtMs = Number(await seek.inputValue());
    // At once: nothing may be left to be kept later.
    await program.close();

    const again = partsOf((await launch()).window);
    await expect(again.player).toContainText('Harbour two');
    await expect(again.button('Play')).toBeVisible();
    const goneOnMs = async () => Number(await again.seek.inputValue()) - pausedAtMs;
    // It was heard for a moment after the key: it fades away.
    await expect.poll(goneOnMs).toBeGreaterThanOrEqual(0);
    expect(await goneOnMs()).toBeLessThan(1_000);
    await again.keys.press('Space');
    await expect(again.button('Pause')).toBeVisible();
    await expect.poll(goneOnMs).toBeGreaterThan(1_000);
    await expect.poll(again.queueTitles).toEqual(['Meadow', 'Harbour two']);
  });
  await server.close();
});
