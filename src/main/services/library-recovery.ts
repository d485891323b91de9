import type { RebuildReason, RecoveryReport } from '@shared/model';
import { isDatabaseFull } from '../db/database';
import type { DatabaseRecovery } from '../db/open-library';
import type { JobRepository } from '../db/jobs';
import type { MetaRepository } from '../db/meta';
import type { Clock, Log } from '../ports';
import type { Holds } from './holds';
import { readJournal } from './job-journal';
import type { LibraryFolder } from './library-folder';
import type { BroughtIn, LibraryRebuild } from './library-rebuild';
import { isDiskFull } from './whole-file';

/** Sees to it that the database knows what the library folder knows, and tells what had to be done for it. */
export interface LibraryRecovery {
  /** The folder is to be gone through, now or, after an end of the program, at the next start. */
  request(reason: RebuildReason): void;
  /** The library folder is there: does what is due. Safe to call at any time. */
  wake(): void;
  /** The journal of job ids has this length now: what is longer at a start was not written by this database. */
  noteJournal(bytes: number): void;
  /** True until what had to be done is done: the folder must be there then and is never made anew. */
  isDue(): boolean;
  report(): RecoveryReport | null;
  dismissReport(): void;
  stop(): Promise<void>;
}

export interface LibraryRecoveryDeps {
  readonly meta: MetaRepository;
  readonly jobs: JobRepository;
  readonly holds: Holds;
  readonly rebuild: LibraryRebuild;
  readonly folder: () => LibraryFolder;
  readonly isFolderReady: () => boolean;
  /** What the opening of the database had to do; null when nothing. */
  readonly opened: DatabaseRecovery | null;
  readonly clock: Clock;
  readonly log: Log;
  /** Writes what the journal lacks. */
  readonly writeJournal: () => void;
  /** Rows came in. */
  readonly onRebuilt: () => void;
  readonly onReport: (report: RecoveryReport | null) => void;
}

/** Meta keys: what is due, what is to be told, and how long the journal was when we last wrote it. */
const DUE = 'rebuild';
const REPORT = 'recovery-report';
const JOURNAL_BYTES = 'journal-bytes';
const PROGRESS_EVERY_MS = 250;

interface Due extends Pick<RecoveryReport, 'reason' | 'setAside' | 'copiedAt'> {
  /** What was brought in before the program ended in the middle. */
  readonly broughtIn?: BroughtIn;
}

const NOTHING: BroughtIn = { songs: 0, jobs: 0, files: 0 };

export function createLibraryRecovery(deps: LibraryRecoveryDeps): LibraryRecovery {
  const { meta, holds, clock, log } = deps;
  const abort = new AbortController();
  let working: Promise<void> | null = null;
  let isCompared = false;
  if (deps.opened) meta.set(DUE, JSON.stringify(deps.opened satisfies Due));

  function due(): Due | null {
    const text = meta.get(DUE);
    return text === null ? null : (JSON.parse(text) as Due);
  }

  function note(reason: RebuildReason): void {
    // What is due already is the stronger reason: it tells what became of the database.
    if (due() === null)
      meta.set(DUE, JSON.stringify({ reason, setAside: null, copiedAt: null } satisfies Due));
  }

  function wake(): void {
    if (working || abort.signal.aborted || !deps.isFolderReady()) return;
    working = work()
      .catch((error: unknown) => {
        // It stays due; the hold of it has told why.
        if (!isDatabaseFull(error)) log.error('The library folder could not be gone through', error);
      })
      .finally(() => {
        working = null;
      });
  }

  async function work(): Promise<void> {
    if (!isCompared) compareJournal();
    const present = due();
    if (present === null || abort.signal.aborted) return;
    // In the same breath as `wake`: nothing may be asked or fetched that the folder knows already.
    holds.set({ kind: 'library-rebuilding', done: 0, total: 0 });
    try {
      await goThrough(present);
    } finally {
      holds.clear('library-rebuilding');
    }
  }

  /** The journal is longer or shorter than this database left it: one of the two is of another time. */
  function compareJournal(): void {
    const bytes = deps.folder().journalBytes();
    isCompared = true;
    if (due() !== null || bytes === Number(meta.get(JOURNAL_BYTES) ?? 0)) return;
    const { jobs } = readJournal(deps.folder().readJournal());
    const kept = jobs.filter((job) => !job.isRemoved).map((job) => job.id);
    const known = deps.jobs.known(kept);
    const isNewHere = meta.get(JOURNAL_BYTES) === null && deps.jobs.counts().total === 0;
    deps.jobs.setJournaled(jobs.map((job) => job.id));
    noteJournal(bytes);
    deps.writeJournal();
    if (kept.some((id) => !known.has(id))) note(isNewHere ? 'found' : 'behind');
  }

  async function goThrough({ broughtIn = NOTHING, ...present }: Due): Promise<void> {
    let toldAt = 0;
    const result = await deps.rebuild.run({
      reason: present.reason,
      signal: abort.signal,
      before: broughtIn,
      keep: (soFar) => meta.set(DUE, JSON.stringify({ ...present, broughtIn: soFar } satisfies Due)),
      onProgress(done, total) {
        const now = clock.now();
        if (Math.abs(now - toldAt) < PROGRESS_EVERY_MS && done < total) return;
        toldAt = now;
        holds.set({ kind: 'library-rebuilding', done, total });
        deps.onRebuilt();
      },
    });
    if (abort.signal.aborted) return;
    noteJournal(deps.folder().journalBytes());
    meta.delete(DUE);
    log.info('The library folder was gone through', { ...present, ...result });
    deps.onRebuilt();
    // A folder that knew a job or two more is no news; a database that was lost is, even if nothing was.
    const isNews = present.reason !== 'behind' || result.songs > 0 || result.unreadable.length > 0;
    if (!isNews) return;
    const report = { ...present, ...result, at: clock.now() };
    meta.set(REPORT, JSON.stringify(report));
    deps.onReport(report);
  }

  function noteJournal(bytes: number): void {
    try {
      meta.set(JOURNAL_BYTES, String(bytes));
    } catch (error) {
      // Only costs a look at the journal at the next start.
      if (!isDiskFull(error)) throw error;
    }
  }

  return {
    request(reason) {
      note(reason);
      wake();
    },
    wake,
    noteJournal,
    isDue: () => due() !== null,
    report() {
      const text = meta.get(REPORT);
      return text === null ? null : (JSON.parse(text) as RecoveryReport);
    },
    dismissReport() {
      meta.delete(REPORT);
      deps.onReport(null);
    },
    async stop() {
      abort.abort();
      await working;
    },
  };
}
