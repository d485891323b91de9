import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { LibraryGoal } from '../bench';
import { typedWords } from '../library/queries';
import { untilQuiet } from '../measure/quiet';
import { ratioResult } from '../measure/result';
import { startOurs } from '../our-program';
import type { MeasuredProgram } from '../programs';
import { rowHeight, scrollSongs } from '../scroll';
import { sampleFile, startService, type ServedFile, type Service } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, prepareSongs } from '../window';

const LAPS = 10;
const WORDS_PER_LAP = 3;
/** As somebody types who types fast. */
const KEY_MS = 60;
const FRAMES_PER_LAP = 120;
const ROWS_PER_FRAME = 2;
const OPENED_SONGS = 4;
const HEARD_MS = 1_000;
const SOUNDS = ['low-tide.m4a', 'night-ferry.m4a', 'beyond-the-sea.m4a'];
/** What is thrown away when a program has been at rest for a while is no growth. */
const REST_MS = 10_000;
/** Between two looks that are held against each other. */
const LOOK_AGAIN_MS = 3_000;

/** P10: memory after searches, scrolls, songs and downloads, lap after lap, against what it was before, both at rest. */
export const growth: LibraryGoal = {
  ids: ['P10'],
  what: 'memory after long use',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const service = await startService();
    const program = await startOurs(bench, profile, { apiUrl: service.url });
    try {
      await ask(await prepareSongs(await program.page()), 'settings.update', {
        wantedAssets: ['audio'],
        requestsPerMinute: 120,
      });
      const files = SOUNDS.map((name) => sampleFile(bench.media, name));
      const words = typedWords(songs);
      const laps = bench.proof ? 2 : LAPS;
      const before = await atRest(program);
      const after: (readonly [number, number])[] = [];
      for (let lap = 1; lap <= laps; lap += 1) {
        bench.say(`lap ${lap} of ${laps}`);
        const page = await prepareSongs(await program.page());
        for (let word = 0; word < WORDS_PER_LAP; word += 1) await search(page, words.next().value);
        await look(page);
        await hear(page, service, `Lap ${lap}`, files);
        if (lap === laps && bench.proof) await burden(page);
        if (lap === Math.ceil(laps / 2) || lap === laps) after.push(await atRest(program));
      }
      const [half = [NaN, NaN], whole = [NaN, NaN]] = after;
      const line = { id: 'P10', songs, unit: 'bytes', goal: { atMost: 1.05 } } as const;
      return [
        ratioResult({
          ...line,
          what: 'memory after long use, against before',
          rounds: [{ floor: before, program: whole }],
        }),
        ratioResult({
          ...line,
          what: 'memory after long use, against half as long',
          rounds: [{ floor: half, program: whole }],
        }),
      ];
    } finally {
      await program.stop();
      await service.close();
    }
  },
};

/** Nobody is attached: a debugger has the window keep whatever it has loaded. */
async function atRest(program: MeasuredProgram): Promise<[number, number]> {
  await program.release();
  await untilQuiet(program);
  await delay(REST_MS);
  const first = program.memory();
  await delay(LOOK_AGAIN_MS);
  return [first, program.memory()];
}

async function search(page: Page, beginnings: readonly string[]): Promise<void> {
  const box = page.getByRole('searchbox');
  await box.fill('');
  await box.pressSequentially(beginnings.at(-1) ?? '', { delay: KEY_MS });
}

/** Goes down the list and opens some songs, whose words are shown beside it. */
async function look(page: Page): Promise<void> {
  await page.getByRole('searchbox').fill('');
  await prepareSongs(page);
  await scrollSongs(page, FRAMES_PER_LAP, (await rowHeight(page)) * ROWS_PER_FRAME);
  for (let song = 0; song < OPENED_SONGS; song += 1) {
    await page.keyboard.press('Escape');
    await page
      .getByRole('row')
      .nth(OPENED_SONGS + song)
      .click();
  }
}

/** Has new songs downloaded, plays one of them for a moment, and goes back to all songs. */
async function hear(
  page: Page,
  service: Service,
  title: string,
  files: readonly ServedFile[],
): Promise<void> {
  await ask(page, 'jobs.add', { text: service.serveJob(title, files).answer });
  const box = page.getByRole('searchbox');
  await box.fill(title);
  const row = page.getByRole('row', { name: new RegExp(`^${title} 1\\b.*m4a`, 'i') });
  await row.dblclick();
  const player = page.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: 'Pause' }).waitFor();
  await delay(HEARD_MS);
  await player.getByRole('button', { name: 'Pause' }).click();
  await box.fill('');
}

/** Has the window keep memory for nothing. */
async function burden(page: Page): Promise<void> {
  await page.evaluate((bytes) => {
    window.benchBurden = new Uint8Array(bytes).fill(1);
  }, SLOWDOWN.bytes);
}
