import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { LibraryGoal } from '../bench';
import { bigAudio } from '../../test/support/media';
import { startFloor } from '../floor-program';
import { createPastes, type Pastes } from '../library/pastes';
import { countDropouts, type AudioSample } from '../measure/dropouts';
import { limitResult } from '../measure/result';
import { startOurs } from '../our-program';
import { rowHeight, scrollSongs } from '../scroll';
import { startService, type Service } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs } from '../window';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The sound goes on for so much longer than anybody listens. */
const SPARE_MS = 2 * MINUTE;
/** CD quality, without compression. */
const BYTES_PER_SECOND = 44_100 * 4;
const STOP_EVERY_MS = 4 * SECOND;
const TITLE = 'Listened to';
const SAMPLE_MS = 100;
const FRAMES = 240;
const ROWS_PER_FRAME = 2;
const FILES = 4;
const FILE_BYTES = 8 * 1024 * 1024;
const JOBS_PER_PASTE = 50;
const EVERY_MS = 10 * SECOND;

/** P12: gaps in a song that plays for ten minutes while files come, songs come in and the list is scrolled. */
export const audio: LibraryGoal = {
  ids: ['P12'],
  what: 'a song that plays while all else goes on',
  extent: 'largest-library',
  async run(bench, { profile, songs }) {
    const listenedMs = bench.minutes * MINUTE;
    const seconds = (listenedMs + SPARE_MS) / SECOND;
    const service = await startService();
    const ours = await startOurs(bench, profile, { apiUrl: service.url });
    const sound = { path: '/sound.wav', bytes: bigAudio(seconds * BYTES_PER_SECOND) };
    const { answer } = service.serveJob(TITLE, [sound]);
    const query = `sound=${encodeURIComponent(`${service.fileUrl}${sound.path}`)}`;
    const bare = await startFloor(bench, 'audio.html', { BENCH_FLOOR_QUERY: query });
    try {
      const page = await prepareSongs(await ours.page());
      await ask(page, 'settings.update', { wantedAssets: ['audio'], requestsPerMinute: 120 });
      await play(page, answer);
      const barePage = await bare.page();
      await Promise.all([listen(page), listen(barePage)]);
      if (bench.proof) await stopNowAndThen(page);
      const deadline = performance.now() + listenedMs;
      await Promise.all([
        scrollUntil(page, deadline, (leftMs) => bench.say(`${Math.ceil(leftMs / MINUTE)} min left`)),
        bringUntil(page, service, createPastes(songs), deadline),
      ]);
      return [
        limitResult({
          id: 'P12',
          what: `gaps in ${bench.minutes} minutes of sound while files and songs come and the list is scrolled`,
          songs,
          unit: 'count',
          limit: 0,
          program: countDropouts(await heard(page)),
          floor: countDropouts(await heard(barePage)),
        }),
      ];
    } finally {
      await bare.stop();
      await ours.stop();
      await service.close();
    }
  },
};

/** Has the song downloaded, plays it, and goes back to all songs. */
async function play(page: Page, answer: string): Promise<void> {
  await noteSound(page);
  await ask(page, 'jobs.add', { text: answer });
  const box = page.getByRole('searchbox');
  await box.fill(TITLE);
  await page.getByRole('row', { name: new RegExp(`^${TITLE} 1\\b.*wav`, 'i') }).dblclick();
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }).waitFor();
  await box.fill('');
  await prepareSongs(page);
}

/** From now on looks ten times a second where the sound is. */
async function listen(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const sound = window.benchSound ?? document.querySelector('audio');
    return sound !== null && sound.currentTime > 0;
  });
  await page.evaluate((everyMs) => {
    const sound = window.benchSound ?? document.querySelector('audio');
    const samples: AudioSample[] = [];
    window.benchSamples = samples;
    setInterval(() => {
      samples.push({ wallMs: performance.now(), audioMs: (sound?.currentTime ?? NaN) * 1_000 });
    }, everyMs);
  }, SAMPLE_MS);
}

async function heard(page: Page): Promise<readonly AudioSample[]> {
  const samples = await page.evaluate(() => window.benchSamples ?? []);
  if (samples.length === 0 || samples.some(({ audioMs }) => !Number.isFinite(audioMs))) {
    throw new Error('Nobody knows where the sound was.');
  }
  return samples;
}

async function scrollUntil(page: Page, deadline: number, onPass: (leftMs: number) => void): Promise<void> {
  const step = (await rowHeight(page)) * ROWS_PER_FRAME;
  while (performance.now() < deadline) {
    onPass(deadline - performance.now());
    await scrollSongs(page, FRAMES, step);
  }
}

/** Has files and songs brought again and again. */
async function bringUntil(page: Page, service: Service, pastes: Pastes, deadline: number): Promise<void> {
  const files = Array.from({ length: FILES }, (_, index) => ({
    path: `/${index}.wav`,
    bytes: bigAudio(FILE_BYTES, index + 1),
  }));
  for (let turn = 1; performance.now() < deadline; turn += 1) {
    const text = `${service.serveJob(`Turn ${turn}`, files).answer}\n${pastes.next(JOBS_PER_PASTE).text}`;
    await ask(page, 'jobs.add', { text });
    await delay(EVERY_MS);
  }
}

/** Has the sound stop for a moment, again and again. */
async function stopNowAndThen(page: Page): Promise<void> {
  await page.evaluate(
    ({ everyMs, gapMs }) => {
      setInterval(() => {
        window.benchSound?.pause();
        setTimeout(() => void window.benchSound?.play(), gapMs);
      }, everyMs);
    },
    { everyMs: STOP_EVERY_MS, gapMs: SLOWDOWN.gapMs },
  );
}
