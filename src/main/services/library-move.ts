import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmdirSync } from 'node:fs';
import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { LibraryFolderChoice, LibraryMove, LibraryMoveProblem } from '@shared/model';
import type { MetaRepository } from '../db/meta';
import type { Clock, Disks, Log, Shell } from '../ports';
import { RECORD_FILE } from './copy-record';
import { createFolderChooser } from './folder-chooser';
import { CopyError, createFolderCopy, type CopyProgress, type FolderCopy } from './folder-copy';
import type { FolderListing } from './folder-listing';
import type { Holds } from './holds';
import { JOB_JOURNAL } from './job-journal';
import { LIBRARY_FILE } from './library-file';
import { CAN_FLUSH_FOLDERS, isWithin } from './library-folder';
import type { LibraryLocation } from './library-location';
import { createMoveRecords, type MoveIntent } from './library-move-records';
import { freeBytesAt } from './library-place';
import { createSpeedometer } from './speedometer';
import { isErrno } from './whole-file';

/** Puts the library folder somewhere else. Until the very switch the old folder is in use, and it is whole. */
export interface LibraryMover {
  /**
   * Says what a chosen folder means, and uses it where nothing has to be moved. Throws `other-library` for the folder of
   * another one, `file-failed` when the library cannot be read.
   */
  consider(chosen: string): Promise<LibraryFolderChoice>;
  /** Begins the move planned last. Throws `not-found` when it is another than that. */
  start(planId: number): Promise<void>;
  cancel(): Promise<void>;
  /** Goes on with a stopped move. Throws `not-found` when there is none. */
  resume(): void;
  /** Takes the half copy of a stopped move away. Throws `not-found`. */
  discard(): Promise<{ readonly left: number }>;
  showOldFolder(): void;
  /** Throws `trash-failed` when the system has no trash for it, `not-found` when it is no old folder of this library any more. */
  trashOldFolder(): Promise<void>;
  keepOldFolder(): void;
  /** What there is to know of a move; null when there is nothing. */
  current(): LibraryMove | null;
  /** Ends what a killed program left between two folders. Before the library folder is looked at first. */
  settle(): Promise<void>;
  /** Ends a move under way; it can be gone on with at the next start. */
  stop(): Promise<void>;
}

export interface LibraryMoverDeps {
  readonly meta: MetaRepository;
  readonly hasFiles: () => boolean;
  readonly countSongs: () => number;
  readonly location: LibraryLocation;
  /** The environment says where the library is: what settings say of it does not count. */
  readonly isFixed: () => boolean;
  readonly holds: Holds;
  readonly disks: Disks;
  readonly clock: Clock;
  readonly log: Log;
  readonly shell: Pick<Shell, 'showInFolder' | 'trash'>;
  /** Ends all writing to the library folder; resolves when none is under way. */
  readonly pauseWriting: () => Promise<void>;
  readonly resumeWriting: () => void;
  readonly onChange: (move: LibraryMove | null) => void;
  /** Another folder is in use. */
  readonly onSwitched: () => void;
  readonly onEnded: (outcome: 'moved' | 'stopped') => void;
}

const TELL_EVERY_MS = 250;

/** A copy is interrupted by the user, who does not want it any more, or by the end of the program. */
class MoveInterrupted extends Error {}

export function createLibraryMover(deps: LibraryMoverDeps): LibraryMover {
  const { location, holds, clock, log } = deps;
  const records = createMoveRecords(deps.meta);
  const chooser = createFolderChooser({
    ...deps,
    isMoveUnfinished: () => records.intent()?.way === 'copy',
    onUsed(path) {
      // A folder in use is neither a half copy nor an old one.
      if (records.intent()?.to === path) records.saveIntent(null);
      if (records.oldFolder()?.from === path) records.saveOldFolder(null);
      deps.onSwitched();
      changed();
    },
  });
  let working: Promise<void> | null = null;
  let abort = new AbortController();
  let moving: Extract<LibraryMove, { phase: 'moving' }> | null = null;
  let problem: LibraryMoveProblem | null = null;
  let toldAt = 0;
  let isEnding = false;

  function current(): LibraryMove | null {
    if (moving) return moving;
    const intent = records.intent();
    // A rename leaves nothing half: what is kept of it is for the next start.
    if (intent?.way === 'copy') return { phase: 'stopped', from: intent.from, to: intent.to, problem };
    const old = records.oldFolder();
    return old ? { phase: 'copied', ...old } : null;
  }

  function changed(): void {
    toldAt = clock.now();
    deps.onChange(current());
  }

  function refuseWhileMoving(): void {
    if (working) throw new AppError('not-allowed', 'The library is being moved.');
  }

  // --------------------------------------------------------------------------------------------------------- moving

  async function start(planId: number): Promise<void> {
    refuseWhileMoving();
    const { way, from, to, files, bytes } = chooser.takePlan(planId);
    if (way === 'use') {
      await mkdir(to, { recursive: true });
      await chooser.use(to);
      return;
    }
    const isOwnFolder = (await stat(to).catch(() => null)) === null;
    refuseWhileMoving();
    begin({ way, from, to, isOwnFolder, isBegun: false }, { files, bytes });
  }

  function begin(intent: MoveIntent, known: { files: number; bytes: number } | null): void {
    abort = new AbortController();
    problem = null;
    moving = {
      phase: 'moving',
      from: intent.from,
      to: intent.to,
      files: known?.files ?? 0,
      bytes: known?.bytes ?? 0,
      doneFiles: 0,
      doneBytes: 0,
      bytesPerSecond: 0,
      remainingMs: null,
      isCancelling: false,
    };
    holds.set({ kind: 'library-moving', to: intent.to });
    changed();
    working = work(intent)
      .catch((error: unknown) => {
        log.error('Moving the library ended in an unexpected way', error);
        deps.onEnded('stopped');
      })
      .finally(() => {
        working = null;
        moving = null;
        if (isEnding) return;
        holds.clear('library-moving');
        changed();
      });
  }

  async function work(intent: MoveIntent): Promise<void> {
    await deps.pauseWriting();
    try {
      records.saveIntent(intent);
      if (intent.way === 'copy' || !renameFolder(intent)) await copyFolder({ ...intent, way: 'copy' });
      deps.onSwitched();
      deps.onEnded('moved');
    } catch (error) {
      if (error instanceof MoveInterrupted) {
        if (!isEnding) await takeBack(intent);
      } else if (error instanceof CopyError) {
        problem = await problemOf(error, intent);
        log.warn('Moving the library was stopped', { problem, cause: String(error.cause) });
        deps.onEnded('stopped');
      } else throw error;
    } finally {
      if (!isEnding) {
        await location.check();
        deps.resumeWriting();
      }
    }
  }

  /** Renames and switches at one go, so that nobody finds the library at neither place. False when it has to be copied. */
  function renameFolder({ from, to }: MoveIntent): boolean {
    try {
      if (existsSync(to)) rmdirSync(to);
      renameSync(from, to);
    } catch (error) {
      log.info('The library folder cannot be renamed and is copied', { reason: String(error) });
      return false;
    }
    try {
      for (const folder of new Set([dirname(from), dirname(to)])) flushFolderNow(folder);
      location.switchTo(to, () => records.saveIntent(null));
    } catch (error) {
      if (location.current().root === from) renameSync(to, from);
      throw error;
    }
    return true;
  }

  async function copyFolder(intent: MoveIntent): Promise<void> {
    const { from, to } = intent;
    records.saveIntent(intent);
    await (intent.isBegun ? findTarget(to) : makeTarget(to));
    records.saveIntent({ ...intent, isBegun: true });
    const speed = createSpeedometer(clock.now);
    const copy = copyOf(intent, (progress) => tell(progress, speed.rate(progress.doneBytes)));
    let whole: FolderListing;
    do {
      whole = await copy.run(abort.signal);
      if (!(await location.isAt(to))) throw new CopyError('target', 'differs', LIBRARY_FILE);
      abort.signal.throwIfAborted();
    } while (!copy.isStillEqual());
    const { files, bytes, others } = whole;
    location.switchTo(to, () => {
      records.saveIntent(null);
      records.saveOldFolder({ from, to, files: files.length, bytes, leftOut: others.length });
    });
  }

  /** The half copy has to be there: an empty folder in its place is the mount point of a disk that is not. */
  async function findTarget(to: string): Promise<void> {
    const isThere = existsSync(join(to, RECORD_FILE)) || (await location.isAt(to));
    if (!isThere) throw new CopyError('target', 'gone', '');
  }

  async function makeTarget(to: string): Promise<void> {
    try {
      await mkdir(to).catch((error: unknown) => {
        if (!isErrno(error, 'EEXIST')) throw error;
      });
      const [stranger] = await readdir(to);
      if (stranger !== undefined) throw new CopyError('target', 'occupied', stranger);
    } catch (error) {
      throw error instanceof CopyError ? error : new CopyError('target', 'io', '', { cause: error });
    }
  }

  function copyOf(
    { from, to, isOwnFolder }: MoveIntent,
    onProgress: (progress: CopyProgress) => void,
  ): FolderCopy {
    return createFolderCopy({ from, to, isOwnFolder, lastFiles: [JOB_JOURNAL, LIBRARY_FILE], onProgress });
  }

  function tell(progress: CopyProgress, bytesPerSecond: number): void {
    if (!moving) return;
    const left = progress.bytes - progress.doneBytes;
    moving = {
      ...moving,
      ...progress,
      bytesPerSecond,
      remainingMs: bytesPerSecond > 0 ? Math.round((left / bytesPerSecond) * 1_000) : null,
    };
    if (Math.abs(clock.now() - toldAt) >= TELL_EVERY_MS) changed();
  }

  /** Takes away what a cancelled move has written. What cannot be taken away just now stays as a half copy to be named. */
  async function takeBack(intent: MoveIntent): Promise<void> {
    try {
      await copyOf(intent, () => {}).remove();
      records.saveIntent(null);
    } catch (error) {
      log.warn('The half copy of the library could not be removed', { reason: String(error) });
      problem = { code: 'target-gone' };
    }
  }

  async function problemOf(error: CopyError, { from, to }: MoveIntent): Promise<LibraryMoveProblem> {
    const file = error.path;
    if (error.kind === 'gone') return { code: 'target-gone' };
    if (error.kind !== 'io') return { code: error.kind, file };
    if (error.side === 'source') {
      return (await location.isAt(from)) ? { code: 'unreadable', file } : { code: 'source-gone' };
    }
    if (isErrno(error.cause, 'ENOSPC', 'EDQUOT')) {
      const neededBytes = moving ? moving.bytes - moving.doneBytes : 0;
      return { code: 'disk-full', neededBytes, freeBytes: await freeBytesAt(to, deps.disks).catch(() => 0) };
    }
    const isThere = (await stat(to).catch(() => null)) !== null;
    return isThere ? { code: 'unwritable', file } : { code: 'target-gone' };
  }

  // --------------------------------------------------------------------------------------------------- what is left

  function stoppedIntent(): MoveIntent {
    refuseWhileMoving();
    const intent = records.intent();
    if (intent?.way !== 'copy') throw new AppError('not-found', 'No move was stopped.');
    return intent;
  }

  function oldFolderOrFail() {
    const old = records.oldFolder();
    if (!old) throw new AppError('not-found', 'There is no old folder.');
    return old;
  }

  function keepOldFolder(): void {
    records.saveOldFolder(null);
    changed();
  }

  /** Whether one folder is the other or holds it: then neither may be taken away. */
  async function areEntangled(one: string, other: string): Promise<boolean> {
    const [first, second] = await Promise.all([realpath(one), realpath(other)]);
    return first === second || isWithin(first, second) || isWithin(second, first);
  }

  return {
    async consider(chosen) {
      refuseWhileMoving();
      return chooser.consider(chosen);
    },
    start,
    async cancel() {
      if (!moving) return;
      moving = { ...moving, isCancelling: true };
      changed();
      abort.abort(new MoveInterrupted('Cancelled'));
      await working;
    },
    resume: () => begin(stoppedIntent(), null),
    async discard() {
      const intent = stoppedIntent();
      const isThere = (await stat(intent.to).catch(() => null)) !== null;
      if (isThere && (await areEntangled(intent.to, location.current().root))) {
        throw new AppError('not-allowed', 'The folder is in use.');
      }
      try {
        const removed = isThere ? await copyOf(intent, () => {}).remove() : { left: 0 };
        records.saveIntent(null);
        return removed;
      } catch (error) {
        throw new AppError('file-failed', 'The half copy could not be removed.', { cause: error });
      } finally {
        changed();
      }
    },
    showOldFolder: () => deps.shell.showInFolder(oldFolderOrFail().from),
    async trashOldFolder() {
      refuseWhileMoving();
      const { from } = oldFolderOrFail();
      if (!(await location.check()))
        throw new AppError('library-unavailable', 'The new folder is not there.');
      if (!(await location.isAt(from)) || (await areEntangled(from, location.current().root))) {
        keepOldFolder();
        throw new AppError('not-found', 'It is no old folder of this library.');
      }
      if (!(await deps.shell.trash(from))) {
        throw new AppError('trash-failed', 'The old folder could not be moved to the trash.');
      }
      keepOldFolder();
    },
    keepOldFolder,
    current,
    async settle() {
      const intent = records.intent();
      if (!intent || deps.isFixed()) return;
      const { root } = location.current();
      const [isOldThere, isNewThere] = await Promise.all([
        location.isAt(intent.from),
        location.isAt(intent.to),
      ]);
      if (root === intent.to || (!isOldThere && isNewThere)) {
        // A copy gets its library file last: where that is, the copy is whole.
        location.switchTo(intent.to, () => {
          records.saveIntent(null);
          if (intent.way === 'copy' && isOldThere) {
            records.saveOldFolder({ from: intent.from, to: intent.to, files: 0, bytes: 0, leftOut: 0 });
          }
        });
        deps.onSwitched();
      } else if (intent.way === 'rename' && isOldThere) records.saveIntent(null);
      changed();
    },
    async stop() {
      isEnding = true;
      abort.abort(new MoveInterrupted('The program ends'));
      await working;
    },
  };
}

function flushFolderNow(path: string): void {
  if (!CAN_FLUSH_FOLDERS) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
