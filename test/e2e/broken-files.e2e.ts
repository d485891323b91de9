import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wavFile } from '../../bench/measure/wav';
import { startFlowServer, success } from '../support/flow-server';
import { audio, otherAudio } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** Files that are missing, damaged, or changed while they play: it is told, and the queue goes on. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000071';
const RATE = 44_100;
const TITLES = ['Alpha', 'Beta', 'Gamma', 'Delta'] as const;

/** So long that it is not read as a whole before it is heard. */
function longSound(seconds: number): Buffer {
  return wavFile(RATE, seconds * RATE, (at) => Math.cos((2 * Math.PI * 300 * at) / RATE) * 0.3);
}

async function launch(bench: Bench, first: Buffer) {
  const server = await startFlowServer({ key: KEY });
  const clips = TITLES.map((title, index) => ({
    clip_id: `broken-${index}`,
    title,
    create_time: `2026-11-0${9 - index} 10:00:00`,
    audio_url: server.file(`/${index}`, {
      bytes: index === 0 ? first : index === 3 ? otherAudio() : audio(),
      type: 'audio/mp4',
    }),
  }));
  server.job(JOB, success(clips.toReversed()));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row').filter({ hasText: /m4a|wav/i })).toHaveCount(TITLES.length, {
    timeout: 60_000,
  });
  await expect(songs).not.toContainText('%');
  const player = window.getByRole('region', { name: 'Player' });
  const seek = player.getByRole('slider', { name: 'Seek' });
  return {
    server,
    window,
    player,
    seek,
    row: (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }),
    notice: (text: string) => window.getByRole('region', { name: 'Notices' }).getByText(text),
    fileOf(title: string): string {
      const files = readdirSync(bench.libraryFolder, { recursive: true, encoding: 'utf8' });
      const found = files.find((path) => path.includes(title) && /\.(wav|m4a)$/.test(path));
      if (found === undefined) throw new Error(`There is no file of ${title}.`);
      return join(bench.libraryFolder, found);
    },
    async expectPlaying(title: string | RegExp): Promise<void> {
      await expect(player).toContainText(title);
      await expect(player.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
      await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[1-9]|^0:[1-3]\d/);
    },
    /** Goes so many large steps on, fifteen seconds each. */
    async goOn(steps: number): Promise<void> {
      await seek.focus();
      for (let press = 0; press < steps; press += 1) await window.keyboard.press('PageUp');
    },
  };
}

test('a missing and a damaged file are told, and the queue goes on behind them', async ({
  bench,
}, testInfo) => {
  const { server, window, row, fileOf, notice, expectPlaying, goOn } = await launch(bench, audio());
  rmSync(fileOf('Beta'));
  writeFileSync(fileOf('Gamma'), Buffer.alloc(300_000, 'noise'));
  await row('Alpha').dblclick();
  await expectPlaying('Alpha');
  await window.keyboard.press('ControlOrMeta+U');
  await goOn(2);
  await expectPlaying('Delta');
  await expect(notice('“Gamma” was passed over: its file is damaged.')).toBeVisible();
  await expect(row('Beta')).toHaveAccessibleName(/missing/);
  const queue = window.getByRole('grid', { name: 'In the queue' });
  await expect(queue.getByRole('row', { name: /^Beta/ })).toHaveAccessibleName(/File missing/);
  await window.screenshot({ path: testInfo.outputPath('passed-over.png') });

  await row('Beta').dblclick();
  await expect(notice('“Beta” does not play: its file is not in the library folder any more.')).toBeVisible();
  await expectPlaying('Delta');
  await server.close();
});

const CHANGES = [
  { what: 'made shorter', change: (path: string) => truncateSync(path, 3_000_000) },
  { what: 'replaced by a shorter one', change: (path: string) => writeFileSync(path, longSound(60)) },
  { what: 'replaced by a longer one', change: (path: string) => writeFileSync(path, longSound(300)) },
] as const;

for (const { what, change } of CHANGES) {
  test(`a file that is ${what} while it plays is told, and the queue goes on`, async ({ bench }) => {
    const { server, row, fileOf, notice, seek, player, expectPlaying, goOn } = await launch(
      bench,
      longSound(240),
    );
    await row('Alpha').dblclick();
    await expectPlaying('Alpha');
    change(fileOf('Alpha'));
    // Further than what was read ahead.
    await goOn(4);
    await expect(
      notice('“Alpha” was passed over: its file could not be read, or was replaced while it played.'),
    ).toBeVisible();
    // Steps that come behind it are those of the next song.
    await expectPlaying(/Beta|Gamma/);

    // What is there by now plays, as far as it goes.
    await row('Alpha').dblclick();
    await expect(player).toContainText('Alpha');
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[1-9] of/);
    await server.close();
  });
}
