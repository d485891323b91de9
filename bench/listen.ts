import type { Page } from '@playwright/test';
import { lookAtJoint, type Joint } from './measure/joint';
import type { Piece } from './measure/rising-tones';

const EAR_SAMPLES = 32_768;
/** What is heard is looked at so often that the looks overlap. */
const LOOK_EVERY_MS = 500;
/** For as long another file is waited for where the machine is busy. */
const LONGEST_MS = 20_000;

/** What was heard of the program, without a hole. */
export interface Heard {
  readonly looks: readonly Piece[];
  readonly sampleRate: number;
}

/**
 * Hears the program for a time; `noteSound` has to be there.
 *
 * @param gapMs for how long the sound is stopped meanwhile, where that is to be seen
 * @param leaving address of a file that is to give way to another one, which is listened for
 */
export async function listen(page: Page, forMs: number, gapMs: number, leaving?: string): Promise<Heard> {
  const { looks, sampleRate } = await page.evaluate(
    async ({ count, everyMs, leastMs, longestMs, gap, before }) => {
      const [ear, sound] = [window.benchEar, window.benchSound];
      if (ear === undefined || sound === undefined) throw new Error('Nobody listens.');
      ear.fftSize = count;
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      // As text: numbers, one by one, would take seconds on their way.
      const textOf = (samples: Float32Array) =>
        btoa(Array.from(new Uint8Array(samples.buffer), (byte) => String.fromCharCode(byte)).join(''));
      const heard: { clockS: number; text: string }[] = [];
      const isLeaving = () => sound.src === before && !sound.paused;
      for (let look = 0; look * everyMs < leastMs || (isLeaving() && look * everyMs < longestMs); look += 1) {
        await rest(everyMs);
        const samples = new Float32Array(count);
        ear.getFloatTimeDomainData(samples);
        heard.push({ clockS: ear.context.currentTime, text: textOf(samples) });
        const isStopped = gap > 0 && look === 1;
        if (isStopped) {
          const running = [sound, ...document.querySelectorAll('video')].filter((media) => !media.paused);
          for (const media of running) media.pause();
          await rest(gap);
          for (const media of running) void media.play();
        }
      }
      return { looks: heard, sampleRate: ear.context.sampleRate };
    },
    {
      count: EAR_SAMPLES,
      everyMs: LOOK_EVERY_MS,
      leastMs: forMs,
      longestMs: LONGEST_MS,
      gap: gapMs,
      before: leaving,
    },
  );
  return {
    looks: looks.map(({ clockS, text }) => ({ clockS, samples: samplesOf(text) })),
    sampleRate,
  };
}

function samplesOf(text: string): number[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

/** The worst of what was heard of one tone. */
export function jointOf({ looks, sampleRate }: Heard): Joint {
  const found = looks.map(({ samples }) => lookAtJoint(samples, sampleRate));
  return {
    gapMs: Math.max(...found.map(({ gapMs }) => gapMs)),
    click: Math.max(...found.map(({ click }) => click)),
  };
}
