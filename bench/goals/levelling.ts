import type { Page } from '@playwright/test';
import type { ClipId, SongSound } from '@shared/model';
import { levelSignals } from '../../test/support/level-signals';
import { clip } from '../../test/support/songs';
import type { SizelessGoal } from '../bench';
import { withEmptyLibrary } from '../empty-library';
import { limitResult } from '../measure/result';
import { sampleFile } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, prepareSongs } from '../window';

const TITLE = 'Levels';
const LIMIT_LU = 0.5;
const LOOK_MS = 250;
/** A program that measures nothing is not waited for any longer. */
const LATEST_MS = 5 * 60_000;
const WAV_HEADER_BYTES = 44;

/** A4: how loud ten files are, by the program and by ffmpeg. */
export const levelling: SizelessGoal = {
  ids: ['A4'],
  what: 'loudness of songs',
  extent: 'sizeless',
  run(bench) {
    return withEmptyLibrary(bench, ['audio'], async ({ page, service }) => {
      const signals = levelSignals((name) => sampleFile(bench.media, name).bytes);
      const files = signals.map(({ name, bytes }) => ({
        path: `/${name}`,
        bytes: name.startsWith('steady') ? softer(bytes, bench.slowedBy(SLOWDOWN.softerDb)) : bytes,
      }));
      await ask(page, 'jobs.add', { text: service.serveJob(TITLE, files).answer });
      await prepareSongs(page);
      bench.say('ten files are measured');
      const off: number[] = [];
      for (const [index, { lufs }] of signals.entries()) {
        const { clip_id } = clip(`${TITLE} ${index + 1}`);
        off.push(Math.abs((await loudnessOf(page, clip_id as ClipId)) - lufs));
      }
      return [
        limitResult({
          id: 'A4',
          what: 'loudness of ten files against what ffmpeg says, the most it is off, in LU',
          songs: null,
          floor: null,
          unit: 'count',
          limit: LIMIT_LU,
          program: Number(Math.max(...off).toFixed(2)),
        }),
      ];
    });
  },
};

async function loudnessOf(page: Page, clipId: ClipId): Promise<number> {
  const latest = performance.now() + LATEST_MS;
  for (;;) {
    const { value } = await ask(page, 'sound.get', { clipId });
    const sound = value as SongSound | null;
    if (sound && sound.state !== 'waiting') return sound.loudness?.lufs ?? Number.NEGATIVE_INFINITY;
    if (performance.now() > latest) throw new Error(`${clipId} was never measured.`);
    // Asked for again, for its file may not have been there yet.
    await ask(page, 'sound.want', { clipIds: [clipId] });
    await page.waitForTimeout(LOOK_MS);
  }
}

/** A WAV file of 16 bits with all of its samples so much lower. */
function softer(file: Buffer, db: number): Buffer {
  const lowered = Buffer.from(file);
  for (let at = WAV_HEADER_BYTES; at + 1 < lowered.length; at += 2)
    lowered.writeInt16LE(Math.round(lowered.readInt16LE(at) * 10 ** (-db / 20)), at);
  return lowered;
}
