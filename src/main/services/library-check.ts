import { AppError } from '@shared/ipc/errors';
import {
  FINDING_KINDS,
  type CheckMode,
  type CheckStatus,
  type CheckRun as RunStatus,
} from '@shared/library-check';
import type { Log } from '../ports';
import type { CheckProgress } from './check-progress';
import { createCheckRun, FolderGoneError, type CheckRunDeps } from './check-run';

/**
 * Compares the library folder with what the database says of it: bit by bit, one file at a time, and from where it
 * stopped after a restart. What it finds is kept; it changes nothing on disk.
 */
export interface LibraryCheck {
  status(): CheckStatus;
  /**
   * Begins a check; one of the same mode that was interrupted goes on.
   * Throws `library-unavailable` when the folder is missing or read-only: an absent disk is no emptied library.
   */
  start(mode: CheckMode): Promise<void>;
  /** As `start`, without anybody having asked for it; goes on with an interrupted check first, whatever its mode. */
  startByItself(due: CheckMode | null): Promise<void>;
  /** Ends the check for good. What it found so far stays. */
  cancel(): Promise<void>;
  /** Findings may have been repaired, or gone with their songs: tells the window if so. */
  findingsChanged(): void;
  /** Lets go of the disk; the check goes on at the next start. */
  stop(): Promise<void>;
}

export interface LibraryCheckDeps extends Omit<CheckRunDeps, 'onProgress' | 'onFindings'> {
  readonly log: Log;
  readonly onStatus: (status: CheckStatus) => void;
  /** A check came to its end; `newCount` findings are in no earlier one. `isByItself`: nobody had asked for it. */
  readonly onFinished: (newCount: number, isByItself: boolean) => void;
}

const TELL_EVERY_MS = 250;

export function createLibraryCheck(deps: LibraryCheckDeps): LibraryCheck {
  const { memory, findings, clock, log } = deps;
  let progress: CheckProgress | null = memory.load();
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  let counts = findings.counts();
  let revision = 0;
  let toldAt = -Infinity;
  let cancelTelling: (() => void) | null = null;
  let isByItself = false;

  const run = createCheckRun({
    ...deps,
    onProgress: tellSoon,
    onFindings() {
      countAgain();
      tellSoon();
    },
  });

  function runStatus(): RunStatus | null {
    if (progress === null) return null;
    const { mode, startedAt, doneFiles, totalFiles, doneBytes, totalBytes } = progress;
    const state = running === null ? 'interrupted' : 'running';
    return { mode, state, startedAt, doneFiles, totalFiles, doneBytes, totalBytes };
  }

  function status(): CheckStatus {
    return {
      run: runStatus(),
      lastQuickAt: memory.finishedAt('quick'),
      lastThoroughAt: memory.finishedAt('thorough'),
      counts,
      revision,
    };
  }

  function tell(): void {
    cancelTelling?.();
    cancelTelling = null;
    toldAt = clock.now();
    deps.onStatus(status());
  }

  /** At most four times a second, however much happens. */
  function tellSoon(): void {
    const sinceTold = Math.abs(clock.now() - toldAt);
    if (sinceTold >= TELL_EVERY_MS) tell();
    else cancelTelling ??= clock.schedule(tell, TELL_EVERY_MS - sinceTold);
  }

  function countAgain(): void {
    counts = findings.counts();
    revision += 1;
  }

  /** One beginning at a time: a second one while the folder is looked at waits for the first. */
  let beginning: Promise<void> = Promise.resolve();
  function begin(mode: CheckMode | null): Promise<void> {
    const begun = beginning.then(() => beginNow(mode));
    beginning = begun.catch(() => {});
    return begun;
  }

  async function beginNow(wanted: CheckMode | null): Promise<void> {
    if (running !== null) return;
    const kept = memory.load();
    const mode = wanted ?? kept?.mode ?? null;
    if (mode === null) return;
    if (!(await deps.isFolderThere())) {
      throw new AppError('library-unavailable', 'The library folder cannot be checked: it is not there.');
    }
    const at = kept?.mode === mode ? kept : memory.begin(mode, clock.now());
    progress = at;
    memory.save(at);
    abort = new AbortController();
    const { signal } = abort;
    running = run(at, signal).then(finished, (error: unknown) => {
      running = null;
      if (signal.aborted) return;
      if (!(error instanceof FolderGoneError)) log.error('The check stopped', error);
      tell();
    });
    tell();
  }

  function finished(newCount: number): void {
    progress = null;
    running = null;
    countAgain();
    tell();
    deps.onFinished(newCount, isByItself);
  }

  async function halt(): Promise<void> {
    await beginning;
    abort.abort();
    await running;
  }

  return {
    status,
    start(mode) {
      isByItself = false;
      return begin(mode);
    },
    startByItself(due) {
      if (running === null) isByItself = true;
      return begin(progress?.mode ?? due);
    },
    async cancel() {
      await halt();
      progress = null;
      memory.save(null);
      countAgain();
      tell();
    },
    findingsChanged() {
      const now = findings.counts();
      if (FINDING_KINDS.every((kind) => counts[kind] === now[kind])) return;
      countAgain();
      tellSoon();
    },
    async stop() {
      await halt();
      cancelTelling?.();
    },
  };
}
