import type { Counts, DownloadProgress } from '@shared/model';
import type { Clock, Taskbar, TaskbarProgress } from '../ports';

/** A bar that moves more often tells nobody more. */
const SHOW_EVERY_MS = 500;
/** What is nearly equal is not shown anew. */
const FINEST_STEP = 0.005;

export interface TaskbarDownloads {
  /** Counts, transfers or holds have changed. */
  changed(): void;
  stop(): void;
}

export interface TaskbarDownloadsDeps {
  readonly taskbar: Taskbar;
  readonly counts: () => Counts;
  readonly transfers: () => readonly DownloadProgress[];
  /** Something keeps downloads from being started. */
  readonly isHeld: () => boolean;
  readonly clock: Clock;
}

/**
 * How far a row of downloads is: those that were there together count together, from the first until none is left that
 * could go on. Failed ones wait for a person and do not keep the bar.
 */
export function createTaskbarDownloads(deps: TaskbarDownloadsDeps): TaskbarDownloads {
  const { taskbar, clock } = deps;
  /** Most downloads that were open at once since there was none. */
  let most = 0;
  let failedBefore = 0;
  let shown: TaskbarProgress | null = null;
  let cancelTimer: (() => void) | null = null;
  let isStopped = false;

  function look(): TaskbarProgress | null {
    const { downloads, failedDownloads } = deps.counts();
    const open = downloads - failedDownloads;
    if (open <= 0) {
      most = 0;
      failedBefore = failedDownloads;
      return null;
    }
    most = Math.max(most, open);
    const begun = deps.transfers().reduce((sum, each) => sum + shareOf(each), 0);
    const fraction = Math.min(1, Math.max(0, (most - open + begun) / most));
    const hasFailed = failedDownloads > failedBefore;
    return { fraction, mode: deps.isHeld() ? 'paused' : hasFailed ? 'error' : 'normal' };
  }

  function show(): void {
    cancelTimer = null;
    const next = look();
    if (isAlike(next, shown)) return;
    shown = next;
    taskbar.showProgress(next);
  }

  return {
    changed() {
      // Downloads that are ended with the program tell of it too.
      if (!isStopped) cancelTimer ??= clock.schedule(show, SHOW_EVERY_MS);
    },
    stop() {
      isStopped = true;
      cancelTimer?.();
      cancelTimer = null;
      if (shown !== null) taskbar.showProgress(null);
      shown = null;
    },
  };
}

function shareOf({ doneBytes, totalBytes }: DownloadProgress): number {
  return totalBytes === null || totalBytes <= 0 ? 0 : Math.min(1, doneBytes / totalBytes);
}

function isAlike(a: TaskbarProgress | null, b: TaskbarProgress | null): boolean {
  if (a === null || b === null) return a === b;
  return a.mode === b.mode && Math.abs(a.fraction - b.fraction) < FINEST_STEP;
}
