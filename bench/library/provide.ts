import { constants, cpSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { provideCached } from '../../scripts/setup/user-cache.mjs';
import { SCHEMA_VERSION } from '../../src/main/db/migrate';
import type { BenchLibrary } from '../bench';
import { formatSongs } from '../measure/units';
import { seedProfile, settleIn } from './seed';
import { GENERATOR_VERSION } from './songs';

const CACHED = 'bench-library-';
const UNUSED_AFTER_MS = 7 * 24 * 60 * 60 * 1_000;

export interface LibraryRequest {
  readonly songs: number;
  /** Folder with pictures for covers. */
  readonly covers: string;
  /** What the copy is put into. */
  readonly folder: string;
  readonly say: (text: string) => void;
}

/** A copy of the library of this size. It is made once and kept until the songs or the database's form change. */
export async function provideLibrary({ songs, covers, folder, say }: LibraryRequest): Promise<BenchLibrary> {
  const startedAt = performance.now();
  const seeded = await provideCached(
    `${CACHED}${GENERATOR_VERSION}-${SCHEMA_VERSION}-${songs}`,
    (work: string) => {
      const made = join(work, 'profile');
      seedProfile(made, songs, covers, (done) => {
        say(`making a library of ${formatSongs(songs)}, once: ${leftOf(done, songs, startedAt)}`);
      });
      return Promise.resolve(made);
    },
  );
  removeUnused(seeded);
  say(`copying the library of ${formatSongs(songs)}`);
  const profile = join(folder, `library-${songs}`);
  cpSync(seeded, profile, { recursive: true, mode: constants.COPYFILE_FICLONE });
  await settleIn(profile);
  return { songs, profile };
}

/** Libraries of other versions are large: they go when nobody has measured on them for a week. */
function removeUnused(used: string): void {
  const now = new Date();
  utimesSync(used, now, now);
  const cache = dirname(used);
  for (const name of readdirSync(cache)) {
    const library = join(cache, name);
    const isUsed = !name.startsWith(CACHED) || name === basename(used);
    if (isUsed || now.getTime() - statSync(library).mtimeMs < UNUSED_AFTER_MS) continue;
    rmSync(library, { recursive: true, force: true });
  }
}

function leftOf(done: number, songs: number, startedAt: number): string {
  const elapsed = performance.now() - startedAt;
  const minutes = Math.ceil((elapsed * (songs - done)) / done / 60_000);
  return `${done.toLocaleString('en')} done, about ${minutes} min left`;
}
