import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './program';

test.describe('sample songs', () => {
  test('one click leads from the welcome to songs that play, and back to an untouched library', async ({
    bench,
  }) => {
    const { window } = await bench.launch();
    await expect(window).toHaveTitle('Flowshelf');
    await window.getByRole('button', { name: 'Try with sample songs' }).click();

    const songs = window.getByRole('grid', { name: 'Songs' });
    for (const title of [
      'Low Tide',
      'Night Ferry',
      'Соль на перилах',
      '海の向こうへ',
      'Work the Night Away',
    ]) {
      await expect(songs.getByRole('row', { name: new RegExp(`^${title}`) })).toHaveCount(1);
    }
    await expect(songs.getByRole('row', { name: /^Paper Lanterns/ })).toHaveCount(2);

    await window.getByRole('link', { name: 'Jobs' }).click();
    const jobs = window.getByRole('grid', { name: 'Jobs' });
    await expect(jobs.getByText('The prompt was refused by the provider.')).toBeVisible();

    await window.getByRole('button', { name: 'Leave sample' }).click();
    await expect(window.getByRole('button', { name: 'Try with sample songs' })).toBeVisible();
    expect(existsSync(join(bench.userData, 'Sample', 'library.sqlite'))).toBe(true);
    // The user's own library folder holds only the program's two files, no song.
    const own = existsSync(bench.libraryFolder) ? await readdir(bench.libraryFolder) : [];
    expect(own.filter((name) => name.includes('['))).toEqual([]);
  });

  test('--sample starts on the sample service without a click, and lyrics follow the song', async ({
    bench,
  }) => {
    const { window } = await bench.launch({ args: ['--sample'] });
    const songs = window.getByRole('grid', { name: 'Songs' });
    // All of them: while songs arrive the row that is aimed at may move once more.
    await expect(songs.getByRole('row')).toHaveCount(1 + 8, { timeout: 60_000 });
    const row = songs.getByRole('row', { name: /^Night Ferry/ });
    await expect(row).toContainText('m4a');
    // Nobody has used the window: what comes in stands at its top, and is not kept out of sight above a row.
    await expect(songs.getByRole('row').nth(1)).toBeInViewport({ ratio: 1 });
    await expect(window.getByRole('button', { name: /new songs? above/ })).toHaveCount(0);
    await row.dblclick();
    const player = window.getByRole('region', { name: 'Player' });
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();

    const lyrics = window.getByRole('region', { name: 'Lyrics' });
    const current = lyrics.locator('[aria-current="true"]');
    await expect(current).toHaveText('Engine hums a minor song');
    await expect(current).toHaveText('Harbour lights are thin and long');
    await lyrics.getByRole('button', { name: 'Carry the quiet ones' }).click();
    await expect(current).toHaveText('Carry the quiet ones');
    const seek = player.getByRole('slider', { name: 'Seek' });
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:1\d of 0:32, Chorus/);
  });
});
