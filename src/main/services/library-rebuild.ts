import { posix } from 'node:path';
import type { ClipId, JobId, RecoveryReport } from '@shared/model';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { DueRebuild, DueRebuildRepository } from '../db/due-rebuild';
import type { JobRepository } from '../db/jobs';
import type { RemovedClipRepository } from '../db/removed-clips';
import type { Log } from '../ports';
import { CLIP_FILE, clipIdOf, MAX_CLIP_FILE_BYTES } from './clip-file';
import type { JournalKeeper } from './journal-keeper';
import type { LibraryFolder } from './library-folder';
import { readSongFolder, type SongFolder } from './song-folder';
import type { Slices } from './slices';
import { EVERYWHERE, findSongFolders, hasSongFolder } from './song-folders';
import { createSongIntake, type SongIntakeDeps, type TakenSong } from './song-intake';

/**
 * Brings into the database what the library folder knows and it does not: after the database was lost or replaced by an
 * older copy, and when a folder with songs is opened for the first time. Doing it twice is doing it once, so an ended
 * program simply begins again.
 */
export interface LibraryRebuild {
  /** Goes through the folder. What is in the database already stays as it is, unless the database is the older one. */
  run(request: RebuildRequest): Promise<RebuildResult>;
  /** Whether the folder holds a song that the user has not removed. */
  hasSongs(): Promise<boolean>;
  /**
   * Takes in the song of one folder that the library does not know, also one that the user had removed; its identity.
   * Null where the folder cannot be read or the song is known.
   */
  takeIn(path: string): Promise<ClipId | null>;
}

export interface RebuildRequest {
  /** What is due, with what earlier runs that were cut off have brought in. It stands in the database and is kept true. */
  readonly due: DueRebuild;
  /** Jobs whose lines in the journal may not be on the disk. */
  readonly doubtful: readonly JobId[];
  readonly signal: AbortSignal;
  /** Folders done and in all; called often. */
  readonly onProgress: (done: number, total: number) => void;
}

/** How much was not in the database before. */
export type BroughtIn = Pick<RecoveryReport, 'songs' | 'jobs' | 'files'>;

/** What was brought in, by this run and those before it, and what could not be. */
export type RebuildResult = BroughtIn & Pick<RecoveryReport, 'missingFiles' | 'unreadable' | 'duplicates'>;

export interface LibraryRebuildDeps extends SongIntakeDeps {
  readonly db: Database;
  readonly due: DueRebuildRepository;
  readonly slices: Slices;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly removed: RemovedClipRepository;
  readonly folder: () => LibraryFolder;
  readonly journal: JournalKeeper;
  /** Whether a folder is the program's own and holds no songs; its path is relative to the library folder. */
  readonly isOwnFolder: (path: string) => boolean;
  readonly log: Log;
}

const FOLDERS_AT_ONCE = 32;
const NOTHING: BroughtIn = { songs: 0, jobs: 0, files: 0 };
const NONE: ReadonlySet<string> = new Set();

interface ReadFolder {
  readonly path: string;
  /** Null where it cannot be read. */
  readonly song: SongFolder | null;
}

/** What a run adds up. */
interface Tally {
  readonly broughtIn: { -readonly [Key in keyof BroughtIn]: number };
  /** How many files each song lacks that lacks any. */
  readonly missing: Map<number, number>;
  /** Jobs of songs that are here, with those of their songs that may lack something. */
  readonly lacking: Map<JobId, Set<number>>;
}

export function createLibraryRebuild(deps: LibraryRebuildDeps): LibraryRebuild {
  const { db, jobs, clips, files, removed, journal, slices, clock, log } = deps;
  const intake = createSongIntake(deps);

  async function run({ due, doubtful, signal, onProgress }: RebuildRequest): Promise<RebuildResult> {
    const { reason, setAside, copiedAt, broughtIn = NOTHING } = due;
    const folder = deps.folder();
    const tally: Tally = { broughtIn: { ...broughtIn }, missing: new Map(), lacking: new Map() };
    const keep = () => deps.due.save({ reason, setAside, copiedAt, broughtIn: { ...tally.broughtIn } });
    const { removedJobs } = await journal.takeInSlices(slices, doubtful, (added) => {
      tally.broughtIn.jobs = broughtIn.jobs + added;
      keep();
    });
    const terms = { isFolderNewer: reason !== 'found' && reason !== 'behind', removedJobs };

    const found = await findSongFolders(folder, deps.isOwnFolder, log);
    const total = found.songs.length;
    const unreadable = [...found.unreadable];
    /** Folders of songs that another folder holds too. */
    const rivals: string[] = [];
    const take = ({ path, song }: ReadFolder) => {
      if (song === null) unreadable.push(path);
      else if (isRival(song, found.all)) rivals.push(path);
      // Files of a song that the user removed from the list and kept on disk stay where they are.
      else if (!removed.has(song.clip.clipId))
        add(tally, song, intake.take(song, { ...terms, staying: NONE }));
    };
    onProgress(0, total);
    let reading = readFolders(folder, found.songs, 0);
    for (let start = 0; start < total && !signal.aborted; start += FOLDERS_AT_ONCE) {
      const read = await reading;
      // Read while those before are written.
      reading = readFolders(folder, found.songs, start + FOLDERS_AT_ONCE);
      await slices.run(read, take, { inside: keep });
      onProgress(Math.min(start + FOLDERS_AT_ONCE, total), total);
    }
    await reading;

    const duplicates: string[] = [];
    for (const path of rivals) {
      if (signal.aborted) break;
      const song = await readSongFolder(folder, path, log);
      const known = song === null ? null : clips.find(song.clip.clipId);
      const staying = song && known ? await whatStays(folder, song, known) : null;
      if (song === null || known === null || staying === null) {
        duplicates.push(path);
        continue;
      }
      db.transact(() => {
        add(tally, song, intake.take(song, { ...terms, staying }));
        keep();
      });
      duplicates.push(known.folder);
      await slices.rest();
    }
    if (!signal.aborted) {
      await slices.run([...tally.lacking], settleJob);
      db.flush();
    }
    const missingFiles = [...tally.missing.values()].reduce((sum, count) => sum + count, 0);
    return { ...tally.broughtIn, missingFiles, unreadable, duplicates };
  }

  function readFolders(
    folder: LibraryFolder,
    paths: readonly string[],
    start: number,
  ): Promise<ReadFolder[]> {
    return Promise.all(
      paths
        .slice(start, start + FOLDERS_AT_ONCE)
        .map(async (path) => ({ path, song: await readSongFolder(folder, path, log) })),
    );
  }

  /** The folder that the database knows is still there, so this one may be a copy of it. */
  function isRival({ path, clip }: SongFolder, all: ReadonlySet<string>): boolean {
    const known = clips.find(clip.clipId);
    return known !== null && known.folder !== path && all.has(known.folder);
  }

  /**
   * Of two folders of one song the one with more of its files is the song: a description alone is soon made anew by
   * whoever does not know that the song was moved. Gives the files that the other folder has all the same; null where
   * that one stays the song.
   */
  async function whatStays(
    folder: LibraryFolder,
    song: SongFolder,
    known: StoredClip,
  ): Promise<ReadonlySet<string> | null> {
    const inside = (path: string) => path.startsWith(`${known.folder}/`);
    const names = new Set([
      ...song.clip.files.map(({ name }) => name),
      ...song.unlisted.map(({ file }) => posix.basename(file.path)),
      ...files.ofClip(known.row).flatMap(({ path }) => (inside(path) ? [posix.basename(path)] : [])),
    ]);
    const there = (await folder.listFiles(known.folder)).filter(({ name }) => names.has(name));
    const here = song.entries.filter(({ name }) => names.has(name));
    return here.length > there.length
      ? new Set(there.map(({ name }) => posix.join(known.folder, name)))
      : null;
  }

  function add({ broughtIn, missing, lacking }: Tally, song: SongFolder, taken: TakenSong): void {
    broughtIn.songs += taken.isNew ? 1 : 0;
    broughtIn.jobs += taken.jobs;
    broughtIn.files += taken.files;
    if (taken.missingFiles > 0) missing.set(taken.row, taken.missingFiles);
    else missing.delete(taken.row);
    for (const id of song.clip.jobIds) {
      const rows = lacking.get(id) ?? new Set();
      if (taken.isWhole) rows.delete(taken.row);
      else rows.add(taken.row);
      lacking.set(id, rows);
    }
  }

  /**
   * A job whose songs are all here is done; one of whose songs something may be missing is asked once more. Only of jobs
   * that nobody has asked about: this run has added them, or one before it that was cut off.
   */
  function settleJob([id, rows]: readonly [JobId, ReadonlySet<number>]): void {
    const tracking = jobs.unasked([id]).has(id) ? jobs.tracking(id) : null;
    if (tracking === null) return;
    const now = clock.now();
    jobs.saveTracking(id, {
      ...tracking,
      phase: 'succeeded',
      nextPollAt: rows.size > 0 ? now : null,
      finishedAt: now,
    });
  }

  return {
    run,
    hasSongs() {
      const folder = deps.folder();
      return hasSongFolder(folder, deps.isOwnFolder, EVERYWHERE, async (path) => {
        const text = await folder
          .readText(posix.join(path, CLIP_FILE), MAX_CLIP_FILE_BYTES)
          .catch(() => null);
        const clipId = text === null ? null : clipIdOf(text);
        return clipId === null || !removed.has(clipId);
      });
    },
    async takeIn(path) {
      const song = await readSongFolder(deps.folder(), path, log);
      if (song === null || clips.find(song.clip.clipId) !== null) return null;
      const { clipId } = song.clip;
      if (removed.has(clipId)) {
        journal.append([{ clipId, restoredAt: new Date(clock.now()).toISOString() }]);
      }
      const tally: Tally = {
        broughtIn: { songs: 0, jobs: 0, files: 0 },
        missing: new Map(),
        lacking: new Map(),
      };
      db.transactDurably(() => {
        const { removedJobs } = journal.takeIn();
        removed.restore([clipId]);
        add(tally, song, intake.take(song, { isFolderNewer: true, removedJobs, staying: NONE }));
        for (const each of tally.lacking) settleJob(each);
      });
      return clipId;
    },
  };
}
