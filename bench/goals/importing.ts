import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, SizelessGoal } from '../bench';
import { createPastes } from '../library/pastes';
import { readRawSongs, type RawSongs } from '../library/raw-insert';
import { ratioResult } from '../measure/result';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import { SLOWDOWN } from '../slowdown/slowdown';
import { prepareWindow } from '../window';

const ROUNDS = 3;
const JOBS = 1_000;

/**
 * P6: songs a second of answers that are pasted into an empty library, from the paste until the last song is in the list.
 * The floor is an INSERT for each row that is there in the end, into tables and indexes of the same form.
 */
export const importing: SizelessGoal = {
  ids: ['P6'],
  what: 'an import',
  extent: 'sizeless',
  async run(bench) {
    const paste = createPastes(0).next(bench.times(JOBS));
    const raw = await readRawSongs(paste.text, paste.songs);
    const turns = await takeTurns({
      rounds: bench.times(ROUNDS),
      floor: () => insertRaw(bench, raw),
      program: () => importPaste(bench, paste.text, paste.songs),
      say: bench.say,
    });
    return [
      ratioResult({
        id: 'P6',
        what: `import of ${paste.songs.toLocaleString('en')} songs against their bare rows`,
        songs: null,
        unit: 'songs/s',
        rounds: roundsOf(turns, same, same),
        goal: { atLeast: 0.8 },
      }),
    ];
  },
};

const same = (value: number) => value;

function insertRaw(bench: Bench, raw: RawSongs): Promise<number> {
  const folder = bench.emptyProfile();
  const ms = raw.insertInto(join(folder, 'raw.sqlite'));
  rmSync(folder, { recursive: true, force: true });
  return Promise.resolve(raw.songs / (ms / 1_000));
}

async function importPaste(bench: Bench, text: string, songs: number): Promise<number> {
  const profile = bench.emptyProfile();
  const program = await startOurs(bench, profile);
  try {
    const page = await prepareWindow(await program.page());
    // Brought into the window first: on its way there it passes through the main process.
    const pasted = await page.evaluateHandle((sent) => sent, {
      text,
      songs,
      slowedByMs: bench.slowedBy(SLOWDOWN.importMs),
    });
    const ms = await pasted.evaluate(async ({ text: answers, songs: count, slowedByMs }) => {
      const startedAt = performance.now();
      await window.bench.ask('jobs.add', { text: answers }, slowedByMs);
      await window.bench.untilSongs(count);
      return performance.now() - startedAt;
    });
    return songs / (ms / 1_000);
  } finally {
    await program.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}
