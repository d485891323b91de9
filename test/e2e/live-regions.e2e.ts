import { startFlowServer, success } from '../support/flow-server';
import { audio, bigAudio } from '../support/media';
import { addJobs } from './add-jobs';
import { listenToRegions, type Announcement } from './announcements';
import { expect, test } from './program';
import { KEY } from './three-songs';

/** What is read out by itself: enough to know, never so much that nothing else can be heard. */

const JOBS = Array.from({ length: 6 }, (_, at) => `bbbbbbbb-0000-4000-8000-00000000008${at}`);
/** So much can be listened to: what was done, and what came of it. */
const MOST = 2;
const WITHIN_MS = 5_000;

/** Announcements that came while others were still being read. */
function chatter(heard: readonly Announcement[]): readonly string[] {
  return heard
    .filter(({ at }, index) => index >= MOST && at - (heard[index - MOST]?.at ?? 0) < WITHIN_MS)
    .map(({ at, text }) => `${Math.round(at)} ms: ${text}`);
}

test('a batch of downloads and a change of songs are told without chatter', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  JOBS.forEach((job, at) => {
    const clips = [0, 1].map((take) => ({
      clip_id: `clip-${at}-${take}`,
      title: `Song ${at}${take}`,
      lyrics: `[Verse]\nSong ${at} sings alone`,
      audio_url: server.file(`/${at}${take}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
      wav_url: server.file(`/${at}${take}.wav`, {
        bytes: bigAudio(600_000, at),
        type: 'audio/wav',
        bytesPerSecond: 300_000,
      }),
    }));
    server.job(job, success(clips));
  });
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await expect(window.getByRole('button', { name: 'Add jobs' }).first()).toBeVisible();
  const songs = window.getByRole('grid', { name: 'Songs' });

  await test.step('while songs arrive and their files are downloaded', async () => {
    const heard = await listenToRegions(window);
    await addJobs(window, ...JOBS);
    await window.getByRole('link', { name: 'Songs' }).click();
    await expect(songs.getByRole('row', { name: /WAV$/ })).toHaveCount(12, { timeout: 120_000 });
    const told = await heard();
    expect(chatter(told)).toEqual([]);
    // It listens: that the jobs were added is told.
    expect(told.map(({ text }) => text).join('\n')).toContain('6 jobs added');
  });
  await test.step('while songs are gone through', async () => {
    await songs.getByRole('row').nth(1).dblclick();
    const player = window.getByRole('region', { name: 'Player' });
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    const heard = await listenToRegions(window);
    for (let time = 0; time < 3; time += 1) {
      await player.getByRole('button', { name: 'Next' }).click();
      await window.waitForTimeout(1_000);
    }
    expect(chatter(await heard())).toEqual([]);
  });
  await server.close();
});
