import type { Page } from '@playwright/test';
import type { SizelessGoal } from '../bench';
import { withEmptyLibrary } from '../empty-library';
import { limitResult } from '../measure/result';
import { apartMs, isOther, PIECE_SAMPLES, placeOf, risingTone, type Piece } from '../measure/rising-tones';
import { median } from '../measure/statistics';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs } from '../window';

const TITLE = 'Two rising tones';
const SWITCHES = 16;
const LIMIT_MS = 50;
const LOOK_MS = 3;
const BEFORE_MS = 90;
const AFTER_MS = 250;
interface TimedPiece extends Piece {
  /** When it was heard, from the press on; below zero before it. */
  readonly ms: number;
}

interface Switch {
  /** From the press to the other sound. */
  readonly ms: number;
  /** How far the place in the other file lies from that in the first. */
  readonly apartMs: number;
}

/** A5: from a key to the sound of the other take, and whether that goes on at the same second. */
export const comparing: SizelessGoal = {
  ids: ['A5'],
  what: 'a switch between two takes that are compared',
  extent: 'sizeless',
  run(bench) {
    return withEmptyLibrary(bench, ['audio'], async ({ page, service }) => {
      await noteSound(page);
      const offS = bench.slowedBy(SLOWDOWN.gapMs) / 1_000;
      const files = [
        { path: '/rising-1.wav', bytes: risingTone('first') },
        { path: '/rising-2.wav', bytes: risingTone('second', offS) },
      ];
      await ask(page, 'jobs.add', { text: service.serveJob(TITLE, files).answer });
      await prepareSongs(page);
      await open(page);
      const switches: Switch[] = [];
      for (let round = 0; round < Math.max(4, bench.times(SWITCHES)); round += 1) {
        bench.say(`switch ${round + 1}`);
        switches.push(await switchTo(page, round % 2 === 0 ? 'b' : 'a', bench.slowedBy(SLOWDOWN.answerMs)));
      }
      const line = { id: 'A5', songs: null, floor: null, unit: 'ms', limit: LIMIT_MS } as const;
      const [times, apart] = [switches.map(({ ms }) => ms), switches.map(({ apartMs }) => apartMs)];
      return [
        limitResult({
          ...line,
          what: 'from a key to the sound of the other take, the longest',
          program: Math.max(...times),
          range: [Math.min(...times), Math.max(...times)],
        }),
        limitResult({
          ...line,
          what: 'from the second of one take to that of the other, the most it is off',
          program: Math.max(...apart),
          range: [Math.min(...apart), Math.max(...apart)],
        }),
      ];
    });
  },
};

/** Has both takes play, the first of them heard. */
async function open(page: Page): Promise<void> {
  const row = (number: number) =>
    page.getByRole('row', { name: new RegExp(`^${TITLE} ${number}\\b.*wav`, 'i') });
  await row(1).click();
  await row(2).click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+Shift+c');
  const view = page.getByRole('region', { name: 'Compare takes' });
  // In the order of the list: the newer one comes first there, and is B here.
  await view.getByRole('listitem').nth(1).waitFor();
  await page.keyboard.press('a');
  await view.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.waitForTimeout(2_000);
}

/** Presses the key of the other take and hears what comes of it. */
async function switchTo(page: Page, key: string, slowedByMs: number): Promise<Switch> {
  const { pieces, sampleRate } = await page.evaluate(
    async ({ pressed, count, lookMs, beforeMs, afterMs, slowedBy }) => {
      const ear = window.benchEar;
      if (ear === undefined) throw new Error('Nobody listens.');
      ear.fftSize = count;
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const heard: { ms: number; clockS: number; samples: number[] }[] = [];
      const listen = async (forMs: number, zero: number) => {
        for (const end = performance.now() + forMs; performance.now() < end; await rest(lookMs)) {
          const samples = new Float32Array(count);
          ear.getFloatTimeDomainData(samples);
          heard.push({
            ms: performance.now() - zero,
            clockS: ear.context.currentTime,
            samples: [...samples],
          });
        }
      };
      await listen(beforeMs, performance.now() + beforeMs);
      const startedAt = performance.now();
      const isSlow = slowedBy > 0;
      if (isSlow) await rest(slowedBy);
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: pressed, code: `Key${pressed.toUpperCase()}`, bubbles: true }),
      );
      await listen(afterMs, startedAt);
      return { pieces: heard, sampleRate: ear.context.sampleRate };
    },
    {
      pressed: key,
      count: PIECE_SAMPLES,
      lookMs: LOOK_MS,
      beforeMs: BEFORE_MS,
      afterMs: AFTER_MS,
      slowedBy: slowedByMs,
    },
  );
  return lookAt(pieces, sampleRate);
}

function lookAt(pieces: readonly TimedPiece[], sampleRate: number): Switch {
  const heard = pieces.flatMap((piece) => {
    const place = placeOf(piece, sampleRate);
    return place === null ? [] : [{ ms: piece.ms, place }];
  });
  const before = heard.filter(({ ms }) => ms < 0).map(({ place }) => place);
  const middle = median(before);
  const others = heard.filter(({ ms, place }) => ms >= 0 && isOther(place, middle));
  const first = others[0];
  if (first === undefined) throw new Error('The other take was never heard.');
  return {
    ms: first.ms,
    apartMs: apartMs(
      before,
      others.map(({ place }) => place),
    ),
  };
}
