import type { CheckMode } from '@shared/library-check';
import type { FileCursor } from '../db/checked-files';
import type { MetaRepository } from '../db/meta';

/** How far a check has come, as it is kept over a restart. */
export interface CheckProgress {
  readonly checkId: number;
  readonly mode: CheckMode;
  readonly startedAt: number;
  /** What there is to look at; 0 while it is being counted. */
  totalFiles: number;
  totalBytes: number;
  phase: 'counting' | 'files' | 'songs' | 'folders';
  file: FileCursor | null;
  songRow: number;
  /** Name of the last thing under the root that was looked at. */
  rootName: string | null;
  doneFiles: number;
  doneBytes: number;
}

/** Remembers the check that is under way and when the last ones were finished. */
export interface CheckMemory {
  /** As it was kept: what was looked at after the last `save` is looked at again. */
  load(): CheckProgress | null;
  save(progress: CheckProgress | null): void;
  /** A new check under the next number. */
  begin(mode: CheckMode, now: number): CheckProgress;
  /** No check is under way any more: this one came to its end. */
  finish(mode: CheckMode, now: number): void;
  finishedAt(mode: CheckMode): number | null;
}

const PROGRESS = 'library-check';
const LAST_ID = 'library-check-id';
const FINISHED: Readonly<Record<CheckMode, string>> = {
  quick: 'library-check-quick-at',
  thorough: 'library-check-thorough-at',
};

export function createCheckMemory(meta: MetaRepository): CheckMemory {
  function save(progress: CheckProgress | null): void {
    meta.set(PROGRESS, progress === null ? '' : JSON.stringify(progress));
  }

  return {
    load() {
      const kept = meta.get(PROGRESS);
      return kept === null || kept === '' ? null : (JSON.parse(kept) as CheckProgress);
    },
    save,
    begin(mode, now) {
      const checkId = Number(meta.get(LAST_ID) ?? 0) + 1;
      meta.set(LAST_ID, String(checkId));
      return {
        checkId,
        mode,
        startedAt: now,
        totalFiles: 0,
        totalBytes: 0,
        phase: 'counting',
        file: null,
        songRow: 0,
        rootName: null,
        doneFiles: 0,
        doneBytes: 0,
      };
    },
    finish(mode, now) {
      meta.set(FINISHED[mode], String(now));
      save(null);
    },
    finishedAt(mode) {
      const kept = meta.get(FINISHED[mode]);
      return kept === null ? null : Number(kept);
    },
  };
}
