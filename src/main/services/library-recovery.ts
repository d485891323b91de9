import type { RebuildReason, RecoveryReport } from '@shared/model';
import { isDatabaseFull } from '../db/database';
import type { ClipRepository } from '../db/clips';
import type { DueRebuild, DueRebuildRepository } from '../db/due-rebuild';
import type { MetaRepository } from '../db/meta';
import type { Clock, Log } from '../ports';
import type { Holds } from './holds';
import type { JournalKeeper } from './journal-keeper';
import type { LibraryRebuild } from './library-rebuild';

/** Sees to it that the database knows what the library folder knows, and tells what had to be done for it. */
export interface LibraryRecovery {
  /** The folder is to be gone through, now or, after an end of the program, at the next start. */
  request(reason: RebuildReason): void;
  /** The library folder is there: does what is due, and resolves when it is begun. Safe to call at any time. */
  wake(): Promise<void>;
  /** True until what had to be done is done: the folder must be there then and is never made anew. */
  isDue(): boolean;
  /** The user stops what is being done: what has come in stays, and nothing is asked or fetched until it goes on. */
  pause(): void;
  /** Begins anew what the user has stopped; what has come in is passed over quickly. */
  goOn(): void;
  report(): RecoveryReport | null;
  dismissReport(): void;
  stop(): Promise<void>;
}

export interface LibraryRecoveryDeps {
  readonly meta: MetaRepository;
  readonly due: DueRebuildRepository;
  readonly clips: ClipRepository;
  readonly journal: JournalKeeper;
  readonly holds: Holds;
  readonly rebuild: LibraryRebuild;
  readonly isFolderReady: () => boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Rows came in. */
  readonly onRebuilt: () => void;
  /** The folder was gone through: what it knew may lack in its own journal. */
  readonly onGoneThrough: () => void;
  readonly onReport: (report: RecoveryReport | null) => void;
}

/** Meta key: what is to be told. */
const REPORT = 'recovery-report';
const PROGRESS_EVERY_MS = 250;
/** Each time the window reads its list anew: it has to get it before the next time. */
const SONGS_EVERY_MS = 1_000;

export function createLibraryRecovery(deps: LibraryRecoveryDeps): LibraryRecovery {
  const { meta, due, holds, clock, log } = deps;
  const abort = new AbortController();
  let working: Promise<void> | null = null;
  /** Of the run that is under way. */
  let pausing = new AbortController();
  let looking: Promise<void> | null = null;
  /** Whether it is known that a database without songs is right to have none. */
  let isLookedAt = false;

  async function wake(): Promise<void> {
    if (working || abort.signal.aborted || !deps.isFolderReady()) return;
    try {
      if (!isLookedAt && isWithoutSongs()) await (looking ??= lookForSongs());
    } catch (error) {
      tell(error);
    } finally {
      looking = null;
    }
    begin();
  }

  function begin(): void {
    if (working || abort.signal.aborted || !deps.isFolderReady()) return;
    working = work()
      .catch(tell)
      .finally(() => {
        working = null;
      });
  }

  function tell(error: unknown): void {
    // It stays due; the hold of it has told why.
    if (!isDatabaseFull(error)) log.error('The library folder could not be gone through', error);
  }

  function isWithoutSongs(): boolean {
    const present = due.find();
    return (present === null || present.isBeginning === true) && deps.clips.count() === 0;
  }

  /** A database without songs in front of a folder that has some was lost, whoever had begun it anew. */
  async function lookForSongs(): Promise<void> {
    deps.journal.compare();
    if (await deps.rebuild.hasSongs()) due.note('found');
    else if (due.find()?.isBeginning === true) due.remove();
    isLookedAt = true;
  }

  async function work(): Promise<void> {
    if (due.find() === null) deps.journal.compare();
    const present = due.find();
    if (present === null || abort.signal.aborted) return;
    if (present.stoppedAfter) {
      holds.set({ kind: 'library-rebuilding', ...present.stoppedAfter, isStopped: true });
      return;
    }
    // In the same breath as this began: nothing may be asked or fetched that the folder knows already.
    holds.set({ kind: 'library-rebuilding', done: 0, total: 0, isStopped: false });
    try {
      await goThrough(present);
    } finally {
      if (due.find()?.stoppedAfter === undefined) holds.clear('library-rebuilding');
    }
    if (!abort.signal.aborted && !pausing.signal.aborted) deps.onGoneThrough();
  }

  async function goThrough(present: DueRebuild): Promise<void> {
    const { reason, setAside, copiedAt } = present;
    const origin = { reason, setAside, copiedAt };
    let toldAt = 0;
    let songsToldAt = 0;
    let stoppedAfter = { done: 0, total: 0 };
    pausing = new AbortController();
    const result = await deps.rebuild.run({
      due: present,
      doubtful: deps.journal.doubtful(),
      signal: AbortSignal.any([abort.signal, pausing.signal]),
      onProgress(done, total) {
        stoppedAfter = { done, total };
        const now = clock.now();
        const isFirst = done === 0;
        if (!isFirst && Math.abs(now - toldAt) < PROGRESS_EVERY_MS && done < total) return;
        // The first songs are told at once after it.
        toldAt = isFirst ? 0 : now;
        holds.set({ kind: 'library-rebuilding', done, total, isStopped: false });
        if (Math.abs(now - songsToldAt) < SONGS_EVERY_MS) return;
        songsToldAt = now;
        deps.onRebuilt();
      },
    });
    if (abort.signal.aborted) return;
    if (pausing.signal.aborted) {
      due.save({ ...(due.find() ?? present), stoppedAfter });
      log.info('The library folder is gone through no further', { ...origin, ...stoppedAfter });
      holds.set({ kind: 'library-rebuilding', ...stoppedAfter, isStopped: true });
      deps.onRebuilt();
      return;
    }
    due.remove();
    log.info('The library folder was gone through', { ...origin, ...result });
    deps.onRebuilt();
    // A folder that knew a job or two more is no news; a database that was lost is, even if nothing was.
    const isLost = reason !== 'found' && reason !== 'behind';
    const isNews = isLost || (reason === 'found' && result.jobs > 0);
    if (!isNews && result.songs === 0 && result.unreadable.length === 0) return;
    const report = { ...origin, ...result, at: clock.now() };
    meta.set(REPORT, JSON.stringify(report));
    deps.onReport(report);
  }

  return {
    request(reason) {
      due.note(reason);
      begin();
    },
    wake,
    isDue() {
      const present = due.find();
      return present !== null && present.isBeginning !== true;
    },
    pause() {
      pausing.abort();
    },
    goOn() {
      const present = due.find();
      if (present?.stoppedAfter === undefined) return;
      const { stoppedAfter: _stoppedAfter, ...again } = present;
      due.save(again);
      begin();
    },
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
      await looking;
      await working;
    },
  };
}
