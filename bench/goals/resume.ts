import { statSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, startCore } from '../../test/support/core';
import { startFlowServer, success, type FileCut } from '../../test/support/flow-server';
import { bigAudio } from '../../test/support/media';
import { clipWithAudio, uuid } from '../../test/support/songs';
import type { SizelessGoal } from '../bench';
import { createRandom, type Random } from '../library/random';
import { ratioResult } from '../measure/result';
import type { Round } from '../measure/verdict';

const CUTS = 200;
const FILES_AT_ONCE = 20;
const LEAST_BYTES = 40_000;
const MOST_BYTES = 340_000;
/** A file is media when so much of it is there; an earlier cut leaves nothing to continue. */
const FIRST_CUT_AT = 256;
/** Time that passes with every look at the core, whose clock is the bench's: nobody waits for a next try. */
const PACE_MS = 1_000;
const LONGEST_BATCH_MS = 60_000;

/**
 * P8: what is fetched of files whose connection is cut once, at a random place, against their size. The core runs in this
 * process, for its tries are minutes apart. A cut waits until the bytes before it are on disk: what a broken connection
 * loses on its way is nobody's waste.
 */
export const resume: SizelessGoal = {
  ids: ['P8'],
  what: 'downloads that go on after a cut',
  extent: 'sizeless',
  async run(bench) {
    const random = createRandom(8);
    const rounds: Round[] = [];
    const cuts = Math.max(FILES_AT_ONCE, bench.times(CUTS));
    for (let done = 0; done < cuts; done += FILES_AT_ONCE) {
      bench.say(`cut ${done} of ${cuts}`);
      const { size, fetched } = await fetchCutFiles(random, bench.proof === null);
      rounds.push({ floor: [size, size], program: [fetched, fetched] });
    }
    return [
      ratioResult({
        id: 'P8',
        what: `bytes fetched of ${cuts} files that were cut once, against their size`,
        songs: null,
        unit: 'bytes',
        rounds,
        goal: { atMost: 1.01 },
      }),
    ];
  },
};

/**
 * Has the core fetch some files; bytes that they have, and that were sent.
 *
 * @param hasRanges a host without them has every file begun anew
 */
async function fetchCutFiles(
  random: Random,
  hasRanges: boolean,
): Promise<{ readonly size: number; readonly fetched: number }> {
  const server = await startFlowServer();
  const core = await startCore({ apiUrl: server.url, settings: { wantedAssets: ['audio'] } });
  try {
    let size = 0;
    const clips = Array.from({ length: FILES_AT_ONCE }, (_, index) => {
      const name = `song ${index}`;
      const bytes = bigAudio(LEAST_BYTES + random.below(MOST_BYTES - LEAST_BYTES), random.below(2 ** 31) + 1);
      size += bytes.length;
      const part = join(core.library, `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`, `${name}.audio.part`);
      const cut: FileCut = {
        after: FIRST_CUT_AT + random.below(bytes.length - FIRST_CUT_AT - 1),
        how: random.pick(['end', 'reset']),
        times: 1,
        isDue: (offset) => (statSync(part, { throwIfNoEntry: false })?.size ?? 0) >= offset,
      };
      return clipWithAudio(server, name, { bytes, cut, ranges: hasRanges });
    });
    const job = uuid('job');
    server.job(job, success(clips));
    await core.add(job);
    await core.settled({ pace: PACE_MS, timeoutMs: LONGEST_BATCH_MS });
    const files = core.files().filter((path) => path.endsWith('.wav'));
    if (files.length !== FILES_AT_ONCE) throw new Error(`Only ${files.length} files came.`);
    return { size, fetched: server.fetched().reduce((sum, { sentBytes }) => sum + sentBytes, 0) };
  } finally {
    await core.stop();
    await server.close();
    removeFolder(core.folder);
  }
}
