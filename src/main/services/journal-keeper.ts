import type { ClipId, JobId } from '@shared/model';
import type { ClipRepository } from '../db/clips';
import { isDatabaseFull, type Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { DueRebuildRepository } from '../db/due-rebuild';
import type { JobRepository } from '../db/jobs';
import type { MetaRepository } from '../db/meta';
import type { RemovedClipRepository } from '../db/removed-clips';
import { newJobTracking } from '../domain/job';
import type { Clock, Log } from '../ports';
import { readJournal, type Journal, type JobJournalEntry } from './job-journal';
import type { LibraryFolder } from './library-folder';
import type { Slices } from './slices';
import type { SpareJournal } from './spare-journal';
import { isDiskFull, isErrno } from './whole-file';

/**
 * Keeps the journal of the library folder and the database telling the same. Its length is remembered: another one means
 * that it was changed by another hand, vanished, or is of another time than the database.
 */
export interface JournalKeeper {
  /** Appends lines, and before them all that it lacks; on the disk when it returns. Throws what the disk throws. */
  append(entries: readonly JobJournalEntry[]): void;
  /**
   * Writes what it lacks. `later`: the folder is away or its disk full, which has a hold of its own; `refused`: the folder
   * is there, and it cannot be written all the same; `more`: it lacks many, and goes on with the next call.
   */
  catchUp(): 'whole' | 'more' | 'later' | 'refused';
  /**
   * Looks whether it is as this database left it, and takes over what was removed since. Where it names jobs that the
   * database does not know, the library folder is due to be gone through.
   */
  compare(): void;
  /** Brings its jobs in and takes over what was removed, whatever its length. Inside a transaction. */
  takeIn(): TakenJournal;
  /**
   * As `takeIn`, in transactions of its own that are short.
   *
   * @param doubtful what `doubtful` gives where the journal is written
   * @param onAdded called inside each with how many jobs were not known so far
   */
  takeInSlices(
    slices: Slices,
    doubtful: readonly JobId[],
    onAdded: (added: number) => void,
  ): Promise<TakenJournal>;
  /** Jobs whose lines may not be on the disk, though they stand in the file. */
  doubtful(): readonly JobId[];
  /** Brings back ids that were kept beside a database that is gone, for a library folder that could not take them. */
  takeSpare(): void;
}

export interface TakenJournal {
  /** How many jobs were not known. */
  readonly added: number;
  /** Jobs that the user removed from the list. */
  readonly removedJobs: ReadonlySet<JobId>;
}

export interface JournalKeeperDeps {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  readonly removed: RemovedClipRepository;
  readonly folder: () => LibraryFolder;
  readonly clock: Clock;
  readonly log: Log;
  readonly due: DueRebuildRepository;
  /** While it was written it was found to name jobs that the database does not know. */
  readonly onUnknownJobs: () => void;
  /** Takes what the library folder cannot; null where nothing is written. */
  readonly spare: SpareJournal | null;
  /** So many songs and jobs are gone, for it tells that they were removed: with an older database, or on another machine. */
  readonly onRemoved: (songs: number, jobs: number) => void;
  /** Jobs that only the spare one told are back. */
  readonly onBack: () => void;
  readonly onDiskFull: () => void;
}

/** Meta key: how long the journal was when it was last written or read. */
const JOURNAL_BYTES = 'journal-bytes';
/** So many ids are written and marked in a few milliseconds. */
const AT_ONCE = 500;
const FAILURE = 'Job ids could not be written to the library folder; they are kept in the database';

export function createJournalKeeper(deps: JournalKeeperDeps): JournalKeeper {
  const { db, meta, jobs, clips, removed, folder, clock } = deps;
  let isFailing = false;
  /** Lines that were appended last may not be on the disk, though they stand in the file. */
  let isDoubtful = false;
  /** What the spare one kept is in the database, which may be another than the one that it was kept for. */
  let isSpareTaken = false;

  /** Null when it cannot be read. Throws `ENOENT` when the library folder is not there. */
  function read(): { readonly journal: Journal; readonly bytes: number } | null {
    const bytes = folder().journalBytes();
    const text = folder().readJournal();
    return text === null ? null : { journal: readJournal(text), bytes };
  }

  /** Whether it names jobs that the database does not know. */
  function compare(): boolean {
    const known = meta.get(JOURNAL_BYTES);
    if (folder().journalBytes() === Number(known ?? 0)) return false;
    const found = read();
    if (found === null) return false;
    const isNewHere = known === null && jobs.counts().total === 0;
    return db.transact(() => {
      takeOver(found.journal, found.bytes);
      const kept = keptJobs(found.journal);
      const hasUnknown = jobs.known(kept).size < kept.length;
      if (hasUnknown) deps.due.note(isNewHere ? 'found' : 'behind');
      return hasUnknown;
    });
  }

  /** What it says was removed is removed here, unless it came again since; and what stands in it is noted. */
  function takeOver(journal: Journal, bytes: number, doubtfulJobs: readonly JobId[] = listDoubtful()): void {
    const [jobsBefore, songsBefore] = [jobs.counts().total, clips.count()];
    for (const { id, removedAt } of journal.jobs) {
      if (removedAt !== null) jobs.removeAddedBy(id, removedAt);
    }
    for (const [clipId, removedAt] of journal.removedClips) takeOverRemoval(clipId, removedAt);
    for (const [clipId, restoredAt] of journal.restoredClips) removed.restoreRemovedBy(clipId, restoredAt);
    const doubtful = new Set(doubtfulJobs);
    jobs.setJournaled(keptJobs(journal).filter((id) => !doubtful.has(id)));
    removed.setJournaled([...journal.removedClips.keys()]);
    meta.set(JOURNAL_BYTES, String(bytes));
    const [goneJobs, goneSongs] = [jobsBefore - jobs.counts().total, songsBefore - clips.count()];
    if (goneJobs + goneSongs > 0) deps.onRemoved(goneSongs, goneJobs);
  }

  function listDoubtful(): JobId[] {
    return isDoubtful ? jobs.notJournaled().map(({ id }) => id) : [];
  }

  function takeOverRemoval(clipId: ClipId, removedAt: number): void {
    const clip = clips.find(clipId);
    if (clip === null) removed.note(clipId, removedAt);
    else if (clip.arrivedAt <= removedAt && !isBeingFetched(clip.row)) removed.remove(clip.row, removedAt);
  }

  const isBeingFetched = (clipRow: number) =>
    deps.downloads.ofClip(clipRow).some(({ tracking }) => tracking.state === 'running');

  /** Before it is written anew, and before anybody asks what is lacking. */
  function takeSpare(): void {
    if (isSpareTaken) return;
    // A database that is the old one knows them, and which of them the user has removed since.
    const kept = deps.due.find() === null ? [] : (deps.spare?.read() ?? []);
    const now = clock.now();
    const added = db.transactDurably(() =>
      kept.flatMap(({ id, addedAt }) => jobs.add([id], newJobTracking(now), addedAt ?? now)),
    );
    isSpareTaken = true;
    if (added.length === 0) return;
    deps.log.info('Jobs came back that the library folder had not taken', { count: added.length });
    deps.onBack();
  }

  function keepSpare(): void {
    try {
      takeSpare();
      const lacking = jobs.notJournaled();
      if (lacking.length > 0) deps.spare?.keep(lacking.map(entryOf));
    } catch (error) {
      // The database has them, and tells its full disk by a hold.
      if (isDatabaseFull(error) || isDiskFull(error)) return;
      deps.log.error('Job ids could not be kept beside the database either', error);
    }
  }

  function clearSpare(): void {
    try {
      deps.spare?.clear();
    } catch (error) {
      deps.log.error('What was kept of job ids beside the database stays', error);
    }
  }

  /** Whether more is lacking than was written. */
  function append(entries: readonly JobJournalEntry[], most?: number): boolean {
    takeSpare();
    // What vanished or was changed is noticed before its length is remembered anew.
    const hasUnknown = compare();
    const lacking = jobs.notJournaled(most === undefined ? undefined : most + 1);
    const lackingJobs = lacking.slice(0, most);
    const lackingClips = removed.notJournaled();
    const lines: JobJournalEntry[] = [
      ...lackingJobs.map(entryOf),
      ...lackingClips.map(({ clipId, removedAt }) => ({ clipId, removedAt: isoOf(removedAt) })),
      ...entries,
    ];
    if (lines.length > 0) {
      isDoubtful = true;
      const bytes = folder().appendJobs(lines);
      isDoubtful = false;
      jobs.markJournaled(lackingJobs.map(({ id }) => id));
      removed.markJournaled(lackingClips.map(({ clipId }) => clipId));
      remember(bytes);
    }
    if (hasUnknown) deps.onUnknownJobs();
    return lackingJobs.length < lacking.length;
  }

  function remember(bytes: number): void {
    try {
      meta.set(JOURNAL_BYTES, String(bytes));
    } catch (error) {
      // Only costs a look at it at the next start.
      if (!isDatabaseFull(error)) throw error;
    }
  }

  return {
    append: (entries) => void append(entries),
    catchUp() {
      try {
        const hasMore = append([], AT_ONCE);
        isFailing = false;
        if (!hasMore) clearSpare();
        return hasMore ? 'more' : 'whole';
      } catch (error) {
        keepSpare();
        // Tried again and again; told once, and not where a folder that is away has to be told nothing. A full disk
        // under the database has a hold of its own.
        const isAway = isErrno(error, 'ENOENT');
        const hasNothingToTell = (isAway && jobs.notJournaled().length === 0) || isDatabaseFull(error);
        const isNews = !isFailing && !hasNothingToTell;
        if (isNews) deps.log.error(FAILURE, error);
        isFailing ||= isNews;
        if (isDiskFull(error)) deps.onDiskFull();
        const isOfDisk = error instanceof Error && 'syscall' in error;
        return isOfDisk && !isAway && !isDiskFull(error) ? 'refused' : 'later';
      }
    },
    compare: () => void compare(),
    takeIn() {
      const found = read();
      if (found === null) return { added: 0, removedJobs: new Set() };
      const { journal, bytes } = found;
      const now = clock.now();
      const added = journal.jobs
        .filter(({ removedAt }) => removedAt === null)
        .flatMap(({ id, addedAt }) => jobs.add([id], newJobTracking(now), addedAt ?? now));
      takeOver(journal, bytes);
      return { added: added.length, removedJobs: removedIn(journal) };
    },
    async takeInSlices(slices, doubtful, onAdded) {
      const found = read();
      if (found === null) return { added: 0, removedJobs: new Set() };
      const { journal, bytes } = found;
      const now = clock.now();
      let added = 0;
      await slices.run(
        journal.jobs.filter(({ removedAt }) => removedAt === null),
        ({ id, addedAt }) => {
          added += jobs.add([id], newJobTracking(now), addedAt ?? now).length;
        },
        { inside: () => onAdded(added) },
      );
      db.transactDurably(() => takeOver(journal, bytes, doubtful));
      return { added, removedJobs: removedIn(journal) };
    },
    doubtful: listDoubtful,
    takeSpare,
  };
}

function keptJobs({ jobs }: Journal): JobId[] {
  return jobs.filter(({ removedAt }) => removedAt === null).map(({ id }) => id);
}

function removedIn({ jobs }: Journal): ReadonlySet<JobId> {
  return new Set(jobs.filter(({ removedAt }) => removedAt !== null).map(({ id }) => id));
}

function entryOf({ id, addedAt }: { readonly id: JobId; readonly addedAt: number }): JobJournalEntry {
  return { jobId: id, addedAt: isoOf(addedAt) };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
