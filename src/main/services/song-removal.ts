import { AppError } from '@shared/ipc/errors';
import type {
  RemovalEnd,
  RemovalPlan,
  RemovalProblem,
  RemovalReport,
  RemovalUnderWay,
  RemovalUndone,
} from '@shared/library-check';
import type { ClipId, JobId } from '@shared/model';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository, StoredClip } from '../db/clips';
import { isDatabaseFull, type Database } from '../db/database';
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
import { createRemovedSongJobs } from './removed-song-jobs';

/** Removes songs: their files to the system's trash, their rows from the list, and a note that they are to stay away. */
export interface SongRemoval {
  /** What would go and what would stay; null when it was cancelled, or something else is planned or removed by now. */
  plan(clipIds: readonly ClipId[]): Promise<RemovalPlan | null>;
  /** Ends planning after the song that it is at. */
  cancelPlan(): void;
  /**
   * Removes songs portion by portion and stops at the first that the system's trash does not take. `keepsFiles` leaves all
   * files where they are and removes the songs from the list only. What ends it when songs are gone is told in the report.
   * Throws `library-unavailable` when the library folder is not there, and `removal-running` while songs are removed or
   * brought back.
   */
  remove(clipIds: readonly ClipId[], keepsFiles: boolean): Promise<RemovalReport>;
  /** Ends removing or bringing back after the song that it is at. */
  cancel(): void;
  /**
   * Brings back the songs of a removal: with their files where these were kept or have come out of the trash again,
   * else from the answers of their jobs. What it does not come to can be brought back by the next call. The last 50 removals
   * are known. Throws as `remove`.
   */
  undo(id: number): Promise<RemovalUndone>;
  underWay(): RemovalUnderWay | null;
  /** Resolves when what is under way has ended; to null at once when nothing is. */
  join(): Promise<RemovalEnd | null>;
  /** Lets jobs bring back the songs of theirs that were removed, from the answers that are kept. */
  bringBack(jobIds: readonly JobId[]): { readonly restored: number };
  stop(): Promise<void>;
}

export interface SongRemovalDeps {
  readonly db: Database;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly downloads: Pick<DownloadRepository, 'ofClip'>;
  readonly removed: RemovedClipRepository;
  readonly reader: LibraryReader;
  readonly folder: () => LibraryFolder;
  readonly journal: JournalKeeper;
  /** Moves something in the library folder to the system's trash; false when the system has none for it. */
  readonly trash: (path: string) => Promise<boolean>;
  readonly planning: LongWork;
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
  /** The journal lacks a removal, and is to be written again. */
  readonly onJournalBehind: () => void;
}

/** So many files that stay are named. */
const NAMED = 5;
/**
 * Songs are noted as removed together: so many of them, which one transaction writes in a few milliseconds, and those that
 * went in this time. After a kill these are the ones that may stand in the list without their files.
 */
const PORTION_SONGS = 10;
const PORTION_MS = 50;
/** So many removals can be undone. */
const KEPT_REMOVALS = 50;

interface RemovedSong {
  readonly clipId: ClipId;
  /** Where its files were, relative to the library folder. */
  readonly folder: string;
}

/** What became of a portion, and where the next one begins. */
interface Portion {
  readonly next: number;
  readonly problem: RemovalProblem | null;
}

interface SongFiles {
  /** Paths relative to the library folder. */
  readonly own: readonly string[];
  readonly strangers: readonly string[];
  readonly bytes: number;
}

export function createSongRemoval(deps: SongRemovalDeps): SongRemoval {
  const { db, clips, files, downloads, removed, reader, folder, journal, log } = deps;
  const never = new AbortController().signal;
  /** What can be undone, by the removal's id. */
  const removals = new Map<number, readonly RemovedSong[]>();
  let lastId = 0;
  let busy: { readonly work: RemovalUnderWay; readonly end: Promise<RemovalEnd> } | null = null;

  /** Null for what is not there or cannot be read. */
  const hashOf = (path: string): Promise<string | null> =>
    folder()
      .hash(path)
      .catch(() => null);

  /** @param going rows of other songs that go as well */
  async function filesOf(clip: StoredClip, going: ReadonlySet<number>): Promise<SongFiles> {
    const isShared = (path: string) =>
      files.clipsWith(path).some((row) => row !== clip.row && !going.has(row));
    // A file that a song which stays has as well is that song's.
    const assets = files.ofClip(clip.row).filter(({ path }) => !isShared(path));
    const known = new Set(assets.map((file) => file.path));
    known.add(pathIn(clip.folder, CLIP_FILE));
    // Words that the user changed are the user's: only what still holds what we wrote goes.
    for (const { path, sha256 } of files.sidecars(clip.row)) {
      if ((await hashOf(path)) === sha256) known.add(path);
    }
    // A file that has its name before its row says so, where the disk or the database refused the last step.
    for (const { arrived } of downloads.ofClip(clip.row)) {
      if (arrived !== null && !isShared(arrived.path) && (await hashOf(arrived.path)) === arrived.sha256) {
        known.add(arrived.path);
      }
    }
    // Also in folders that a check passes over: what is somebody's stays.
    const below = await filesBelow(reader, clip.folder, () => true, never);
    const own = new Set(below.filter((path) => known.has(path) || isUnfinishedName(path)));
    for (const { path, sha256 } of assets) {
      // Outside of the song's folder its name says nothing: what stands there has to be the song's by what it holds.
      const isBelow = path.startsWith(`${clip.folder}/`);
      if (isBelow ? (await reader.look(path)) !== 'missing' : (await hashOf(path)) === sha256) own.add(path);
    }
    let bytes = 0;
    for (const path of own) {
      const seen = await reader.look(path);
      if (typeof seen !== 'string') bytes += seen.bytes;
    }
    return { own: [...own], strangers: below.filter((path) => !own.has(path)), bytes };
  }

  /** Whether the trash took all of the song's own files. The whole folder goes where nothing else is in it. */
  async function trashFiles(clip: StoredClip, going: ReadonlySet<number>): Promise<boolean> {
    const { own, strangers } = await filesOf(clip, going);
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

  /** Removes songs from `first` on until a portion is full, and notes them. */
  async function removePortion(
    clipIds: readonly ClipId[],
    first: number,
    keepsFiles: boolean,
    steps: WorkSteps,
    onGone: (songs: readonly StoredClip[]) => void,
  ): Promise<Portion> {
    /** Gone, and not noted yet. */
    const going: StoredClip[] = [];
    const note = async (): Promise<void> => {
      const songs = going.splice(0);
      if (songs.length === 0) return;
      await noteRemoved(songs);
      onGone(songs);
    };
    const releases: (() => void)[] = [];
    const end = endOfPortion(first, clipIds.length);
    let next = first;
    try {
      try {
        for (; !end.isReached(next); next += 1, steps.advance()) {
          if (steps.isCancelled()) return { next, problem: 'cancelled' };
          const clip = clips.find(clipIds[next] as ClipId);
          if (clip === null) continue;
          releases.push(await deps.holdSong(clip.row));
          if (!keepsFiles && !(await trashAndNote(clip, going, note))) {
            return { next, problem: 'trash-unavailable' };
          }
          going.push(clip);
        }
        return { next, problem: null };
      } finally {
        // Also when it ends early: the files of these are in the trash by now.
        await note();
      }
    } finally {
      for (const release of releases) release();
    }
  }

  /** As `trashFiles`. The songs before it do not wait for a trash that takes its time. */
  async function trashAndNote(
    clip: StoredClip,
    going: readonly StoredClip[],
    note: () => Promise<void>,
  ): Promise<boolean> {
    const trashing = trashFiles(clip, new Set(going.map(({ row }) => row)));
    try {
      if (await isSlow(trashing)) await note();
    } finally {
      // Whatever became of the note: the song is held until its files have gone or are left where they are.
      await trashing;
    }
    return trashing;
  }

  /** Whether something is not over when a portion should be. */
  function isSlow(work: Promise<unknown>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = deps.clock.schedule(() => resolve(true), PORTION_MS);
      const end = (): void => {
        cancel();
        resolve(false);
      };
      work.then(end, end);
    });
  }

  function endOfPortion(first: number, total: number): { isReached(index: number): boolean } {
    const last = Math.min(total, first + PORTION_SONGS);
    const begunAt = deps.clock.now();
    return {
      isReached: (index) => index >= last || (index > first && deps.clock.now() - begunAt >= PORTION_MS),
    };
  }

  /** Takes songs out of the list, and tells of it. */
  async function noteRemoved(songs: readonly StoredClip[]): Promise<void> {
    const clipIds = songs.map(({ clipId }) => clipId);
    const removedAt = deps.clock.now();
    const jobIds = await db.inTurn(() => {
      const jobs = new Set(songs.flatMap(({ row }) => clips.jobIds(row)));
      // Before the rows go: a rebuild from the folder must not bring back what was removed.
      const isJournaled = journalRemovals(clipIds, removedAt);
      db.transactDurably(() => {
        for (const { row } of songs) removed.remove(row, removedAt);
        if (isJournaled) removed.markJournaled(clipIds);
      });
      if (!isJournaled) deps.onJournalBehind();
      return jobs;
    });
    deps.onChange(clipIds, [...jobIds]);
  }

  /** False where it cannot be written: the files are in the trash by then, so the songs go all the same. */
  function journalRemovals(clipIds: readonly ClipId[], removedAt: number): boolean {
    try {
      const at = new Date(removedAt).toISOString();
      journal.append(clipIds.map((clipId) => ({ clipId, removedAt: at })));
      return true;
    } catch (error) {
      if (isDatabaseFull(error)) throw error;
      log.error('A removal could not be noted in the library folder; it is kept in the database', error);
      return false;
    }
  }

  /** What goes and what stays of one song after the other. */
  async function plan(clipIds: readonly ClipId[], steps: WorkSteps): Promise<RemovalPlan | null> {
    const staying: string[] = [];
    const going = new Set<number>();
    let [songs, fileCount, bytes, stayingCount] = [0, 0, 0, 0];
    for (const clipId of clipIds) {
      const clip = clips.find(clipId);
      if (clip !== null) {
        const found = await filesOf(clip, going);
        going.add(clip.row);
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
    asked: readonly ClipId[],
    keepsFiles: boolean,
    steps: WorkSteps,
  ): Promise<RemovalReport> {
    const clipIds = [...new Set(asked)];
    const songs: RemovedSong[] = [];
    const id = keepRemoval(songs);
    const onGone = (gone: readonly StoredClip[]): void => {
      for (const { clipId, folder: path } of gone) songs.push({ clipId, folder: path });
    };
    const report = (problem: RemovalProblem | null): RemovalReport => ({
      id,
      removed: songs.map(({ clipId }) => clipId),
      problem,
    });
    try {
      for (let next = 0; next < clipIds.length;) {
        // A folder that went away meanwhile has no files to move: they would stay, and the songs be gone.
        if (next > 0) await deps.requireFolder();
        const portion = await removePortion(clipIds, next, keepsFiles, steps, onGone);
        if (portion.problem !== null) return report(portion.problem);
        next = portion.next;
        await deps.rest();
      }
      return report(null);
    } catch (error) {
      if (songs.length === 0) throw error;
      return report(problemOf(error));
    }
  }

  /** Lets a removal be undone; the oldest one no more. */
  function keepRemoval(songs: readonly RemovedSong[]): number {
    lastId += 1;
    removals.set(lastId, songs);
    removals.delete(lastId - KEPT_REMOVALS);
    return lastId;
  }

  /** What ended work of which a part is done. */
  function problemOf(error: unknown): RemovalProblem {
    if (isDatabaseFull(error)) return 'disk-full';
    if (error instanceof AppError && error.code === 'library-unavailable') return 'library-unavailable';
    log.error('Songs could not be removed or brought back', error);
    return 'failed';
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

  async function undo(id: number, steps: WorkSteps): Promise<RemovalUndone> {
    const songs = removals.get(id) ?? [];
    /** What it has not come to. */
    const open = new Map(songs.map((song) => [song.clipId, song]));
    const fromJobs = createRemovedSongJobs();
    let [withFiles, fetched, lost] = [0, 0, 0];
    const settle = (clipIds: readonly ClipId[], jobIds: readonly JobId[]): void => {
      for (const clipId of clipIds) open.delete(clipId);
      deps.onChange(clipIds, jobIds);
      steps.advance(clipIds.length);
    };
    const undone = (problem: RemovalProblem | null): RemovalUndone => {
      removals.set(id, [...open.values()]);
      return { withFiles, fetched, lost, left: open.size, problem };
    };
    try {
      for (let next = 0; next < songs.length;) {
        const end = endOfPortion(next, songs.length);
        const back: ClipId[] = [];
        for (; !end.isReached(next) && !steps.isCancelled(); next += 1) {
          const { clipId, folder: path } = songs[next] as RemovedSong;
          if (clips.find(clipId) !== null || (await deps.takeIn(path)) === clipId) back.push(clipId);
          else fromJobs.add(clipId, removed.jobsOf(clipId));
        }
        withFiles += back.length;
        settle(back, []);
        if (steps.isCancelled()) return undone('cancelled');
        await deps.rest();
        await deps.requireFolder();
      }
      for (const { clipIds, jobIds } of fromJobs.groups(PORTION_SONGS)) {
        if (steps.isCancelled()) return undone('cancelled');
        await db.inTurn(() => letBack(clipIds));
        for (const jobId of jobIds) {
          deps.takeKeptAnswer(jobId);
          await deps.rest();
        }
        const found = clipIds.filter((clipId) => clips.find(clipId) !== null).length;
        fetched += found;
        lost += clipIds.length - found;
        settle(clipIds, jobIds);
      }
      return undone(null);
    } catch (error) {
      if (open.size === songs.length) throw error;
      return undone(problemOf(error));
    }
  }

  /** One removal or its undoing at a time: what is under way is not ended by another. */
  async function alone<Result>(
    work: RemovalUnderWay,
    run: (steps: WorkSteps) => Promise<Result>,
    endOf: (result: Result) => RemovalEnd,
  ): Promise<Result> {
    if (busy !== null) throw new AppError('removal-running', 'Songs are being removed or brought back.');
    const running = deps.requireFolder().then(() => deps.work.run(work.total, run));
    busy = { work, end: running.then(endOf, () => ({ kind: 'failed' })) };
    try {
      return await running;
    } finally {
      busy = null;
    }
  }

  return {
    plan: (clipIds) => deps.planning.run(clipIds.length, (steps) => plan(clipIds, steps)),
    cancelPlan: deps.planning.cancel,
    remove: (clipIds, keepsFiles) =>
      alone(
        { kind: 'removing', total: clipIds.length },
        (steps) => {
          deps.planning.cancel();
          return remove(clipIds, keepsFiles, steps);
        },
        (report) => ({ kind: 'removing', report }),
      ),
    undo: (id) =>
      alone(
        { kind: 'bringingBack', total: removals.get(id)?.length ?? 0 },
        (steps) => undo(id, steps),
        (undone) => ({ kind: 'bringingBack', id, undone }),
      ),
    underWay: () => busy?.work ?? null,
    join: async () => (busy === null ? null : busy.end),
    cancel: deps.work.cancel,
    async stop() {
      await Promise.all([deps.planning.stop(), deps.work.stop()]);
    },
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
