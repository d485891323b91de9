import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetKind, ClipId, JobId, MediaFormat } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { openDatabase, type Database } from '../../src/main/db/database';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createJobRepository } from '../../src/main/db/jobs';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { createMetaRepository } from '../../src/main/db/meta';
import { migrate } from '../../src/main/db/migrate';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { newJobTracking } from '../../src/main/domain/job';
import type { SettingsStore } from '../../src/main/ports';
import { createAnswerImporter } from '../../src/main/services/import-answer';
import { JOB_JOURNAL, printJournal } from '../../src/main/services/job-journal';
import { createLibraryFolder } from '../../src/main/services/library-folder';
import { createSettingsService, DEFAULT_SETTINGS } from '../../src/main/services/settings';
import { silentLog } from './silent-log';
import { jobAt, TAKES_PER_JOB } from './songs';

/** Name of the database in a seeded profile, where the program looks for it. */
export const DATABASE = 'library.sqlite';
/** Name of the library folder in a seeded profile. */
export const LIBRARY_FOLDER = 'Library';

const COVER_FOLDER = 'Covers';

const JOBS_PER_TRANSACTION = 1_000;
const CACHE_KILOBYTES = 512 * 1024;
const AUDIO_BYTES = 4_000_000;
const WAV_BYTES = 30_000_000;
const SEEDED_AT = Date.UTC(2026, 0, 1);

/**
 * Makes a profile with so many songs, as they are after the program has taken them in: through its own importer, so
 * that the database is what it would be. Their files are told as being there; the covers are, one for many songs.
 *
 * @param songs whole jobs are made, of two songs each
 * @param coverSource folder with pictures
 */
export function seedProfile(
  folder: string,
  songs: number,
  coverSource: string,
  onProgress: (done: number) => void,
): void {
  const libraryFolder = join(folder, LIBRARY_FOLDER);
  const covers = copyCovers(coverSource, join(libraryFolder, COVER_FOLDER));
  const db = openDatabase(join(folder, DATABASE), silentLog);
  try {
    migrate(db, join(folder, DATABASE), SEEDED_AT);
    const ids = importJobs(db, Math.ceil(songs / TAKES_PER_JOB), covers, onProgress);
    finish(db, libraryFolder, ids);
  } finally {
    db.close();
  }
}

function importJobs(
  db: Database,
  count: number,
  covers: readonly Cover[],
  onProgress: (done: number) => void,
): JobId[] {
  const jobs = createJobRepository(db);
  const clips = createClipRepository(db);
  const downloads = createDownloadRepository(db);
  let now = SEEDED_AT;
  const clock = { now: () => now, random: () => 0.5, schedule: () => () => undefined };
  const importer = createAnswerImporter({
    // Many jobs in one transaction: nobody waits for a seed to survive a power cut.
    db: { ...db, transactDurably: db.transact },
    jobs,
    clips,
    lyrics: createLyricsRepository(db),
    downloads,
    removed: createRemovedClipRepository(db),
    settings: createSettingsService(defaultSettings, NO_ENVIRONMENT, '/', () => undefined),
    clock,
  });
  const ids: JobId[] = [];
  // What is cut off is thrown away whole, so nothing has to be taken back; and a million titles are sorted in memory.
  db.pragma('synchronous = OFF');
  db.pragma('journal_mode = OFF');
  db.pragma(`cache_size = -${CACHE_KILOBYTES}`);
  for (let first = 0; first < count; first += JOBS_PER_TRANSACTION) {
    db.transact(() => {
      for (let index = first; index < Math.min(first + JOBS_PER_TRANSACTION, count); index += 1) {
        const { jobId, answer, raw } = jobAt(index);
        now = SEEDED_AT + index * 1_000;
        const id = jobId as JobId;
        jobs.add([id], newJobTracking(now), now);
        for (const clipId of importer.apply(id, answer, raw).clipIds) adoptFiles(clipId);
        ids.push(id);
      }
    });
    onProgress(Math.min(first + JOBS_PER_TRANSACTION, count) * TAKES_PER_JOB);
  }
  return ids;

  function adoptFiles(clipId: ClipId): void {
    const clip = clips.find(clipId);
    if (!clip) throw new Error(`A song that was just taken in is not there: ${clipId}`);
    const cover = covers[clip.row % covers.length];
    const sha256 = clip.row.toString(16).padStart(64, '0');
    const adopt = (kind: AssetKind, format: MediaFormat, path: string, bytes: number) =>
      downloads.adopt(clip.row, kind, { path, format, bytes, sha256, isUnverified: false }, false, now);
    const place = `${clip.folder}/${clip.stem}`;
    if (cover) adopt('cover', 'jpg', cover.path, cover.bytes);
    adopt('audio', 'm4a', `${place}.m4a`, AUDIO_BYTES);
    if (clip.row % 2 === 0) adopt('wav', 'wav', `${place}.wav`, WAV_BYTES);
  }
}

/** Nothing is left for the program to do when it opens the library: words are on disk, ids in the journal. */
function finish(db: Database, libraryFolder: string, ids: readonly JobId[]): void {
  const journal = join(libraryFolder, JOB_JOURNAL);
  const addedAt = new Date(SEEDED_AT).toISOString();
  writeFileSync(journal, printJournal(ids.map((jobId) => ({ jobId, addedAt }))));
  createMetaRepository(db).set('journal-bytes', String(statSync(journal).size));
  db.exec('UPDATE clip SET is_sidecar_due = 0; UPDATE job SET is_journaled = 1');
  db.pragma('journal_mode = WAL');
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/**
 * Makes a profile that was copied at home where it is now. Otherwise the program would find its library folder missing, or at
 * another place than before, and have everything in it written anew.
 */
export async function settleIn(profile: string): Promise<void> {
  const folder = createLibraryFolder(join(profile, LIBRARY_FOLDER));
  await folder.writeLibraryFile(null);
  const look = await folder.look(false);
  if (look.state !== 'there' || look.file.kind !== 'whole') throw new Error('The library has no folder.');
  const { libraryId } = look.file;
  const db = openDatabase(join(profile, DATABASE), silentLog);
  try {
    const meta = createMetaRepository(db);
    meta.set('library-folder', folder.root);
    meta.set('library-id', libraryId);
  } finally {
    db.close();
  }
}

interface Cover {
  /** Relative to the library folder. */
  readonly path: string;
  readonly bytes: number;
}

function copyCovers(from: string, to: string): Cover[] {
  mkdirSync(to, { recursive: true });
  return readdirSync(from)
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .map((name) => {
      copyFileSync(join(from, name), join(to, name));
      return { path: `${COVER_FOLDER}/${name}`, bytes: statSync(join(to, name)).size };
    });
}

const NO_ENVIRONMENT = { apiUrl: null, libraryFolder: null, apiKey: null };

const defaultSettings: SettingsStore = { read: () => DEFAULT_SETTINGS, write: () => undefined };
