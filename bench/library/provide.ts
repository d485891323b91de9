import { constants, cpSync } from 'node:fs';
import { join } from 'node:path';
import { provideCached } from '../../scripts/setup/user-cache.mjs';
import { SCHEMA_VERSION } from '../../src/main/db/migrate';
import type { BenchLibrary } from '../bench';
import { formatSongs } from '../measure/units';
import { seedProfile } from './seed';
import { GENERATOR_VERSION } from './songs';

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
    `bench-library-${GENERATOR_VERSION}-${SCHEMA_VERSION}-${songs}`,
    (work: string) => {
      const made = join(work, 'profile');
      seedProfile(made, songs, covers, (done) => {
        say(`making a library of ${formatSongs(songs)}, once: ${leftOf(done, songs, startedAt)}`);
      });
      return Promise.resolve(made);
    },
  );
  say(`copying the library of ${formatSongs(songs)}`);
  const profile = join(folder, `library-${songs}`);
  cpSync(seeded, profile, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return { songs, profile };
}

function leftOf(done: number, songs: number, startedAt: number): string {
  const elapsed = performance.now() - startedAt;
  const minutes = Math.ceil((elapsed * (songs - done)) / done / 60_000);
  return `${done.toLocaleString('en')} done, about ${minutes} min left`;
}
