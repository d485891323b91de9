import type { Settings } from '@shared/model';
import { createCheckedFileRepository } from './db/checked-files';
import { createClipRepository } from './db/clips';
import type { Database } from './db/database';
import { createDownloadRepository } from './db/downloads';
import { createDueRebuildRepository } from './db/due-rebuild';
import { createJobRepository } from './db/jobs';
import { createLyricsRepository } from './db/lyrics';
import { createMetaRepository } from './db/meta';
import { createRemovedClipRepository } from './db/removed-clips';
import { createSidecarRepository } from './db/sidecars';
import { createSongMarkRepository } from './db/song-marks';
import type { Clock, Log } from './ports';
import { createAnswerImporter } from './services/import-answer';
import { createJobIntake } from './services/job-intake';
import { createJournalKeeper } from './services/journal-keeper';
import type { Intake } from './services/large-intake';
import type { LibraryFolder } from './services/library-folder';
import { createLibraryRebuild } from './services/library-rebuild';
import { createSlices, type SlicesDeps } from './services/slices';

export interface IntakeDeps extends SlicesDeps {
  readonly db: Database;
  readonly settings: () => Settings;
  readonly folder: () => LibraryFolder;
  /** Whether a folder is the program's own and holds no songs; its path is relative to the library folder. */
  readonly isOwnFolder: (path: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** All that takes in much at once, put together on a connection: that of the program, or that of a thread of its own. */
export function createIntake({ db, folder, clock, log, ...deps }: IntakeDeps): Intake {
  const meta = createMetaRepository(db);
  const jobs = createJobRepository(db);
  const clips = createClipRepository(db);
  const lyrics = createLyricsRepository(db);
  const downloads = createDownloadRepository(db);
  const files = createCheckedFileRepository(db);
  const sidecars = createSidecarRepository(db);
  const removed = createRemovedClipRepository(db);
  const due = createDueRebuildRepository(db);
  const slices = createSlices({ db, longestMs: deps.longestMs, rest: deps.rest });
  const settings = { current: deps.settings };
  const importer = createAnswerImporter({ db, jobs, clips, lyrics, downloads, removed, settings, clock });
  // Only read here: what is written into the journal is written by the program.
  const journal = createJournalKeeper({
    ...{ db, meta, due, jobs, clips, downloads, removed, folder, clock, log },
    onUnknownJobs: () => undefined,
    spare: null,
    onRemoved: () => undefined,
    onBack: () => undefined,
    onDiskFull: () => undefined,
  });
  const rebuild = createLibraryRebuild({
    ...{ db, jobs, clips, lyrics, downloads, files, sidecars, removed, due, slices, folder, journal },
    marks: createSongMarkRepository(db),
    isOwnFolder: deps.isOwnFolder,
    wantedAssets: () => deps.settings().wantedAssets,
    rereadLyrics: importer.rereadLyrics,
    clock,
    log,
  });
  const { recognise, add } = createJobIntake({ db, jobs, clips, importer, slices, clock, log });
  return { recognise, add, rebuild: rebuild.run };
}
