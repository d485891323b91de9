import type { Page } from '@playwright/test';
import type { ClipId } from '@shared/model';
import type { LibraryGoal } from '../bench';
import { chirpWav, placeInChirp } from '../measure/chirp';
import { limitResult } from '../measure/result';
import { median } from '../measure/statistics';
import { startOurs } from '../our-program';
import { startService } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { uuid } from '../../test/support/songs';
import { ask, noteSound, prepareSongs } from '../window';

const TITLE = 'Rising tone';
const SECONDS = 50;
/** Words that no song of the library has; one in each of the lines that are jumped to. */
const WORDS = ['qorvane', 'zimplet', 'wuxrada', 'jyctoll', 'kevquin', 'blyzrak', 'xandurq', 'vopfimy'];
const FIRST_JUMP_S = 3;
const JUMP_STEP_S = 5.37;
/** Lines that are followed, half a second each. */
const FOLLOWED = 30;
const FOLLOW_STEP_MS = 500;
/** What is asked of the place of a jump, and of what a person sees and hears after a press. */
const JUMP_LIMIT_MS = 100;
const FOLLOW_LIMIT_MS = 50;

/** L1, L2: from a line that was searched for to its second, and the line that is marked while the song plays. */
export const lyrics: LibraryGoal = {
  ids: ['L1', 'L2'],
  what: 'lines that are jumped to and followed',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const service = await startService();
    const ours = await startOurs(bench, profile, { apiUrl: service.url });
    try {
      const page = await prepareSongs(await ours.page());
      await ask(page, 'settings.update', { wantedAssets: ['audio'] });
      const { answer } = service.serveJob(TITLE, [{ path: '/rising.wav', bytes: chirpWav(SECONDS) }]);
      await play(page, answer);

      const jumps: Jump[] = [];
      for (let round = 0; round < Math.max(1, bench.times(3)); round += 1) {
        bench.say(`jumps, round ${round + 1}`);
        for (const [index, word] of WORDS.entries()) {
          jumps.push(await jump(page, word, jumpMs(index), bench.slowedBy(SLOWDOWN.answerMs)));
        }
      }
      bench.say('a song that is followed');
      const lateness = await follow(page, bench.slowedBy(SLOWDOWN.answerMs));
      const line = { songs, unit: 'ms', floor: null } as const;
      return [
        limitResult({
          ...line,
          id: 'L1',
          what: 'from the second of a line to the sound that is heard after a press on it, the worst',
          limit: JUMP_LIMIT_MS,
          program: Math.max(...jumps.map(({ missedMs }) => missedMs)),
        }),
        limitResult({
          ...line,
          id: 'L1',
          what: 'from a press on a line to its sound, p50',
          limit: JUMP_LIMIT_MS,
          program: median(jumps.map(({ soundMs }) => soundMs)),
          range: [
            Math.min(...jumps.map(({ soundMs }) => soundMs)),
            Math.max(...jumps.map(({ soundMs }) => soundMs)),
          ],
        }),
        limitResult({
          ...line,
          id: 'L2',
          what: `a line is marked so late, the latest of ${FOLLOWED}`,
          limit: FOLLOW_LIMIT_MS,
          program: Math.max(...lateness),
        }),
      ];
    } finally {
      await ours.stop();
      await service.close();
    }
  },
};

function jumpMs(index: number): number {
  return Math.round((FIRST_JUMP_S + index * JUMP_STEP_S) * 1_000);
}

/** Has the song brought, with words of its own, and played once so that its element is known. */
async function play(page: Page, answer: string): Promise<void> {
  await noteSound(page);
  await ask(page, 'jobs.add', { text: answer });
  const lines = WORDS.map((word) => `They call it ${word}`);
  await ask(page, 'lyrics.save', {
    clipId: uuid(`clip ${TITLE} 1`) as ClipId,
    text: lines.join('\n'),
    timing: lines.map((_, line) => ({ line, startMs: jumpMs(line), endMs: null, words: [] })),
  });
  const box = page.getByRole('searchbox');
  await box.fill(TITLE);
  const row = page.getByRole('row', { name: new RegExp(`^${TITLE} 1\\b.*wav`, 'i') });
  await row.dblclick();
  await page.waitForFunction(() => window.benchSound !== undefined && window.benchSound.currentTime > 0);
}

interface Jump {
  /** How far what is heard lies from the line's second, in milliseconds. */
  readonly missedMs: number;
  /** From the press to the sound. */
  readonly soundMs: number;
}

/** Searches for a line and presses on its second. */
async function jump(page: Page, word: string, lineMs: number, slowedByMs: number): Promise<Jump> {
  await page.getByRole('link', { name: 'Lyrics' }).click();
  await page.getByRole('searchbox').fill(word);
  // By its line: that of the search before may still stand there.
  const button = page.getByRole('grid', { name: 'Words' }).getByTitle(`They call it ${word}`);
  await button.waitFor();
  await page.evaluate(() => {
    window.benchSound?.pause();
  });
  const heard = await button.evaluate(async (element, slowedBy) => {
    const ear = window.benchEar;
    if (!ear || !(element instanceof HTMLElement)) throw new Error('Nobody listens.');
    const samples = new Float32Array(ear.fftSize);
    const firstLoud = () => {
      ear.getFloatTimeDomainData(samples);
      return samples.findIndex((sample) => Math.abs(sample) > 0.02);
    };
    const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    while (firstLoud() !== -1) await rest(20);
    const startedAt = performance.now();
    if (slowedBy > 0) await rest(slowedBy);
    element.click();
    let soundAt = NaN;
    for (;;) {
      await rest(2);
      const first = firstLoud();
      if (first === -1) continue;
      if (Number.isNaN(soundAt)) soundAt = performance.now();
      // Enough of it to tell its pitch.
      if (samples.length - first > 1_024) {
        const piece = [...samples.subarray(first)];
        return { soundMs: soundAt - startedAt, piece, sampleRate: ear.context.sampleRate };
      }
    }
  }, slowedByMs);
  const place = placeInChirp(heard.piece, heard.sampleRate);
  if (place === null) throw new Error('What was heard is not the tone.');
  return { missedMs: Math.abs(place * 1_000 - lineMs) + slowedByMs, soundMs: heard.soundMs };
}

/** Plays the song with many short lines; how late each was marked, in milliseconds. */
async function follow(page: Page, slowedByMs: number): Promise<readonly number[]> {
  const lines = Array.from({ length: FOLLOWED }, (_, line) => `Line ${line}`);
  await ask(page, 'lyrics.save', {
    clipId: uuid(`clip ${TITLE} 1`) as ClipId,
    text: lines.join('\n'),
    timing: lines.map((_, line) => ({ line, startMs: (line + 1) * FOLLOW_STEP_MS, endMs: null, words: [] })),
  });
  const panel = page.getByRole('region', { name: 'Lyrics', exact: true });
  await panel.getByRole('button', { name: 'Line 0', exact: true }).click();
  return panel.evaluate(
    async (element, { count, stepMs, slowedBy }) => {
      const late = new Map<number, number>();
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver((changes) => {
          const onItsWayS = (window.benchEar?.context as AudioContext).outputLatency;
          const nowMs = ((window.benchSound?.currentTime ?? NaN) - onItsWayS) * 1_000;
          for (const { target } of changes) {
            if (!(target instanceof HTMLElement) || target.getAttribute('aria-current') !== 'true') continue;
            const line = Number(/Line (\d+)/.exec(target.textContent ?? '')?.[1]);
            if (line > 0) late.set(line, nowMs - (line + 1) * stepMs + slowedBy);
            if (line === count - 1) {
              observer.disconnect();
              resolve();
            }
          }
        });
        observer.observe(element, { subtree: true, attributes: true, attributeFilter: ['aria-current'] });
      });
      return [...late.values()];
    },
    { count: FOLLOWED, stepMs: FOLLOW_STEP_MS, slowedBy: slowedByMs },
  );
}
