import type { Page } from '@playwright/test';
import type { SizelessGoal } from '../bench';
import { withEmptyLibrary } from '../empty-library';
import { jointOf, listen } from '../listen';
import { TONE } from '../measure/joint';
import { limitResult } from '../measure/result';
import { wavFile } from '../measure/wav';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs } from '../window';

const TITLE = 'Soft tone';
const SECONDS = 60;
const ROUNDS = 6;
const CLICK_LIMIT = 0.1;
/** What is done comes within what is heard. */
const LISTEN_MS = 2_000;
const BEFORE_MS = 300;

/** What a person does while a song plays, after which something else is heard. */
const WAYS: readonly { readonly what: string; readonly go: (page: Page) => Promise<void> }[] = [
  {
    what: 'another place of a song',
    go: (page) => player(page).getByRole('slider', { name: 'Seek' }).press('ArrowRight'),
  },
  {
    what: 'the song before and the one that follows',
    go: (page) => player(page).getByRole('button', { name: 'Next' }).click(),
  },
  { what: 'the song before and another that was chosen', go: (page) => rowOf(page, 2).dblclick() },
  { what: 'a pause and what comes after it', go: pauseAndPlay },
];

/** A8: whether a step is heard where playback goes elsewhere. */
export const jumps: SizelessGoal = {
  ids: ['A8'],
  what: 'jumps while a song plays',
  extent: 'sizeless',
  run(bench) {
    return withEmptyLibrary(bench, ['audio'], async ({ page, service }) => {
      await noteSound(page);
      const gapMs = bench.slowedBy(SLOWDOWN.gapMs);
      const files = [1, 2].map((number) => ({ path: `/soft-${number}.wav`, bytes: softTone() }));
      await ask(page, 'jobs.add', { text: service.serveJob(TITLE, files).answer });
      await prepareSongs(page);
      const clicks = WAYS.map((): number[] => []);
      for (let round = 1; round <= Math.max(2, bench.times(ROUNDS)); round += 1) {
        bench.say(`jumps while a song plays, round ${round}`);
        for (const [index, { go }] of WAYS.entries()) {
          // The one that was added last is listed first: the other follows it.
          await rowOf(page, index === 2 ? 1 : 2).dblclick();
          await player(page).getByRole('button', { name: 'Pause' }).waitFor();
          await page.waitForTimeout(1_500);
          const heard = listen(page, LISTEN_MS, gapMs);
          await page.waitForTimeout(BEFORE_MS);
          await go(page);
          clicks[index]?.push(jointOf(await heard).click);
        }
      }
      return WAYS.map(({ what }, index) =>
        limitResult({
          id: 'A8',
          songs: null,
          floor: null,
          what: `a step between ${what}, as a part of the tone's height`,
          unit: 'share',
          limit: CLICK_LIMIT,
          program: Math.max(...(clicks[index] ?? [])),
          range: [Math.min(...(clicks[index] ?? [])), Math.max(...(clicks[index] ?? []))],
        }),
      );
    });
  },
};

/** A tone from zero on: a song whose own beginning is no step. */
function softTone(): Buffer {
  const { hertz, sampleRate, loudness } = TONE;
  return wavFile(
    sampleRate,
    SECONDS * sampleRate,
    (index) => Math.sin((2 * Math.PI * hertz * index) / sampleRate) * loudness,
  );
}

function player(page: Page) {
  return page.getByRole('region', { name: 'Player' });
}

function rowOf(page: Page, number: number) {
  return page.getByRole('row', { name: new RegExp(`^${TITLE} ${number}\\b.*wav`, 'i') });
}

async function pauseAndPlay(page: Page): Promise<void> {
  await player(page).getByRole('button', { name: 'Pause' }).click();
  await player(page).getByRole('button', { name: 'Play', exact: true }).waitFor();
  await page.waitForTimeout(300);
  await player(page).getByRole('button', { name: 'Play', exact: true }).click();
}
