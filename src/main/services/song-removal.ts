import { AppError } from '@shared/ipc/errors';
import type { RemovalPlan, RemovalReport, RemovalUndone } from '@shared/library-check';
import type { ClipId, JobId } from '@shared/model';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { RemovedClipRepository } from '../db/removed-clips';
import { isUnfinishedName } from '../domain/library-check';
import type { Clock, Log } from '../ports';
import { filesBelow } from './files-below';
import type { JournalKeeper } from './journal-keeper';
import type { LibraryFolder } from './library-folder';
import { pathIn, type LibraryReader } from './library-reader';
import { CLIP_FILE } from './clip-file';
import type { LongWork, WorkSteps } from './long-work';

/** Removes songs: their files to the system's trash, their rows from the list, and a note that they are to stay away. */
export interface SongRemoval {
  /** What would go and what would stay; null when it was cancelled, or something else is planned or removed by now. */
  plan(clipIds: readonly ClipId[]): Promise<RemovalPlan | null>;
  /**
   * Removes songs one by one and stops at the first that the system's trash does not take. `keepsFiles` leaves all files
   * where they are and removes the songs from the list only.
   * Throws `library-unavailable` when the library folder is not there.
   */
  remove(clipIds: readonly ClipId[], keepsFiles: boolean): Promise<RemovalReport>;
  /** Ends planning or removing after the song that it is at. */
  cancel(): void;
  /**
   * Brings back the songs of the last removal: with their files where these were kept or have come out of the trash again,
   * else from the answers of their jobs. Throws `library-unavailable`.
   */
  undo(): Promise<RemovalUndone>;
  /** Lets jobs bring back the songs of theirs that were removed, from the answers that are kept. */
  bringBack(jobIds: readonly JobId[]): { readonly restored: number };
  stop(): Promise<void>;
}

export interface SongRemovalDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly downloads: DownloadRepository;
  readonly removed: RemovedClipRepository;
  readonly reader: LibraryReader;
  readonly folder: () => LibraryFolder;
  readonly journal: JournalKeeper;
  /** Moves something in the library folder to the system's trash; false when the system has none for it. */
  readonly trash: (path: string) => Promise<boolean>;
  readonly work: LongWork;
  readonly clock: Clock;
  readonly log: Log;
  /** Gives way to everything else. */
  readonly rest: () => Promise<void>;
  /** Looks whether the library folder is there and sets its hold; throws `library-unavailable` when it is not. */
  readonly requireFolder: () => Promise<void>;
  /** Keeps downloads and the files beside the song from being written until the returned function is called. */
  readonly holdSong: (clipRow: number) => Promise<() => void>;
  /** Takes in the song of a folder, also one that was removed; null where there is none to take. */
  readonly takeIn: (path: string) => Promise<ClipId | null>;
  /** Takes the kept answer of a job into the library again and asks the job for fresh addresses. */
  readonly takeKeptAnswer: (jobId: JobId) => void;
  readonly onChange: (clipIds: readonly ClipId[], jobIds: readonly JobId[]) => void;
}

/** So many files that stay are named. */
const NAMED = 5;

interface RemovedSong {
  readonly clipId: ClipId;
  /** Where its files were, relative to the library folder. */
  readonly folder: string;
}

interface SongFiles {
  /** Paths relative to the library folder. */
  readonly own: readonly string[];
  readonly strangers: readonly string[];
  readonly bytes: number;
}

export function createSongRemoval(deps: SongRemovalDeps): SongRemoval {
  const { db, clips, files, removed, reader, folder, journal } = deps;
  const never = new AbortController().signal;
  /** What can be undone. */
  let lastRemoved: readonly RemovedSong[] = [];

  async function filesOf(clip: StoredClip): Promise<SongFiles> {
    const assets = files.ofClip(clip.row);
    const known = new Set(assets.map((file) => file.path));
    known.add(pathIn(clip.folder, CLIP_FILE));
    // Words that the user changed are the user's: only what still holds what we wrote goes.
    for (const { path, sha256 } of files.sidecars(clip.row)) {
      const present = await folder()
        .hash(path)
        .catch(() => null);
      if (present === sha256) known.add(path);
    }
    // Also in folders that a check passes over: what is somebody's stays.
    const below = await filesBelow(reader, clip.folder, () => true, never);
    const own = new Set(below.filter((path) => known.has(path) || isUnfinishedName(path)));
    for (const { path } of assets) if ((await reader.look(path)) !== 'missing') own.add(path);
    let bytes = 0;
    for (const path of own) {
      const seen = await reader.look(path);
      if (typeof seen !== 'string') bytes += seen.bytes;
    }
    return { own: [...own], strangers: below.filter((path) => !own.has(path)), bytes };
  }

  /** Whether the trash took all of the song's own files. The whole folder goes where nothing else is in it. */
  async function trashFiles(clip: StoredClip): Promise<boolean> {
    const { own, strangers } = await filesOf(clip);
    const prefix = `${clip.folder}/`;
    const outside = own.filter((path) => !path.startsWith(prefix));
    const isFolderThere = (await reader.look(clip.folder)) !== 'missing';
    const inside =
      isFolderThere && strangers.length === 0 ? [clip.folder] : own.filter((path) => path.startsWith(prefix));
    for (const path of [...inside, ...outside]) {
      if (!(await deps.trash(path))) return false;
    }
    return true;
  }

  /** The jobs that the song came from; null when the trash did not take its files. */
  async function removeOne(clip: StoredClip, keepsFiles: boolean): Promise<readonly JobId[] | null> {
    const release = await deps.holdSong(clip.row);
    try {
      return await removeHeld(clip, keepsFiles);
    } finally {
      release();
    }
  }

  async function removeHeld(clip: StoredClip, keepsFiles: boolean): Promise<readonly JobId[] | null> {
    if (!keepsFiles && !(await trashFiles(clip))) return null;
    const jobIds = clips.jobIds(clip.row);
    const removedAt = deps.clock.now();
    // Before the row goes: a rebuild from the folder must not bring back what was removed.
    journal.append([{ clipId: clip.clipId, removedAt: new Date(removedAt).toISOString() }]);
    db.transactDurably(() => {
      removed.remove(clip.row, removedAt);
      removed.markJournaled([clip.clipId]);
    });
    return jobIds;
  }

  /** What goes and what stays of one song after the other. */
  async function plan(clipIds: readonly ClipId[], steps: WorkSteps): Promise<RemovalPlan | null> {
    const staying: string[] = [];
    let [songs, fileCount, bytes, stayingCount] = [0, 0, 0, 0];
    for (const clipId of clipIds) {
      const clip = clips.find(clipId);
      if (clip !== null) {
        const found = await filesOf(clip);
        songs += 1;
        fileCount += found.own.length;
        bytes += found.bytes;
        stayingCount += found.strangers.length;
        staying.push(...found.strangers.slice(0, Math.max(0, NAMED - staying.length)));
      }
      steps.advance();
      await deps.rest();
      if (steps.isCancelled()) return null;
    }
    return { songs, files: fileCount, bytes, staying, stayingCount };
  }

  async function remove(
    clipIds: readonly ClipId[],
    keepsFiles: boolean,
    steps: WorkSteps,
  ): Promise<RemovalReport> {
    const gone: ClipId[] = [];
    const songs: RemovedSong[] = [];
    lastRemoved = songs;
    for (const clipId of clipIds) {
      if (steps.isCancelled()) return { removed: gone, problem: 'cancelled' };
      const clip = clips.find(clipId);
      if (clip !== null) {
        const jobIds = await removeOne(clip, keepsFiles);
        if (jobIds === null) return { removed: gone, problem: 'trash-unavailable' };
        gone.push(clipId);
        songs.push({ clipId, folder: clip.folder });
        deps.onChange([clipId], jobIds);
      }
      steps.advance();
      await deps.rest();
    }
    return { removed: gone, problem: null };
  }

  /** Notes that songs may come again, in the journal first: a rebuild must not take them for removed. */
  function letBack(clipIds: readonly ClipId[]): void {
    const restoredAt = new Date(deps.clock.now()).toISOString();
    try {
      journal.append(clipIds.map((clipId) => ({ clipId, restoredAt })));
    } catch (error) {
      throw new AppError('library-unavailable', 'The library folder is not there.', { cause: error });
    }
    removed.restore(clipIds);
  }

  async function undo(songs: readonly RemovedSong[], steps: WorkSteps): Promise<RemovalUndone> {
    const back: ClipId[] = [];
    const without: ClipId[] = [];
    const jobIds = new Set<JobId>();
    let done = 0;
    for (const { clipId, folder: path } of songs) {
      if (steps.isCancelled()) break;
      if (clips.find(clipId) !== null || (await deps.takeIn(path)) === clipId) back.push(clipId);
      else {
        without.push(clipId);
        for (const jobId of removed.jobsOf(clipId)) jobIds.add(jobId);
      }
      done += 1;
      steps.advance();
      await deps.rest();
    }
    if (without.length > 0) letBack(without);
    // What it did not come to stays to be undone, unless something else was removed meanwhile.
    if (lastRemoved === songs) lastRemoved = songs.slice(done);
    for (const jobId of jobIds) deps.takeKeptAnswer(jobId);
    const fetched = without.filter((clipId) => clips.find(clipId) !== null);
    deps.onChange(
      songs.map(({ clipId }) => clipId),
      [...jobIds],
    );
    return { withFiles: back.length, fetched: fetched.length, lost: without.length - fetched.length };
  }

  return {
    plan: (clipIds) => deps.work.run(clipIds.length, (steps) => plan(clipIds, steps)),
    async remove(clipIds, keepsFiles) {
      await deps.requireFolder();
      return deps.work.run(clipIds.length, (steps) => remove(clipIds, keepsFiles, steps));
    },
    async undo() {
      await deps.requireFolder();
      return deps.work.run(lastRemoved.length, (steps) => undo(lastRemoved, steps));
    },
    cancel: deps.work.cancel,
    stop: deps.work.stop,
    bringBack(jobIds) {
      let restored = 0;
      for (const jobId of jobIds) {
        const clipIds = removed.ofJob(jobId);
        if (clipIds.length === 0) continue;
        letBack(clipIds);
        restored += clipIds.length;
        deps.takeKeptAnswer(jobId);
      }
      return { restored };
    },
  };
}
